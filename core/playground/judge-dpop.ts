import { createHash, type JsonWebKey } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { isJsonObject, type JsonObject } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { checkSignature } from './check-signature.ts';
import type { DpopNonces } from './dpop-nonces.ts';
import type { Refusal } from './personality.ts';
import { inSeconds, quote } from './plain-words.ts';
import { readAssertion } from './read-assertion.ts';
import { type RegisteredKey, readJwk } from './registered-key.ts';
import type { ReplayMemory } from './replay-memory.ts';
import { about, broken, passed, type RuleCheck } from './rule-check.ts';

export interface DpopCase {
  /** The `DPoP` header. */
  readonly proof: string;
  readonly method: string;
  /** The addresses of the endpoint, one for each name of this machine. */
  readonly urls: readonly string[];
  readonly now: Date;
  readonly nonces: DpopNonces;
  readonly needsNonce: boolean;
  readonly replays: ReplayMemory;
  /** At a protected resource: the token that the proof goes with, and the key it is bound to. */
  readonly token?: { readonly value: string; readonly jkt: string };
}

export interface DpopVerdict {
  readonly checks: readonly RuleCheck[];
  /** RFC 7638 thumbprint of the proof's key, where the proof is good. */
  readonly jkt?: string;
  /** `use_dpop_nonce` asks for the same request again, with the nonce that the answer brings. */
  readonly rejection?: Refusal & { readonly error: 'invalid_dpop_proof' | 'use_dpop_nonce' };
}

/** How far `iat` may lie from the server's clock, in seconds. */
const iatWindow = 300;

/** Holds a DPoP proof against RFC 9449 section 4.3, rule by rule. A good proof's `jti` is remembered. */
export async function judgeDpop(request: DpopCase): Promise<DpopVerdict> {
  const reading = readAssertion(request.proof);
  if (!reading.ok) return refused([broken('format', reading.problem.replace('assertion', 'DPoP proof'))]);
  const { header, claims } = reading.assertion;
  const { key, unsafe } = keyOf(header.jwk);
  const checks: RuleCheck[] = [
    header.typ === 'dpop+jwt'
      ? passed('typ', 'typ is dpop+jwt')
      : broken('typ', `typ is ${quote(header.typ)}: it must be dpop+jwt`),
  ];
  if (key === undefined) {
    checks.push(broken('jwk', unsafe ?? 'the header has no public key as jwk'));
    return refused(checks);
  }
  checks.push(passed('jwk', `the header brings its ${key.keyName}`));
  checks.push(...(await checkSignature(request.proof, header.alg, key)));
  checks.push(checkMethod(claims, request), checkUrl(claims, request), ...checkTimes(claims, request));
  const jkt = await calculateJwkThumbprint(header.jwk as JsonWebKey & { kty: string });
  if (request.token !== undefined) checks.push(...checkToken(claims, jkt, request.token));
  checks.push(checkId(claims, jkt, request.replays));
  // Last: a proof that is wrong otherwise would not get better by a nonce.
  if (checks.every((check) => check.ok)) {
    const nonceCheck = checkNonce(claims, request);
    if (nonceCheck !== undefined) checks.push(nonceCheck);
    if (nonceCheck?.ok === false) return refused(checks, 'use_dpop_nonce');
    const expires = Number(claims.iat) + iatWindow;
    request.replays.remember(`DPoP ${jkt}`, String(claims.jti), expires);
    return { checks: about('dpop', checks), jkt };
  }
  return refused(checks);
}

function refused(
  checks: readonly RuleCheck[],
  error: 'invalid_dpop_proof' | 'use_dpop_nonce' = 'invalid_dpop_proof',
): DpopVerdict {
  const failure = checks.find((check) => !check.ok);
  const description = failure?.detail ?? '';
  return { checks: about('dpop', checks), rejection: { error, description } };
}

function keyOf(jwk: unknown): { readonly key?: RegisteredKey; readonly unsafe?: string } {
  if (!isJsonObject(jwk)) return {};
  try {
    return { key: { ...readJwk(jwk as JsonWebKey), origin: "the proof's jwk" } };
  } catch (error) {
    return error instanceof SignetError && error.code === 'key-unsafe' ? { unsafe: error.message } : {};
  }
}

function checkMethod({ htm }: JsonObject, { method }: DpopCase): RuleCheck {
  return htm === method
    ? passed('htm', `htm is ${method}`)
    : broken('htm', `htm is ${quote(htm)}: it must be the request's method, ${method}`);
}

function checkUrl({ htu }: JsonObject, { urls }: DpopCase): RuleCheck {
  const url = typeof htu === 'string' && URL.canParse(htu) ? new URL(htu) : undefined;
  // RFC 9449 section 4.3: query and fragment are left out of the comparison.
  const bare = url === undefined ? undefined : `${url.origin}${url.pathname}`;
  return urls.some((each) => each === bare)
    ? passed('htu', "htu is the request's address")
    : broken('htu', `htu is ${quote(htu)}: it must be the request's address, ${quote(urls[0])}`);
}

function checkTimes({ iat }: JsonObject, { now }: DpopCase): readonly RuleCheck[] {
  if (typeof iat !== 'number')
    return [broken('iat', `iat is ${quote(iat)}: it must be a JSON number of seconds`)];
  const away = Math.abs(Math.floor(now.getTime() / 1000) - iat);
  return away <= iatWindow
    ? [passed('iat', "iat is near the server's clock")]
    : [
        broken(
          'iat',
          `iat is ${inSeconds(Math.round(away))} from the server's clock: at most ${iatWindow} are taken`,
        ),
      ];
}

function checkToken(
  { ath }: JsonObject,
  jkt: string,
  token: { readonly value: string; readonly jkt: string },
): readonly RuleCheck[] {
  const hash = createHash('sha256').update(token.value).digest('base64url');
  return [
    ath === hash
      ? passed('ath', "ath is the access token's hash")
      : broken('ath', 'ath is not the SHA-256 of the access token in base64url'),
    jkt === token.jkt
      ? passed('key', 'the proof is signed with the key that the token is bound to')
      : broken('key', 'the token is bound to another key than the one that signed this proof'),
  ];
}

function checkId({ jti }: JsonObject, jkt: string, replays: ReplayMemory): RuleCheck {
  if (typeof jti !== 'string' || jti === '')
    return broken('jti', `jti is ${quote(jti)}: it must be a string that is not empty`);
  return replays.hasSeen(`DPoP ${jkt}`, jti)
    ? broken('jti', 'the proof was sent before: each request needs a new one')
    : passed('jti', 'the proof has not been sent before');
}

function checkNonce({ nonce }: JsonObject, { needsNonce, nonces }: DpopCase): RuleCheck | undefined {
  if (nonce === undefined) {
    return needsNonce
      ? broken('nonce', 'this server wants its nonce in the proof: send it again with the one in DPoP-Nonce')
      : undefined;
  }
  return typeof nonce === 'string' && nonces.accepts(nonce)
    ? passed('nonce', 'nonce is one that this server handed out')
    : broken('nonce', 'nonce is not one of this server, or is too old: use the one in DPoP-Nonce');
}
