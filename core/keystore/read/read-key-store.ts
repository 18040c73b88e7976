import { SignetError } from '../../../shared/base/signet-error.ts';
import { readAsn1 } from '../../asn1/asn1.ts';
import { passedOver, unlessDamaged, withPlace } from '../../asn1/damaged.ts';
import type { KeyStore, Passwords, ReadOptions } from '../../key/key-store.ts';
import { maxTotalIterations, throwIfCancelled, WorkBudget } from '../../key/work-budget.ts';
import { type Content, decodeBase64, detectContent, textOf } from './detect-format.ts';
import { refuseForeign } from './foreign-formats.ts';

/** Largest input: 32 MiB. A key store of 10,000 entries takes about 12 MiB. */
export const maxKeyStoreBytes = 32 * 1024 * 1024;

type Reader = (bytes: Uint8Array, passwords: Passwords, options: ReadOptions) => Promise<KeyStore>;

/** Who reads what. Each reader is loaded when it is needed: the command's start-up time is a promise. */
const readers: Readonly<Record<Exclude<Content, 'base64' | 'document'>, () => Promise<Reader>>> = {
  jks: async () => (await import('./jks.ts')).readJks,
  jceks: async () => (await import('./jks.ts')).readJceks,
  bks: async () => (await import('./bks.ts')).readBks,
  pkcs12: async () => (await import('./pkcs12.ts')).readPkcs12,
  pem: async () => (await import('./pem.ts')).readPem,
  der: async () => (await import('./der-file.ts')).readDer,
  pkcs7: async () => (await import('./pkcs7.ts')).readPkcs7,
  jwk: async () => (await import('./jwk.ts')).readJwk,
  jwks: async () => (await import('./jwk.ts')).readJwks,
  'encrypted-jwk': async () => (await import('./encrypted-jwk.ts')).readEncryptedJwk,
  ssh: async () => (await import('./ssh-public-keys.ts')).readSshPublicKeys,
  'service-account': async () => (await import('./service-account.ts')).readServiceAccount,
};

/**
 * Reads any supported file that holds keys or certificates; the format is told from its bytes.
 * @param bytes at most 32 MiB.
 * @param passwords tried where something is protected; what stays closed says why in `unreadable`.
 * Errors: `empty-input`, `input-too-large`, `unknown-format`, `damaged-file`, `wrong-password`, `integrity-failed` (the
 * password is right, and the file was changed without it, which `ignoreIntegrity` lets pass), `password-needed` (nothing at all can be
 * listed without one), `algorithm-unsupported`, `work-factor-too-high`, `cancelled`.
 */
export async function readKeyStore(
  bytes: Uint8Array,
  passwords: Passwords,
  options: ReadOptions = {},
): Promise<KeyStore> {
  if (bytes.length > maxKeyStoreBytes) {
    throw new SignetError('input-too-large', 'the file is larger than 32 MiB', {
      details: { bytes: bytes.length, limit: maxKeyStoreBytes },
    });
  }
  // A view that is no Buffer, so that entries compare and cross structured clone as plain bytes.
  const input = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  if (input.every(isWhiteSpace)) throw new SignetError('empty-input', 'the file is empty');
  return readContent(input, { work: new WorkBudget(maxTotalIterations, options), ...passwords }, options);
}

/** Base64 of base64 of base64 is nobody's file. */
const mostWrappings = 3;

async function readContent(input: Uint8Array, passwords: Passwords, options: ReadOptions): Promise<KeyStore> {
  let content = detectContent(input);
  let unwrapped = input;
  const repairs: string[] = [];
  for (let times = 0; content === 'base64' && times < mostWrappings; times += 1) {
    unwrapped = decodeBase64(unwrapped);
    content = detectContent(unwrapped);
    if (content === 'pem') repairs.push('it was base64 of a PEM text');
    else if (content === 'base64') repairs.push('it was base64 of base64');
    else repairs.push('it was bare base64, without BEGIN and END lines');
  }
  refuseForeign(unwrapped);
  if (content === undefined || content === 'base64') {
    throw new SignetError('unknown-format', 'this is not a key store, key or certificate of a known format', {
      hint: 'Signet reads PEM, DER, PKCS#12, JKS, JCEKS, BKS, JWK, JWKS, PKCS#7, OpenSSH keys, Kubernetes Secrets and Azure Key Vault secrets',
    });
  }
  const store =
    content === 'document'
      ? await readDocument(unwrapped, passwords, options)
      : await readAt(unwrapped, await readers[content](), passwords, options);
  // A key that was not opened because of it is told as locked: the whole answer would be taken for the file's fault.
  throwIfCancelled(options.signal);
  const all = [...repairs, ...(store.repairs ?? []), ...afterTheEnd(unwrapped)];
  return all.length === 0 ? store : { ...store, repairs: all };
}

/** The key files inside a document. What is wrong with one of several does not close the others. */
async function readDocument(file: Uint8Array, passwords: Passwords, options: ReadOptions): Promise<KeyStore> {
  const { documentParts } = await import('./document.ts');
  const parts = await documentParts(textOf(file));
  const stores: { readonly name: string; readonly store: KeyStore }[] = [];
  const closed: SignetError[] = [];
  for (const { name, bytes } of parts) {
    try {
      stores.push({ name, store: await readContent(bytes, passwords, options) });
    } catch (error) {
      if (!(error instanceof SignetError) || error.code === 'cancelled') throw error;
      closed.push(error);
    }
  }
  const [first] = stores;
  if (first === undefined) throw closed[0] ?? new SignetError('unknown-format', 'the document holds no key');
  const integrities = new Set(stores.map(({ store }) => store.integrity));
  return {
    format: first.store.format,
    integrity: integrities.has('bad') ? 'bad' : integrities.size === 1 ? first.store.integrity : 'unchecked',
    entries: stores.flatMap(({ name, store }) =>
      store.entries.map((entry) =>
        stores.length === 1 ? entry : { ...entry, alias: `${name}/${entry.alias}` },
      ),
    ),
    repairs: [
      `taken out of a document: ${stores.map(({ name }) => name).join(', ')}`,
      ...stores.flatMap(({ store }) => store.repairs ?? []),
    ],
    ...optional([...stores.flatMap(({ store }) => store.closed ?? []), ...closed]),
  };
}

function optional(closed: readonly SignetError[]): Pick<KeyStore, 'closed'> {
  return closed.length === 0 ? {} : { closed };
}

/** What stands after the end of a DER file. Line ends, as editors add them, are not worth a word. */
function afterTheEnd(file: Uint8Array): string[] {
  const end = file[0] === 0x30 ? unlessDamaged(() => readAsn1(file).bytes.length) : undefined;
  return end === undefined || file.subarray(end).every(isWhiteSpace) ? [] : [passedOver(file.length - end)];
}

/** Says of a damaged file where it is damaged. */
async function readAt(
  file: Uint8Array,
  read: Reader,
  passwords: Passwords,
  options: ReadOptions,
): Promise<KeyStore> {
  try {
    return await read(file, passwords, options);
  } catch (error) {
    throw error instanceof SignetError ? withPlace(error, file) : error;
  }
}

function isWhiteSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
