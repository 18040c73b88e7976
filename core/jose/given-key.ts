import { SignetError } from '../../shared/base/signet-error.ts';
import type { VerificationKey } from '../../shared/contract/jose.ts';
import type { StoreEntry } from '../key/key-store.ts';

/** A key that the user pasted, opened or typed, as against one that is kept or fetched. */
export type GivenKey = Extract<VerificationKey, { text: string } | { file: string } | { secret: string }>;

/** @throws SignetError `empty-input`, `unknown-format`, `wrong-password`, and the other errors of reading a file */
export async function entriesOfGivenKey(key: GivenKey): Promise<readonly StoreEntry[]> {
  if ('secret' in key) {
    const secret = new Uint8Array(Buffer.from(key.secret, key.encoding === 'text' ? 'utf8' : key.encoding));
    if (secret.length === 0)
      throw new SignetError('key-missing', 'the secret is empty', { hint: 'type the shared secret' });
    return [{ alias: 'secret', kind: 'secret', chain: [], secret }];
  }
  const { readKeyStore } = await import('../keystore/read/read-key-store.ts');
  const bytes =
    'text' in key ? new TextEncoder().encode(key.text) : new Uint8Array(Buffer.from(key.file, 'base64'));
  const { password } = key;
  return (await readKeyStore(bytes, password === undefined ? {} : { store: password })).entries;
}
