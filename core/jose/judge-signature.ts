import type { SignatureState } from '../../shared/contract/jose.ts';
import { jwsAlgorithms } from '../../shared/jwt/algorithms.ts';
import type { DecodedToken } from '../../shared/jwt/decode-token.ts';
import { type Finding, type FindingCode, finding } from '../../shared/jwt/finding.ts';
import { relativeTime } from '../../shared/jwt/times.ts';
import { keyFits, weakness } from '../key/check-key.ts';
import { mlDsaByName } from '../key/ml-dsa.ts';
import { mlDsaUnsupported, runtimeHas } from '../key/ml-dsa-runtime.ts';
import type { WorkBudget } from '../key/work-budget.ts';
import { explainSignature, malformedInWords, type Suspect } from './explain-signature.ts';
import { checkWork } from './token-work.ts';
import { isUsable, type VerificationKey } from './verification-key.ts';
import { inputBytes, type SignedInput, verifySignature } from './verify-signature.ts';

export interface JudgeOptions {
  /** Seconds since the epoch, for the life of the key's certificate. */
  readonly at: number;
  /** The one algorithm that is acceptable (RFC 8725 section 3.1). */
  readonly algorithm?: string;
  /** Keys to try for an explanation alone, once those that were asked for do not fit. */
  readonly suspects?: (work: WorkBudget) => Promise<readonly Suspect[]>;
  readonly work: WorkBudget;
}

export interface SignatureJudgement {
  readonly signature: SignatureState;
  readonly reason?: FindingCode;
  readonly key?: VerificationKey;
  readonly findings: readonly Finding[];
}

/**
 * Checks one signature of a token with the keys that fit it, and says why it does not hold, as far as the budget goes.
 * @throws SignetError `work-factor-too-high`, `cancelled`
 */
export async function judgeSignature(
  decoded: DecodedToken,
  input: SignedInput,
  keys: readonly VerificationKey[],
  options: JudgeOptions,
): Promise<SignatureJudgement> {
  const algorithm = typeof decoded.header?.alg === 'string' ? decoded.header.alg : '';
  const reported = decoded.findings.find((each) => stopsVerifying.has(each.code));
  if (reported) return { signature: 'unchecked', reason: reported.code, findings: [] };
  const refused = refusal(decoded, algorithm, options.algorithm);
  if (refused) return { signature: 'unchecked', reason: refused.code, findings: [refused] };

  const header = decoded.header ?? {};
  const named = keys.filter(({ description: { kid } }) => kid !== undefined && kid === header.kid);
  const candidates = named.length > 0 ? named : keys;
  const fitting = candidates.filter((each) => keyFits(algorithm, each.description));
  const usable = fitting.filter(isUsable).filter((each) => misuse(each, algorithm) === undefined);
  for (const key of usable) {
    // To whoever reads the JWK as it stands, it holds another number.
    if (key.malformed?.as === 'hexadecimal') continue;
    options.work.spend(checkWork(key.description, inputBytes(input)));
    if (await verifySignature(algorithm, key.key, input)) {
      return { signature: 'valid', key, findings: keyFindings(algorithm, key, options.at) };
    }
  }

  const suspects = async () => [
    ...otherKeys(keys, candidates),
    ...((await options.suspects?.(options.work)) ?? []),
  ];
  const tried = { algorithm, header, input, keys: usable, suspects, work: options.work };
  const failed = failure(algorithm, candidates, fitting, usable);
  const explained = await explainSignature(tried);
  const about = usable.length === 1 && usable[0] ? keyFindings(algorithm, usable[0], options.at) : [];
  return {
    signature: usable.length > 0 ? 'invalid' : 'unchecked',
    reason: failed.code,
    findings: [withReason(failed, explained), ...passedOver(fitting, failed), ...explained, ...about],
    ...onlyKey(usable.length > 0 ? usable : fitting.length > 0 ? fitting : keys),
  };
}

/** The verdict carries its reason, so that nobody has to look for it among the findings. */
function withReason(failed: Finding, [reason]: readonly Finding[]): Finding {
  return failed.code === 'signature-invalid' && reason
    ? { ...failed, details: { why: reason.message } }
    : failed;
}

/** What the token's own kid passed over. */
function otherKeys(
  keys: readonly VerificationKey[],
  candidates: readonly VerificationKey[],
): readonly Suspect[] {
  return keys
    .filter((key) => !candidates.includes(key))
    .map((key) => ({
      key,
      name: `another of the keys given, ${JSON.stringify(key.description.kid ?? '')},`,
    }));
}

/** Keys of a set that were not tried, for they prove nothing. */
function passedOver(fitting: readonly VerificationKey[], failed: Finding): Finding[] {
  const unsafe = fitting.find((each) => !isUsable(each));
  if (unsafe === undefined || failed.code === 'key-unsafe') return [];
  return [finding('key-unsafe', 'key', `another key ${unsafe.description.unsafe}, and was not tried`)];
}

function failure(
  algorithm: string,
  candidates: readonly VerificationKey[],
  fitting: readonly VerificationKey[],
  usable: readonly VerificationKey[],
): Finding {
  if (usable.length > 0) {
    const message = 'the signature does not belong to this token and key';
    return finding('signature-invalid', 'signature', message);
  }
  const [unsafe] = fitting.filter((each) => !isUsable(each));
  if (unsafe) return finding('key-unsafe', 'key', `the key ${unsafe.description.unsafe}`);
  const [first] = fitting;
  if (first) return finding('key-use-mismatch', 'key', misuse(first, algorithm) ?? '');
  const types = candidates.map(({ description }) =>
    [description.type, description.curve].filter(Boolean).join(' '),
  );
  const message = `${algorithm} does not go with this key (${[...new Set(types)].join(', ')})`;
  return finding('key-type-mismatch', 'key', message);
}

/** Why the signature is not even looked at. */
function refusal(decoded: DecodedToken, algorithm: string, wanted: string | undefined): Finding | undefined {
  if (decoded.kind === 'jwe') {
    return finding('token-encrypted', 'token', 'an encrypted token carries no signature: decrypt it first');
  }
  if (wanted !== undefined && wanted !== algorithm) {
    const message = `the token says ${algorithm}, and ${wanted} was asked for`;
    return finding('algorithm-not-allowed', 'header.alg', message);
  }
  const set = mlDsaByName(algorithm);
  if (set !== undefined && !runtimeHas(set)) {
    const { message, hint } = mlDsaUnsupported(set);
    return finding('algorithm-unsupported', 'header.alg', `${message}: ${hint}`);
  }
  if (Object.hasOwn(jwsAlgorithms, algorithm)) return undefined;
  const message = `Signet does not verify ${JSON.stringify(algorithm)}`;
  return finding('algorithm-unsupported', 'header.alg', message);
}

/** Findings of decoding after which there is nothing to check. */
const stopsVerifying: ReadonlySet<FindingCode> = new Set([
  'token-malformed',
  'header-not-json',
  'algorithm-missing',
  'algorithm-none',
  'signature-missing',
  'critical-unsupported',
]);

/** Holds a JWK's own `use`, `key_ops` and `alg` against it (RFC 7517 sections 4.2 to 4.4). */
function misuse(key: VerificationKey, algorithm: string): string | undefined {
  const { use, key_ops: operations, alg } = key.restrictions ?? {};
  // Keys of a SPIFFE bundle say which kind of SVID they verify (SPIFFE, The SPIFFE Trust Domain and Bundle, section 4.2.2).
  if (use !== undefined && use !== 'sig' && use !== 'jwt-svid') {
    return `the key says it is for use ${JSON.stringify(use)}, not for signatures`;
  }
  if (operations && !operations.includes('verify') && !operations.includes('sign')) {
    return `the key’s key_ops (${operations.join(', ')}) do not include verify`;
  }
  return alg !== undefined && alg !== algorithm
    ? `the key says it is for ${alg}, not ${algorithm}`
    : undefined;
}

function keyFindings(algorithm: string, key: VerificationKey, at: number): Finding[] {
  const findings: Finding[] = [];
  if (key.malformed) findings.push(finding('jwk-malformed', 'key', malformedInWords(key.malformed)));
  const weak = weakness(algorithm, key.description);
  if (weak !== undefined) findings.push(finding('key-too-small', 'key', weak));
  if (key.untrusted !== undefined) {
    const message = `the token’s own key is not trusted: ${key.untrusted}`;
    findings.push(finding('certificate-untrusted', 'header.x5c', message));
  }
  if (key.validity && Number.isNaN(key.validity.notAfter + key.validity.notBefore)) {
    const message = 'the validity of the key’s certificate is not made of dates';
    findings.push(finding('certificate-expired', 'key', message));
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

function onlyKey(keys: readonly VerificationKey[]): { key: VerificationKey } | Record<string, never> {
  return keys.length === 1 && keys[0] ? { key: keys[0] } : {};
}
