import { encodeBase64url } from '../../shared/base/base64url.ts';
import { parseJson } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { Verdict } from '../../shared/contract/jose.ts';
import { checkClaims } from '../../shared/jwt/check-claims.ts';
import { type DecodedToken, decodeParts, joinHeaders } from '../../shared/jwt/decode-token.ts';
import type { Finding, FindingCode } from '../../shared/jwt/finding.ts';
import { type TokenParts, takeApart } from '../../shared/jwt/take-apart.ts';
import type { JwsForm } from '../../shared/jwt/token-form.ts';
import type { WorkBudget } from '../key/work-budget.ts';
import { type JudgeOptions, judgeSignature, type SignatureJudgement } from './judge-signature.ts';
import { readPartWork, tokenBudget } from './token-work.ts';
import type { VerificationKey } from './verification-key.ts';
import { signedInput } from './verify-signature.ts';

export interface VerifyOptions extends Omit<JudgeOptions, 'work'> {
  /** What the call may still cost; a budget of its own if left out. */
  readonly work?: WorkBudget;
  /** Seconds by which clocks may differ; default 0. */
  readonly leeway?: number;
  readonly issuer?: string;
  readonly audience?: string;
  /** The payload of a token that came without it (RFC 7515 appendix F). */
  readonly payload?: Uint8Array;
  /** Names in `crit` that the user declares understood (RFC 7515 section 4.1.11). */
  readonly critical?: readonly string[];
}

/**
 * Checks a token's signature and claims. Whatever is wrong with the token is in the verdict, never thrown. Of several
 * signatures, the verdict is about the first that is valid.
 * @param keys candidates; a token's `kid` chooses among several, then each that fits is tried
 * @throws SignetError `key-missing` without a key; `empty-input`, `input-too-large`; `invalid-input` for a payload besides
 * the token's own; `work-factor-too-high` for more signatures and keys than one call may check; `cancelled`
 */
export async function verifyToken(
  text: string,
  keys: readonly VerificationKey[],
  options: VerifyOptions,
): Promise<Verdict> {
  const taken = takeApart(text);
  if (keys.length === 0) {
    throw new SignetError('key-missing', 'there is no key to verify with', {
      hint: 'give the signer’s certificate, public key, JWKS or shared secret',
    });
  }
  const judged = await judgeEach(taken, keys, { work: tokenBudget(), ...options });
  const chosen = judged.find(({ judgement }) => judgement.signature === 'valid') ?? judged[0];
  if (chosen === undefined) throw new SignetError('token-malformed', 'the token has no signature');
  const { decoded, judgement } = chosen;
  const { checks, findings: claimFindings } = decoded.claims
    ? checkClaims(decoded.claims, { leeway: 0, ...options })
    : { checks: [], findings: [] };
  const findings = [...decoded.findings.map(strictly), ...judgement.findings, ...claimFindings];

  const reason =
    (judgement.signature === 'valid' ? undefined : judgement.reason) ??
    checks.find((check) => !check.ok)?.reason ??
    findings.find((each) => each.severity === 'error')?.code ??
    null;
  return {
    valid: judgement.signature === 'valid' && reason === null,
    signature: judgement.signature,
    reason,
    key: judgement.key ? { source: judgement.key.source, ...judgement.key.description } : null,
    claims: checks,
    header: decoded.header,
    payload: payloadOf(decoded),
    findings,
    ...(decoded.serialization === 'general' && decoded.kind !== 'jwe'
      ? {
          signatures: judged.map((each) => ({
            header: each.decoded.header ?? {},
            signature: each.judgement.signature,
          })),
        }
      : {}),
  };
}

interface Judged {
  readonly decoded: DecodedToken;
  readonly judgement: SignatureJudgement;
}

async function judgeEach(
  taken: TokenParts,
  keys: readonly VerificationKey[],
  options: VerifyOptions & JudgeOptions,
): Promise<readonly Judged[]> {
  const { form, findings } = taken;
  if (form?.kind !== 'jws') {
    const decoded = decodeParts(taken, options.at, 1, options.critical);
    const nothing = { payload: '', signature: '' };
    return [{ decoded, judgement: await judgeSignature(decoded, nothing, keys, options) }];
  }
  const judged: Judged[] = [];
  for (const signature of form.signatures) {
    // Each is a token of its own, with all of the payload.
    options.work.spend(readPartWork(form.payload.length + (options.payload?.length ?? 0)));
    const encoded = joinHeaders('jws', signature.protected, [signature.header], [])?.b64 !== false;
    const whole = withPayload({ ...form, signatures: [signature] }, encoded, options.payload);
    const decoded = decodeParts(
      { ...taken, form: whole, findings: [...findings] },
      options.at,
      1,
      options.critical,
    );
    const input = signedInput(whole, signature, encoded, options.payload);
    judged.push({ decoded, judgement: await judgeSignature(decoded, input, keys, options) });
  }
  return judged;
}

/** The token as if its detached payload had been in it. */
function withPayload(form: JwsForm, encoded: boolean, payload: Uint8Array | undefined): JwsForm {
  if (payload === undefined) return form;
  if (form.payload !== '') {
    throw new SignetError('invalid-input', 'the token has a payload of its own', {
      hint: 'leave the other away: what was signed is in the token',
    });
  }
  return { ...form, payload: encoded ? encodeBase64url(payload) : new TextDecoder().decode(payload) };
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
