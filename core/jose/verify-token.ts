import type { Verdict } from '../../shared/contract/jose.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { jwsAlgorithms } from '../../shared/jwt/algorithms.ts';
import { checkClaims } from '../../shared/jwt/check-claims.ts';
import { type DecodedToken, decodeToken } from '../../shared/jwt/decode-token.ts';
import { type Finding, type FindingCode, finding } from '../../shared/jwt/finding.ts';
import { parseJson } from '../../shared/jwt/json.ts';
import { relativeTime } from '../../shared/jwt/times.ts';
import { keyFits, weakness } from './check-key.ts';
import type { VerificationKey } from './verification-key.ts';
import { verifySignature } from './verify-signature.ts';

export interface VerifyOptions {
  /** The time to verify at, seconds since the epoch. */
  readonly at: number;
  /** Seconds by which clocks may differ; default 0. */
  readonly leeway?: number;
  readonly issuer?: string;
  readonly audience?: string;
  /** The one algorithm that is acceptable (RFC 8725 section 3.1). */
  readonly algorithm?: string;
}

/**
 * Checks a token's signature and claims. Whatever is wrong with the token is in the verdict, never thrown.
 * @param keys candidates; a token's `kid` chooses among several, then each that fits is tried
 * @throws SignetError `key-missing` without a key; `empty-input`, `input-too-large`
 */
export async function verifyToken(
  text: string,
  keys: readonly VerificationKey[],
  options: VerifyOptions,
): Promise<Verdict> {
  const decoded = decodeToken(text, options.at);
  if (keys.length === 0) {
    throw new SignetError('key-missing', 'there is no key to verify with', {
      hint: 'give the signer’s certificate, public key, JWKS or shared secret',
    });
  }
  const findings = decoded.findings.map(strictly);
  const judged = await judgeSignature(decoded, keys, options);
  findings.push(...judged.findings);
  const { checks, findings: claimFindings } = decoded.claims
    ? checkClaims(decoded.claims, { leeway: 0, ...options })
    : { checks: [], findings: [] };
  findings.push(...claimFindings);

  const reason =
    (judged.signature === 'valid' ? undefined : judged.reason) ??
    checks.find((check) => !check.ok)?.reason ??
    findings.find((each) => each.severity === 'error')?.code ??
    null;
  return {
    valid: judged.signature === 'valid' && reason === null,
    signature: judged.signature,
    reason,
    key: judged.key ? { source: judged.key.source, ...judged.key.description } : null,
    claims: checks,
    header: decoded.header,
    payload: payloadOf(decoded),
    findings,
  };
}

interface SignatureJudgement {
  readonly signature: Verdict['signature'];
  readonly reason?: FindingCode;
  readonly key?: VerificationKey;
  readonly findings: readonly Finding[];
}

async function judgeSignature(
  decoded: DecodedToken,
  keys: readonly VerificationKey[],
  options: VerifyOptions,
): Promise<SignatureJudgement> {
  const algorithm = typeof decoded.header?.alg === 'string' ? decoded.header.alg : '';
  const refused = refusal(decoded, algorithm, options);
  if (refused)
    return { signature: 'unchecked', reason: refused.code, findings: refused.reported ? [] : [refused] };

  const named = keys.filter(
    (each) => each.description.kid !== undefined && each.description.kid === decoded.header?.kid,
  );
  const fitting = (named.length > 0 ? named : keys).filter((each) => keyFits(algorithm, each.description));
  if (fitting.length === 0) {
    const types = [
      ...new Set(
        keys.map(({ description }) => [description.type, description.curve].filter(Boolean).join(' ')),
      ),
    ];
    const mismatch = finding(
      'key-type-mismatch',
      'key',
      `${algorithm} does not go with this key (${types.join(', ')})`,
    );
    return { signature: 'unchecked', reason: mismatch.code, findings: [mismatch], ...onlyKey(keys) };
  }
  const usable = fitting.filter((each) => misuse(each, algorithm) === undefined);
  if (usable.length === 0) {
    const mismatch = finding('key-use-mismatch', 'key', misuse(fitting[0], algorithm) ?? '');
    return { signature: 'unchecked', reason: mismatch.code, findings: [mismatch], ...onlyKey(fitting) };
  }

  for (const key of usable) {
    if (await verifySignature(algorithm, key.key, decoded.parts)) {
      return { signature: 'valid', key, findings: keyFindings(algorithm, key, options.at) };
    }
  }
  const invalid = finding(
    'signature-invalid',
    'signature',
    'the signature does not belong to this token and key',
  );
  const about = usable.length === 1 && usable[0] ? keyFindings(algorithm, usable[0], options.at) : [];
  return { signature: 'invalid', reason: invalid.code, findings: [invalid, ...about], ...onlyKey(usable) };
}

/** Why the signature is not even looked at. `reported`: decoding has made that finding already. */
function refusal(
  decoded: DecodedToken,
  algorithm: string,
  options: VerifyOptions,
): (Finding & { reported: boolean }) | undefined {
  const reported = decoded.findings.find((each) => stopsVerifying.has(each.code));
  if (reported) return { ...reported, reported: true };
  const refuse = (code: FindingCode, path: string, message: string) => ({
    ...finding(code, path, message),
    reported: false,
  });
  if (decoded.kind === 'jwe')
    return refuse('token-encrypted', 'token', 'an encrypted token carries no signature: decrypt it first');
  if (options.algorithm !== undefined && options.algorithm !== algorithm) {
    return refuse(
      'algorithm-not-allowed',
      'header.alg',
      `the token says ${algorithm}, and ${options.algorithm} was asked for`,
    );
  }
  if (!Object.hasOwn(jwsAlgorithms, algorithm)) {
    return refuse(
      'algorithm-unsupported',
      'header.alg',
      `Signet does not verify ${JSON.stringify(algorithm)}`,
    );
  }
  if (decoded.header?.crit !== undefined) {
    return refuse(
      'critical-unsupported',
      'header.crit',
      'the header says that extensions must be understood which Signet does not know',
    );
  }
  return undefined;
}

const stopsVerifying: ReadonlySet<FindingCode> = new Set([
  'token-malformed',
  'header-not-json',
  'algorithm-missing',
  'algorithm-none',
  'signature-missing',
]);

/** Holds a JWK's own `use`, `key_ops` and `alg` against it (RFC 7517 sections 4.2 to 4.4). */
function misuse(key: VerificationKey | undefined, algorithm: string): string | undefined {
  const { use, key_ops: operations, alg } = key?.restrictions ?? {};
  if (use !== undefined && use !== 'sig')
    return `the key says it is for use ${JSON.stringify(use)}, not for signatures`;
  if (operations && !operations.includes('verify') && !operations.includes('sign')) {
    return `the key’s key_ops (${operations.join(', ')}) do not include verify`;
  }
  return alg !== undefined && alg !== algorithm
    ? `the key says it is for ${alg}, not ${algorithm}`
    : undefined;
}

function keyFindings(algorithm: string, key: VerificationKey, at: number): Finding[] {
  const findings: Finding[] = [];
  const weak = weakness(algorithm, key.description);
  if (weak !== undefined) findings.push(finding('key-too-small', 'key', weak));
  if (key.untrusted !== undefined) {
    findings.push(
      finding('certificate-untrusted', 'header.x5c', `the token’s own key is not trusted: ${key.untrusted}`),
    );
  }
  if (key.validity && at > key.validity.notAfter) {
    const when = relativeTime(key.validity.notAfter, at);
    findings.push(finding('certificate-expired', 'key', `the key’s certificate expired ${when}`));
  }
  if (key.validity && at < key.validity.notBefore) {
    const when = relativeTime(key.validity.notBefore, at);
    findings.push(finding('certificate-not-yet-valid', 'key', `the key’s certificate is valid ${when}`));
  }
  return findings;
}

// Repairs are a courtesy when looking at a token, and no basis for trusting one.
const repairs: ReadonlySet<FindingCode> = new Set([
  'token-whitespace',
  'token-padding',
  'token-stray-characters',
  'token-not-canonical',
]);

function strictly(found: Finding): Finding {
  return repairs.has(found.code) ? { ...found, severity: 'error' } : found;
}

function payloadOf(decoded: DecodedToken) {
  if (decoded.claims) return decoded.claims;
  const parsed = decoded.payloadEncoding ? undefined : parseJson(decoded.payload ?? '');
  return parsed?.ok ? parsed.value : (decoded.payload ?? null);
}

function onlyKey(keys: readonly VerificationKey[]): { key: VerificationKey } | Record<string, never> {
  return keys.length === 1 && keys[0] ? { key: keys[0] } : {};
}
