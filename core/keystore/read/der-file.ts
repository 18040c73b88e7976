import { SignetError } from '../../../shared/base/signet-error.ts';
import type { KeyStore, Passwords } from '../../key/key-store.ts';
import { detectDerForm } from './der-form.ts';
import { groupEntries } from './group-entries.ts';
import { readKeyMaterial } from './key-material.ts';
import { checkAnyOpened } from './protected-key.ts';

/**
 * Reads one DER structure: PKCS#8 plain or encrypted, PKCS#1, SEC1, a public key, a certificate or a request.
 * Errors: `damaged-file`, `unknown-format`, `wrong-password`.
 */
export async function readDer(bytes: Uint8Array, passwords: Passwords): Promise<KeyStore> {
  const form = detectDerForm(bytes);
  if (form === undefined) {
    throw new SignetError('unknown-format', 'the file is DER, but neither a key nor a certificate');
  }
  const materials = await readKeyMaterial(form, bytes, passwords);
  const entries = await groupEntries(materials);
  checkAnyOpened(entries, passwords);
  return { format: 'der', integrity: 'unchecked', entries };
}
