import { compactVerify, errors } from 'jose';
import type { PlaygroundCheck } from '../../shared/contract/playground.ts';
import { quote, toDescription } from './plain-words.ts';
import type { RegisteredCertificate } from './registered-certificate.ts';

/** RFC 7518 sections 3.3 and 3.5; `jose` refuses less. */
const minRsaBits = 2048;

/**
 * Checks an assertion's algorithm, the registered key's size and the signature, stopping at the first that fails.
 * The token's own `jwk`, `x5c`, `kid` and the like are not looked at: the registered certificate alone counts.
 *
 * @param assertion compact JWS
 * @param algorithm the header's `alg`, whatever its type
 */
export async function checkSignature(
  assertion: string,
  algorithm: unknown,
  certificate: RegisteredCertificate,
): Promise<readonly PlaygroundCheck[]> {
  const algorithmCheck = checkAlgorithm(algorithm, certificate);
  if (!algorithmCheck.ok) return [algorithmCheck];
  const sizeCheck = checkKeySize(certificate);
  if (!sizeCheck.ok) return [algorithmCheck, sizeCheck];
  return [algorithmCheck, sizeCheck, await verify(assertion, String(algorithm), certificate)];
}

function checkAlgorithm(algorithm: unknown, { algorithms, keyName }: RegisteredCertificate): PlaygroundCheck {
  const rule = 'algorithm';
  if (typeof algorithm !== 'string')
    return { rule, ok: false, detail: 'the header has no alg: it must name the signature algorithm' };
  if (algorithm.toLowerCase() === 'none') {
    return {
      rule,
      ok: false,
      detail: 'the assertion is not signed: alg is none, and RFC 7523 section 3 demands a signature',
    };
  }
  if (algorithm.startsWith('HS')) {
    return {
      rule,
      ok: false,
      detail: `alg is ${quote(algorithm)}, a shared-secret algorithm: this server checks against a certificate, so sign with its private key`,
    };
  }
  if (algorithms.length === 0) {
    return {
      rule,
      ok: false,
      detail: `the registered certificate holds a ${keyName}, which this server cannot verify with`,
    };
  }
  if (!algorithms.includes(algorithm)) {
    return {
      rule,
      ok: false,
      detail: `alg is ${quote(algorithm)}, which does not fit the registered certificate's ${keyName}: it takes ${algorithms.join(', ')}`,
    };
  }
  return { rule, ok: true, detail: `${algorithm} fits the registered certificate's ${keyName}` };
}

function checkKeySize({ bits, keyName }: RegisteredCertificate): PlaygroundCheck {
  const rule = 'key-size';
  if (bits !== undefined && bits < minRsaBits) {
    return {
      rule,
      ok: false,
      detail: `the registered certificate's RSA key has ${bits} bits: at least ${minRsaBits} are demanded (RFC 7518 section 3.3)`,
    };
  }
  return { rule, ok: true, detail: `the ${keyName} is large enough` };
}

async function verify(
  assertion: string,
  algorithm: string,
  { publicKey }: RegisteredCertificate,
): Promise<PlaygroundCheck> {
  const rule = 'signature';
  try {
    if (publicKey === undefined) throw new TypeError('no public key');
    await compactVerify(assertion, publicKey, { algorithms: [algorithm] });
    return { rule, ok: true, detail: "the signature matches the registered certificate's key" };
  } catch (error) {
    return { rule, ok: false, detail: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return "the signature does not match the registered certificate's key: signed with another key, or altered since";
  }
  if (error instanceof errors.JOSEError)
    return toDescription(`the signature cannot be checked: ${error.message}`);
  return 'the signature cannot be checked';
}
