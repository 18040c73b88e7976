import { SignetError } from '../../shared/base/signet-error.ts';
import { describeCertificate } from '../certificate/describe-certificate.ts';
import { verifyingKeyObject } from '../certificate/public-key.ts';
import { requireSafe } from '../key/check-key.ts';
import { signingKeyObject } from '../key/key-object.ts';
import type { StoreEntry } from '../key/key-store.ts';
import { takingTurns } from '../key/taking-turns.ts';
import type { WorkBudget } from '../key/work-budget.ts';
import { describeEntryKey } from '../keystore/describe-key-store.ts';
import type { SigningKey } from './sign-token.ts';
import { readKeyWork, tokenBudget } from './token-work.ts';
import type { VerificationKey } from './verification-key.ts';

/** @throws SignetError `not-a-private-key`, `algorithm-unsupported`, `key-unsafe`, or why the entry could not be read */
export async function signingKeyOf(entry: StoreEntry): Promise<SigningKey> {
  const key = signingKeyObject(entry);
  const description = await describeEntryKey(entry);
  if (!description) throw new SignetError('not-a-private-key', `${entry.alias} holds no key`);
  requireSafe(description.unsafe);
  const [certificate] = entry.chain;
  return { key, description, ...(certificate ? { certificate } : {}) };
}

/**
 * The keys to verify with among a file's entries; entries without one are passed over.
 * @throws SignetError `algorithm-unsupported` where this runtime knows none of them, `damaged-file`; `work-factor-too-high`,
 * `cancelled`
 */
export async function verificationKeysOf(
  entries: readonly StoreEntry[],
  work: WorkBudget = tokenBudget(),
): Promise<readonly VerificationKey[]> {
  return takeSupported(entries, work, async (entry) => {
    const description = await describeEntryKey(entry);
    const key = description?.unsafe === undefined ? verifyingKeyObject(entry) : undefined;
    if (!description || (key === undefined && description.unsafe === undefined)) return undefined;
    const [leaf] = entry.chain;
    return {
      source: entrySources[entry.kind],
      ...(key === undefined ? {} : { key }),
      description,
      ...(entry.jwk ? { restrictions: entry.jwk } : {}),
      ...(entry.malformed ? { malformed: entry.malformed } : {}),
      ...(leaf ? { certificate: leaf, validity: await validityOf(leaf) } : {}),
    };
  });
}

/**
 * Takes a key from each entry that has one. Those that are damaged, and those of an algorithm that this runtime lacks, are
 * passed over, as RFC 7517 section 5 asks, unless they are all there is.
 * @throws SignetError the first error of `take`; `work-factor-too-high`, `cancelled`
 */
export async function takeSupported<Key>(
  entries: readonly StoreEntry[],
  work: WorkBudget,
  take: (entry: StoreEntry) => Promise<Key | undefined>,
): Promise<readonly Key[]> {
  const keys: Key[] = [];
  let first: SignetError | undefined;
  const others = takingTurns('reading keys', entries.length);
  for (const [index, entry] of entries.entries()) {
    await others(index);
    work.spend(readKeyWork);
    try {
      const key = await take(entry);
      if (key !== undefined) keys.push(key);
    } catch (error) {
      if (!(error instanceof SignetError)) throw error;
      first ??= error;
    }
  }
  if (keys.length === 0 && first !== undefined) throw first;
  return keys;
}

export const entrySources: Readonly<Record<StoreEntry['kind'], string>> = {
  key: 'key',
  certificate: 'certificate',
  secret: 'secret',
  'public-key': 'public key',
  request: 'certificate request',
};

async function validityOf(certificate: Uint8Array) {
  const { notBefore, notAfter } = await describeCertificate(certificate);
  return { notBefore: Date.parse(notBefore) / 1000, notAfter: Date.parse(notAfter) / 1000 };
}
