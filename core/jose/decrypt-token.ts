import { errors, flattenedDecrypt } from 'jose';
import { encodeBase64url } from '../../shared/base/base64url.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../shared/base/json.ts';
import { maxTokenLength } from '../../shared/base/limits.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { DecryptedToken } from '../../shared/contract/jose.ts';
import { joinHeaders } from '../../shared/jwt/decode-token.ts';
import { type Finding, finding } from '../../shared/jwt/finding.ts';
import { looksLikeToken } from '../../shared/jwt/looks-like-token.ts';
import { takeApart } from '../../shared/jwt/take-apart.ts';
import type { JweForm } from '../../shared/jwt/token-form.ts';
import type { WorkBudget } from '../key/work-budget.ts';
import { joseKeyOf } from './jose-key.ts';
import { type JweKey, jweAlgorithmsOf, jweMisfit } from './jwe-key.ts';
import { supplyKeyWrap } from './supply-key-wrap.ts';
import { readPartWork, tokenBudget, unwrapWork } from './token-work.ts';

/** Most rounds of PBKDF2 that a token may ask for: about a second of work. RFC 7518 section 8.1 names no limit, RFC 8725 asks for one. */
export const maxPasswordRounds = 1_000_000;
/** Most bytes that a compressed token may grow to. */
const maxInflated = maxTokenLength;

/**
 * Decrypts a JWE in any serialisation (RFC 7516 section 5.2), for the first recipient that one of the keys is for.
 * @param work what the call may still cost, over all recipients and keys
 * @param keys candidates; a recipient's `kid` chooses among several, then each that fits is tried
 * @throws SignetError `token-not-encrypted`, `token-malformed`, `algorithm-unsupported`, `key-type-mismatch`, `key-too-small`,
 * `work-factor-too-high`, `input-too-large`, `decryption-failed`, `cancelled`; `empty-input`
 */
export async function decryptToken(
  text: string,
  keys: readonly JweKey[],
  work: WorkBudget = tokenBudget(),
): Promise<DecryptedToken> {
  const { form, findings } = takeApart(text);
  if (form?.kind === 'jws') {
    throw new SignetError('token-not-encrypted', 'this token is signed, not encrypted', {
      hint: 'decode or verify it',
    });
  }
  if (form === undefined) throw malformed(findings.at(-1)?.message ?? 'this is no token');
  await supplyKeyWrap();
  let failure: SignetError | undefined;
  for (const recipient of form.recipients) {
    work.spend(readPartWork(recipient.encryptedKey.length));
    try {
      const header = joinHeaders('jwe', form.protected, [form.unprotected, recipient.header], findings) ?? {};
      const { key, plaintext } = await decryptFor(form, recipient, header, keys, work);
      return {
        header,
        ...readPlaintext(plaintext, header, findings),
        key: { source: key.source, ...key.description },
        findings,
      };
    } catch (thrown) {
      if (!(thrown instanceof SignetError) || thrown.code === 'cancelled') throw thrown;
      if (failure === undefined || tells(thrown) > tells(failure)) failure = thrown;
    }
  }
  throw failure ?? malformed('the token is for no recipient');
}

/** Of the failures of several recipients, the one that is told: what was not tried, then what was tried and failed. */
function tells({ code }: SignetError): number {
  return code === 'work-factor-too-high' ? 2 : code === 'decryption-failed' ? 1 : 0;
}

type Recipient = JweForm['recipients'][number];

async function decryptFor(
  form: JweForm,
  recipient: Recipient,
  header: JsonObject,
  keys: readonly JweKey[],
  work: WorkBudget,
): Promise<{ readonly key: JweKey; readonly plaintext: Uint8Array }> {
  const { alg, enc } = jweAlgorithmsOf(header);
  if (alg.startsWith('PBES2') && Number(header.p2c) > maxPasswordRounds) {
    throw new SignetError(
      'work-factor-too-high',
      `the token asks for ${String(header.p2c)} rounds of key derivation`,
      {
        hint: 'a token from a stranger that asks for so much work is an attack',
        details: { maximum: maxPasswordRounds },
      },
    );
  }
  const named = keys.filter(
    ({ description }) => description.kid !== undefined && description.kid === header.kid,
  );
  const candidates = named.length > 0 ? named : keys;
  const fitting = candidates.filter((key) => jweMisfit(alg, enc, key) === undefined);
  const [first] = candidates;
  if (first === undefined) {
    throw new SignetError('key-missing', 'there is no key to decrypt with', {
      hint: 'give the private key that the token was encrypted for, or the shared secret',
    });
  }
  for (const key of fitting) {
    work.spend(unwrapWork(alg, header, key.description, form.ciphertext.length));
    const plaintext = await tryKey(form, recipient, alg, enc, key);
    if (plaintext) return { key, plaintext };
  }
  throw (fitting.length === 0 ? jweMisfit(alg, enc, first) : undefined) ?? decryptionFailed(header, fitting);
}

/** The plaintext, or undefined where the key does not open the token: why, nobody is told (RFC 7516 section 11.5). */
async function tryKey(
  form: JweForm,
  { header, encryptedKey }: Recipient,
  alg: string,
  enc: string,
  { key }: JweKey,
): Promise<Uint8Array | undefined> {
  const { ciphertext, iv, tag, aad } = form;
  try {
    const { plaintext } = await flattenedDecrypt(
      {
        ciphertext,
        ...(iv === '' ? {} : { iv }),
        ...(tag === '' ? {} : { tag }),
        ...(encryptedKey === '' ? {} : { encrypted_key: encryptedKey }),
        ...(aad === undefined ? {} : { aad }),
        ...(form.protected === undefined ? {} : { protected: form.protected }),
        ...(form.unprotected === undefined ? {} : { unprotected: form.unprotected }),
        ...(header === undefined ? {} : { header }),
      },
      await joseKeyOf(key, alg, 'decrypt'),
      {
        keyManagementAlgorithms: [alg],
        contentEncryptionAlgorithms: [enc],
        maxPBES2Count: maxPasswordRounds,
        maxDecompressedLength: maxInflated,
      },
    );
    return plaintext;
  } catch (cause) {
    if (cause instanceof errors.JWEDecryptionFailed) return undefined;
    if (cause instanceof errors.JOSENotSupported) {
      throw new SignetError('algorithm-unsupported', cause.message, { cause });
    }
    if (cause instanceof errors.JWEInvalid && /exceeded the configured limit/.test(cause.message)) {
      throw new SignetError('input-too-large', 'the token unpacks to more than any token should', {
        hint: 'a few kilobytes that grow to megabytes are an attack (RFC 8725 section 3.6)',
        details: { maximum: maxInflated },
        cause,
      });
    }
    if (cause instanceof errors.JOSEError) throw malformed(cause.message, cause);
    // The key fits: what WebCrypto stumbles over is a parameter of the header, such as an epk without a curve.
    if (cause instanceof TypeError) throw malformed('the header holds what its algorithm cannot use', cause);
    throw cause;
  }
}

function decryptionFailed({ kid }: JsonObject, tried: readonly JweKey[]): SignetError {
  const another =
    typeof kid === 'string' && !tried.some(({ description }) => description.kid === kid)
      ? `; it names the key ${JSON.stringify(kid.slice(0, 100))}`
      : '';
  return new SignetError('decryption-failed', `the key does not open this token${another}`, {
    hint: 'either it was encrypted for another key, or it was altered: the two cannot be told apart',
  });
}

function malformed(message: string, cause?: unknown): SignetError {
  return new SignetError('token-malformed', message, { hint: 'is the token whole?', cause });
}

function readPlaintext(
  plaintext: Uint8Array,
  { cty }: JsonObject,
  findings: Finding[],
): Pick<DecryptedToken, 'claims' | 'plaintext' | 'plaintextEncoding' | 'nested'> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plaintext);
  } catch {
    return { plaintext: encodeBase64url(plaintext), plaintextEncoding: 'base64url', nested: false };
  }
  const parsed = parseJson(text);
  if (parsed.ok && isJsonObject(parsed.value)) {
    for (const name of parsed.duplicates) {
      findings.push(
        finding('duplicate-member', `claims.${name}`, `${name} stands more than once; the last one is shown`),
      );
    }
    return { claims: parsed.value, nested: false };
  }
  return {
    plaintext: text,
    nested: looksLikeToken(text) || (typeof cty === 'string' && cty.toUpperCase() === 'JWT'),
  };
}
