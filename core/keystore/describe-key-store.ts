import { type ErrorData, SignetError } from '../../shared/base/signet-error.ts';
import type { KeyStoreEntry, KeyStoreListing } from '../../shared/contract/keystore.ts';
import type { OnProgress } from '../../shared/contract/progress.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';
import { isoSeconds } from '../asn1/asn1-time.ts';
import { describeCertificate } from '../certificate/describe-certificate.ts';
import { publicKeyOf } from '../certificate/public-key.ts';
import { describeKey, describePrivateKey } from '../key/describe-key.ts';
import type { KeyStore, StoreEntry } from '../key/key-store.ts';
import { takingTurns } from '../key/taking-turns.ts';
import { whyUnsafeSecret } from '../key/unsafe-key.ts';

/**
 * A key store as the contract lists it: nothing secret is in the answer. What is wrong with an entry is said of the entry.
 */
export async function describeKeyStore(store: KeyStore, onProgress?: OnProgress): Promise<KeyStoreListing> {
  const { format, integrity, entries, repairs = [] } = store;
  const closed = reasonsOf(store);
  const described: KeyStoreEntry[] = [];
  const nextTurn = takingTurns('describing entries', entries.length, onProgress);
  for (const entry of entries) {
    described.push(await describeEntry(entry));
    await nextTurn(described.length);
  }
  return {
    format,
    integrity,
    entries: described,
    ...(repairs.length === 0 ? {} : { repairs }),
    ...(closed.length === 0 ? {} : { closed }),
  };
}

/** Each reason once: a thousand keys under one unknown cipher have one. That a key is locked is said of the key. */
function reasonsOf({ closed = [], entries }: KeyStore): string[] {
  const keys = entries.map(({ unreadable }) => unreadable).filter((error) => error !== undefined);
  return [
    ...new Set([
      ...closed.map(inWords),
      ...keys.filter(({ code }) => !passwordCodes.includes(code)).map(inWords),
    ]),
  ];
}

const passwordCodes: readonly string[] = ['password-needed', 'wrong-password'];

function inWords({ code, message, hint }: SignetError): string {
  return hint === undefined || passwordCodes.includes(code) ? message : `${message}; ${hint}`;
}

async function describeEntry(entry: StoreEntry): Promise<KeyStoreEntry> {
  const { alias, kind, chain, created, unreadable } = entry;
  const problems: EntryProblem[] = [];
  if (unreadable !== undefined && !passwordCodes.includes(unreadable.code)) problems.push(unreadable);
  const certificates = [];
  for (const [index, der] of chain.entries()) {
    const described = await unlessFailed(describeCertificate(der), problems);
    if (described === undefined) continue;
    certificates.push(described);
    const which = chain.length === 1 ? 'its certificate' : `certificate ${index + 1} of its chain`;
    for (const remark of described.remarks ?? [])
      problems.push({ code: 'damaged-file', message: `${which}: ${remark}` });
  }
  const [leaf] = certificates;
  const key =
    kind === 'certificate'
      ? undefined
      : leaf === undefined
        ? await unlessFailed(describeEntryKey(entry), problems)
        : withKid(leaf.key, entry);
  const [problem] = problems;
  return {
    alias,
    kind,
    ...(key === undefined ? {} : { key: { ...key, readable: isReadable(entry) } }),
    chain: certificates,
    ...(created === undefined ? {} : { created: isoSeconds(created) }),
    ...(problem === undefined ? {} : { problem: { code: problem.code, message: problem.message } }),
  };
}

type EntryProblem = Pick<ErrorData, 'code' | 'message'>;

/** What cannot be described is a fact about its entry: it does not close the others. */
async function unlessFailed<T>(describing: Promise<T>, problems: EntryProblem[]): Promise<T | undefined> {
  try {
    return await describing;
  } catch (error) {
    if (!(error instanceof SignetError)) throw error;
    problems.push(error);
    return undefined;
  }
}

/** A private key or a secret is readable once it was taken out; public keys always are. */
function isReadable({ kind, privateKey, secret }: StoreEntry): boolean {
  if (kind === 'key') return privateKey !== undefined;
  return kind !== 'secret' || secret !== undefined;
}

/**
 * Describes the key of an entry; undefined where nothing is known of it, as of a locked key without a certificate.
 * A shared secret has no thumbprint: it would tell a guessed secret from a wrong guess (RFC 7638 section 7).
 * Errors: `damaged-file`.
 */
export async function describeEntryKey(entry: StoreEntry): Promise<KeyDescription | undefined> {
  if (entry.secret !== undefined) return withKid(describeSecret(entry.secret), entry);
  const spki = await publicKeyOf(entry);
  if (spki !== undefined) return withKid(await describeKey(spki), entry);
  const named = entry.privateKey && (await describePrivateKey(entry.privateKey));
  return named && withKid(named, entry);
}

function describeSecret(secret: Uint8Array): KeyDescription {
  const unsafe = whyUnsafeSecret(secret);
  return { type: 'oct', bits: secret.length * 8, ...(unsafe === undefined ? {} : { unsafe }) };
}

function withKid(description: KeyDescription, { jwk }: StoreEntry): KeyDescription {
  return jwk?.kid === undefined ? description : { ...description, kid: jwk.kid };
}
