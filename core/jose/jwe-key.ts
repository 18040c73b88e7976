import type { KeyObject } from 'node:crypto';
import type { JsonObject } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import {
  contentEncryptions,
  keyManagementAlgorithms,
  keyManagementForKey,
} from '../../shared/jwt/encryption-algorithms.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';
import { verifyingKeyObject } from '../certificate/public-key.ts';
import { requireSafe } from '../key/check-key.ts';
import { signingKeyObject } from '../key/key-object.ts';
import type { StoreEntry } from '../key/key-store.ts';
import type { WorkBudget } from '../key/work-budget.ts';
import { describeEntryKey } from '../keystore/describe-key-store.ts';
import { entrySources, takeSupported } from './entry-keys.ts';
import { tokenBudget } from './token-work.ts';

/** A key to encrypt for or to decrypt with, and what is known of it. */
export interface JweKey {
  /** Where it came from, in words: `certificate`, `key`, `secret`. */
  readonly source: string;
  readonly key: KeyObject;
  readonly description: KeyDescription;
  /** What a JWK says it may be used for (RFC 7517 sections 4.2 to 4.4). */
  readonly restrictions?: StoreEntry['jwk'];
}

/** The keys of a file's entries: their public halves to encrypt for, their private ones to decrypt with; secrets for both. */
export async function jweKeysOf(
  entries: readonly StoreEntry[],
  use: 'encrypt' | 'decrypt',
  work: WorkBudget = tokenBudget(),
): Promise<readonly JweKey[]> {
  return takeSupported(entries, work, async (entry) => {
    // One entry is the one that is meant: why its key cannot be had is then the answer.
    if (use === 'decrypt' && entries.length > 1 && !entry.privateKey && !entry.secret) return undefined;
    const description = await describeEntryKey(entry);
    // What is encrypted for such a key, anybody can read.
    if (use === 'encrypt') requireSafe(description?.unsafe);
    const key = use === 'encrypt' ? verifyingKeyObject(entry) : signingKeyObject(entry);
    if (!key || !description) return undefined;
    return {
      source: entrySources[entry.kind],
      key,
      description,
      ...(entry.jwk ? { restrictions: entry.jwk } : {}),
    };
  });
}

/**
 * The two algorithms that a JWE header names.
 * @throws SignetError `algorithm-unsupported`
 */
export function jweAlgorithmsOf(header: JsonObject): { readonly alg: string; readonly enc: string } {
  const { alg, enc } = header;
  if (alg === 'RSA1_5') {
    throw new SignetError('algorithm-unsupported', 'RSA1_5 is refused', {
      hint: 'whoever can see how its decryption fails can decrypt: use RSA-OAEP-256 (RFC 8725 section 3.2)',
    });
  }
  if (typeof alg !== 'string' || !Object.hasOwn(keyManagementAlgorithms, alg)) {
    throw unknownAlgorithm('alg', alg, Object.keys(keyManagementAlgorithms));
  }
  if (typeof enc !== 'string' || !Object.hasOwn(contentEncryptions, enc)) {
    throw unknownAlgorithm('enc', enc, Object.keys(contentEncryptions));
  }
  return { alg, enc };
}

function unknownAlgorithm(name: string, value: unknown, known: readonly string[]): SignetError {
  const what =
    value === undefined ? `the header has no ${name}` : `${JSON.stringify(value)} is no ${name} of JWE`;
  return new SignetError('algorithm-unsupported', `${what} that Signet knows`, {
    hint: `use one of ${known.join(', ')}`,
  });
}

/**
 * Why a key cannot be used with these algorithms, as the error to throw; undefined when it can: type, curve and length
 * (RFC 7518 section 4), a JWK's own `use`, `key_ops` and `alg`, and RSA below 2048 bits (section 4.3).
 */
export function jweMisfit(
  alg: string,
  enc: string,
  { description, restrictions }: JweKey,
): SignetError | undefined {
  const possible = keyManagementForKey(description, enc);
  if (!possible.includes(alg)) {
    const kind = [description.type, description.curve, description.bits && `${description.bits} bits`];
    return new SignetError(
      'key-type-mismatch',
      `${alg} with ${enc} does not go with this key (${kind.filter(Boolean).join(', ')})`,
      {
        hint: possible.length > 0 ? `this key goes with ${possible.join(', ')}` : 'choose another key',
        details: { algorithms: possible },
      },
    );
  }
  if (description.type === 'RSA' && (description.bits ?? 0) < 2048) {
    return new SignetError(
      'key-too-small',
      `the RSA key has ${description.bits} bits; ${alg} asks for 2048`,
      {
        hint: 'use a longer key',
        details: { bits: description.bits ?? 0 },
      },
    );
  }
  const { use, key_ops: operations, alg: own } = restrictions ?? {};
  const misuse =
    use !== undefined && use !== 'enc'
      ? `the key says it is for use ${JSON.stringify(use)}, not for encryption`
      : operations && !operations.some((each) => encrypting.has(each))
        ? `the key’s key_ops (${operations.join(', ')}) include nothing of encryption`
        : own !== undefined && own !== (alg === 'dir' ? enc : alg) && own !== alg
          ? `the key says it is for ${own}, not ${alg}`
          : undefined;
  if (misuse === undefined) return undefined;
  return new SignetError('key-type-mismatch', misuse, { hint: 'choose a key that is meant for this' });
}

const encrypting: ReadonlySet<string> = new Set([
  'encrypt',
  'decrypt',
  'wrapKey',
  'unwrapKey',
  'deriveKey',
  'deriveBits',
]);
