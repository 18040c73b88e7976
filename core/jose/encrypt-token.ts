import { CompactEncrypt, decodeProtectedHeader, errors } from 'jose';
import type { JsonObject } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { EncryptedToken } from '../../shared/contract/jose.ts';
import { looksLikeToken } from '../../shared/jwt/looks-like-token.ts';
import { maxPasswordRounds } from './decrypt-token.ts';
import { type JweKey, jweAlgorithmsOf, jweMisfit } from './jwe-key.ts';
import { supplyKeyWrap } from './supply-key-wrap.ts';

// What jose and others accept from strangers unless told otherwise; a header's own p2c is taken instead.
const passwordRounds = 10_000;

/**
 * Encrypts as a JWE in compact serialisation (RFC 7516 section 7.1). A plaintext that is a token gets `cty: JWT`, as RFC
 * 7519 section 5.2 demands.
 * @param header with `alg` and `enc`; `zip` may be `DEF`; `p2c` sets the rounds of PBES2
 * @throws SignetError `algorithm-unsupported`, `key-type-mismatch`, `key-too-small`, `work-factor-too-high`
 */
export async function encryptToken(
  key: JweKey,
  header: JsonObject,
  plaintext: Uint8Array,
): Promise<EncryptedToken> {
  const { alg, enc } = jweAlgorithmsOf(header);
  const misfit = jweMisfit(alg, enc, key);
  if (misfit) throw misfit;
  const { p2c = passwordRounds } = header;
  if (
    alg.startsWith('PBES2') &&
    !(Number.isInteger(p2c) && Number(p2c) >= 1000 && Number(p2c) <= maxPasswordRounds)
  ) {
    throw new SignetError('work-factor-too-high', `p2c must be from 1000 to ${maxPasswordRounds}`);
  }
  await supplyKeyWrap();
  const nested = header.cty === undefined && looksLikeToken(new TextDecoder().decode(plaintext));
  const encrypt = new CompactEncrypt(plaintext).setProtectedHeader({
    ...header,
    alg,
    enc,
    ...(nested ? { cty: 'JWT' } : {}),
  });
  if (alg.startsWith('PBES2')) encrypt.setKeyManagementParameters({ p2c: Number(p2c) });
  try {
    const token = await encrypt.encrypt(key.key);
    return { token, header: decodeProtectedHeader(token) as JsonObject };
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    // jose refuses header parameters that it cannot honour, such as `crit` and an unknown `zip`.
    throw new SignetError('algorithm-unsupported', cause.message, { cause });
  }
}
