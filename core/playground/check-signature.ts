import { compactVerify, errors } from 'jose';
import { quote, toDescription } from './plain-words.ts';
import type { RegisteredKey } from './registered-key.ts';
import { broken, passed, type RuleCheck } from './rule-check.ts';

/** RFC 7518 sections 3.3 and 3.5; `jose` refuses less. */
const minRsaBits = 2048;

/**
 * Checks an assertion's algorithm, the registered key's size and the signature, stopping at the first that fails.
 * The token's own `jwk`, `x5c`, `kid` and the like are not looked at: the registered key alone counts.
 *
 * @param assertion compact JWS
 * @param algorithm the header's `alg`, whatever its type
 */
export async function checkSignature(
  assertion: string,
  algorithm: unknown,
  key: RegisteredKey,
): Promise<readonly RuleCheck[]> {
  const algorithmCheck = checkAlgorithm(algorithm, key);
  if (!algorithmCheck.ok) return [algorithmCheck];
  const sizeCheck = checkKeySize(String(algorithm), key);
  if (!sizeCheck.ok) return [algorithmCheck, sizeCheck];
  return [algorithmCheck, sizeCheck, await verify(assertion, String(algorithm), key)];
}

function checkAlgorithm(algorithm: unknown, { algorithms, keyName, origin }: RegisteredKey): RuleCheck {
  const rule = 'algorithm';
  if (typeof algorithm !== 'string') {
    return broken(rule, 'the header has no alg: it must name the signature algorithm', 'missing-alg');
  }
  if (algorithm.toLowerCase() === 'none') {
    return broken(
      rule,
      'the assertion is not signed: alg is none, and RFC 7523 section 3 demands a signature',
      'wrong-alg',
    );
  }
  if (algorithms.includes(algorithm)) return passed(rule, `${algorithm} fits ${origin}'s ${keyName}`);
  if (algorithm.startsWith('HS')) {
    return broken(
      rule,
      `alg is ${quote(algorithm)}, a shared-secret algorithm: this server checks against ${origin}, so sign with its private key`,
      'wrong-alg',
    );
  }
  if (algorithms.length === 0) {
    return broken(rule, `${origin} holds a ${keyName}, which this server cannot verify with`, 'wrong-alg');
  }
  return broken(
    rule,
    `alg is ${quote(algorithm)}, which does not fit ${origin}'s ${keyName}: it takes ${algorithms.join(', ')}`,
    'wrong-alg',
  );
}

function checkKeySize(algorithm: string, { bits, keyName, origin }: RegisteredKey): RuleCheck {
  const rule = 'key-size';
  if (algorithm.startsWith('HS')) {
    // RFC 7518 section 3.2: a key as long as the hash, or longer.
    const demanded = Number(algorithm.slice(2));
    if ((bits ?? 0) >= demanded) return passed(rule, `the ${keyName} is long enough for ${algorithm}`);
    const detail = `${origin} has ${bits} bits: ${algorithm} demands at least ${demanded} (RFC 7518 section 3.2)`;
    return broken(rule, detail, 'weak-key');
  }
  if (bits !== undefined && bits < minRsaBits) {
    const detail = `${origin}'s RSA key has ${bits} bits: at least ${minRsaBits} are demanded (RFC 7518 section 3.3)`;
    return broken(rule, detail, 'weak-key');
  }
  return passed(rule, `the ${keyName} is large enough`);
}

async function verify(
  assertion: string,
  algorithm: string,
  { key, origin }: RegisteredKey,
): Promise<RuleCheck> {
  const rule = 'signature';
  const owner = origin === 'the client secret' ? origin : `${origin}'s key`;
  try {
    if (key === undefined) throw new TypeError('no key');
    await compactVerify(assertion, key, { algorithms: [algorithm] });
    return passed(rule, `the signature matches ${owner}`);
  } catch (error) {
    return broken(rule, reasonOf(error, owner), 'signature');
  }
}

function reasonOf(error: unknown, owner: string): string {
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return `the signature does not match ${owner}: signed with another key, or altered since`;
  }
  if (error instanceof errors.JOSEError)
    return toDescription(`the signature cannot be checked: ${error.message}`);
  return 'the signature cannot be checked';
}
