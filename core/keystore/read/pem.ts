import { SignetError } from '../../../shared/base/signet-error.ts';
import { damaged, unlessDamaged } from '../../asn1/damaged.ts';
import type { KeyStore, Passwords, ReadOptions } from '../../key/key-store.ts';
import { takingTurns } from '../../key/taking-turns.ts';
import { firstOpened, passwordBytes } from '../ciphers/password-forms.ts';
import { type DerForm, detectDerForm } from './der-form.ts';
import { textOf } from './detect-format.ts';
import { groupEntries } from './group-entries.ts';
import { type KeyMaterial, readKeyMaterial } from './key-material.ts';
import { type PemBlock, parsePem } from './pem-blocks.ts';
import { checkAnyOpened, openKey } from './protected-key.ts';
import { decryptTraditional, isTraditionallyEncrypted } from './traditional-pem.ts';

/** What stands in a block, by its label (RFC 7468, and openssl's older ones). */
const forms: Readonly<Record<string, DerForm>> = {
  'PRIVATE KEY': 'pkcs8',
  'ENCRYPTED PRIVATE KEY': 'encrypted-pkcs8',
  'RSA PRIVATE KEY': 'pkcs1',
  'EC PRIVATE KEY': 'sec1',
  'DSA PRIVATE KEY': 'dsa',
  'PUBLIC KEY': 'spki',
  'RSA PUBLIC KEY': 'rsa-public-key',
  CERTIFICATE: 'certificate',
  'X509 CERTIFICATE': 'certificate',
  'TRUSTED CERTIFICATE': 'certificate',
  'CERTIFICATE REQUEST': 'request',
  'NEW CERTIFICATE REQUEST': 'request',
  PKCS7: 'pkcs7',
  CMS: 'pkcs7',
};

/**
 * Reads every block of a PEM text that holds keys or certificates; others (parameters, revocation lists) are passed
 * over. A key and the certificates that belong to it make one entry.
 * Errors: `damaged-file`, `wrong-password`, `unknown-format`, `algorithm-unsupported`.
 */
export async function readPem(
  bytes: Uint8Array,
  passwords: Passwords,
  options: ReadOptions = {},
): Promise<KeyStore> {
  return await readPemText(textOf(bytes), passwords, options);
}

/** As {@link readPem}, from text. */
export async function readPemText(
  text: string,
  passwords: Passwords,
  { onProgress }: ReadOptions = {},
): Promise<KeyStore> {
  const { blocks, repairs } = parsePem(text);
  const materials: KeyMaterial[] = [];
  const nextTurn = takingTurns('reading blocks', blocks.length, onProgress);
  for (const [index, block] of blocks.entries()) {
    materials.push(...(await readBlock(block, index + 1, passwords)));
    await nextTurn(index);
  }
  // Where nothing else is there to be shown, the problem is the file's.
  const [first] = materials;
  if (first === undefined) throw nothingKnown(blocks);
  if ('problem' in first && materials.every((one) => 'problem' in one)) throw first.problem;
  const entries = await groupEntries(materials);
  checkAnyOpened(entries, passwords);
  return { format: 'pem', integrity: 'unchecked', entries, ...(repairs.length === 0 ? {} : { repairs }) };
}

/** What a block holds; what makes it unreadable does not close the others. */
async function readBlock(block: PemBlock, number: number, passwords: Passwords): Promise<KeyMaterial[]> {
  const form = forms[block.label];
  try {
    if (block.problem === undefined) return await readWhole(block, passwords);
    if (form === undefined) return [];
    throw block.problem;
  } catch (error) {
    if (!(error instanceof SignetError) || error.code === 'cancelled') throw error;
    return [{ kind: kindOf(form), problem: inBlock(error, number, block) }];
  }
}

function kindOf(form: DerForm | undefined): 'key' | 'certificate' | 'public-key' | 'request' {
  if (form === 'request') return form;
  if (form === 'spki' || form === 'rsa-public-key') return 'public-key';
  return form === 'certificate' || form === 'pkcs7' ? 'certificate' : 'key';
}

/** The same error with the block in which it is. */
function inBlock(
  { code, message, hint, details }: SignetError,
  block: number,
  { line }: PemBlock,
): SignetError {
  return new SignetError(code, `block ${block}, line ${line}: ${message}`, {
    ...(hint === undefined ? {} : { hint }),
    details: { ...details, block, line },
  });
}

async function readWhole(block: PemBlock, passwords: Passwords): Promise<KeyMaterial[]> {
  if (block.label === 'OPENSSH PRIVATE KEY') {
    const { readOpenSshKey } = await import('./openssh-key.ts');
    return [await readOpenSshKey(block.der, passwords)];
  }
  const labelled = forms[block.label];
  if (labelled === undefined) return [];
  if (isTraditionallyEncrypted(block)) return [await readTraditional(block, labelled, passwords)];
  // Labels lie: a PKCS#8 key under "RSA PRIVATE KEY" is a common find. The structure decides.
  const actual = detectDerForm(block.der);
  if (actual === undefined) throw damaged(`its ${block.label} block holds something else`);
  return await readKeyMaterial(actual, block.der, passwords);
}

async function readTraditional(block: PemBlock, form: DerForm, passwords: Passwords): Promise<KeyMaterial> {
  const opened = await openKey(passwords, (password) =>
    firstOpened(passwordBytes(password), async (bytes) => {
      const der = decryptTraditional(block, bytes);
      if (der === undefined || unlessDamaged(() => detectDerForm(der)) !== form) return undefined;
      const [key] = await readKeyMaterial(form, der, {});
      return key?.kind === 'key' && 'privateKey' in key ? key.privateKey : undefined;
    }),
  );
  return { kind: 'key', ...opened };
}

function nothingKnown(blocks: readonly PemBlock[]): SignetError {
  const labels = [...new Set(blocks.map(({ label }) => label))];
  return new SignetError(
    'unknown-format',
    `the file holds no key and no certificate, but ${labels.join(', ') || 'nothing'}`,
    { details: { labels } },
  );
}
