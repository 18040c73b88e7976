import { SignetError } from '../../shared/base/signet-error.ts';
import { algorithmsForKey, jwsAlgorithms } from '../../shared/jwt/algorithms.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';
import type { StoreEntry } from './key-store.ts';

/** Whether the key is of the type and curve that the algorithm asks for: what stops RS256/HS256 confusion (RFC 8725 section 2.1). */
export function keyFits(algorithm: string, key: KeyDescription): boolean {
  return algorithmsForKey(key).includes(algorithm);
}

/** Says in words that a key is below the size that RFC 7518 sections 3.2 and 3.3 ask for; undefined when it is not. */
export function weakness(algorithm: string, key: KeyDescription): string | undefined {
  const minimum = jwsAlgorithms[algorithm]?.minBits;
  if (minimum === undefined || key.bits === undefined || key.bits >= minimum) return undefined;
  const subject = key.type === 'oct' ? 'the secret' : `the ${key.type} key`;
  return `${subject} has ${key.bits} bits; ${algorithm} asks for at least ${minimum}`;
}

/**
 * Whether an RSA key is long enough to hold what the algorithm signs at all (RFC 8017 sections 9.1.1 and 9.2). To be asked
 * first: a signature that fails in the thread pool of Electron ends the whole program.
 */
export function hasRoom(algorithm: string, { type, bits = 0 }: KeyDescription): boolean {
  if (type !== 'RSA') return true;
  const hash = Number(algorithm.slice(2)) / 8;
  const needed = algorithm.startsWith('PS') ? 2 * hash + 2 : hash + 19 + 11;
  return Math.ceil((bits - 1) / 8) >= needed;
}

/**
 * @param unsafe why the key proves nothing, if it does
 * @throws SignetError `key-unsafe`
 */
export function requireSafe(unsafe: string | undefined): void {
  if (unsafe === undefined) return;
  throw new SignetError('key-unsafe', `the key ${unsafe}`, {
    hint: 'generate a new key, and register it in place of this one',
  });
}

/** @throws SignetError `algorithm-unsupported`, `key-type-mismatch` */
export function requireKeyFits(algorithm: string, key: KeyDescription): void {
  if (!Object.hasOwn(jwsAlgorithms, algorithm)) {
    throw new SignetError(
      'algorithm-unsupported',
      `${JSON.stringify(algorithm)} is not an algorithm Signet signs with`,
      {
        hint: `use one of ${Object.keys(jwsAlgorithms).join(', ')}`,
      },
    );
  }
  if (keyFits(algorithm, key)) return;
  const possible = algorithmsForKey(key);
  const kind = [key.type, key.curve].filter(Boolean).join(' ');
  throw new SignetError('key-type-mismatch', `${algorithm} does not go with this ${kind} key`, {
    hint: possible.length > 0 ? `this key signs with ${possible.join(', ')}` : 'choose another key',
    details: { algorithms: possible },
  });
}

/** What a JWK says of its own use (RFC 7517 sections 4.2 to 4.4). */
type Usage = NonNullable<StoreEntry['jwk']>;

/** The algorithms that a key may sign with: those that go with its type, and that its own words allow; the usual one first. */
export function signingAlgorithms(key: KeyDescription, usage: Usage = {}): readonly string[] {
  return algorithmsForKey(key).filter((algorithm) => misuse(usage, algorithm) === undefined);
}

/** Follows a key's own words. @throws SignetError `key-use-mismatch` */
export function requireUsage(
  { alias, jwk = {} }: Pick<StoreEntry, 'alias' | 'jwk'>,
  algorithm: string,
): void {
  const wrong = misuse(jwk, algorithm);
  if (wrong === undefined) return;
  throw new SignetError('key-use-mismatch', `the key ${alias} ${wrong}`, {
    hint: jwk.alg === undefined ? 'choose another key' : `sign with ${jwk.alg}, or choose another key`,
    details: { ...(jwk.alg === undefined ? {} : { algorithm: jwk.alg }) },
  });
}

function misuse({ use, key_ops: operations, alg }: Usage, algorithm: string): string | undefined {
  if (use !== undefined && use !== 'sig') return `is for use ${JSON.stringify(use)}, not for signatures`;
  if (operations && !operations.includes('sign')) {
    return `does not list sign among its key_ops (${operations.join(', ')})`;
  }
  return alg === undefined || alg === algorithm ? undefined : `is for ${alg}, not ${algorithm}`;
}
