import { randomUUID } from 'node:crypto';
import { setMember } from '../../shared/base/edit-json.ts';
import { compactJson, isJsonObject, type JsonObject, parseJson } from '../../shared/base/json.ts';
import { readJson, readJsonObject } from '../../shared/base/read-json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { ComposedToken } from '../../shared/contract/jose.ts';
import { reportMembers } from '../../shared/jwt/decode-parts.ts';
import type { Finding } from '../../shared/jwt/finding.ts';
import type { DerivedParameter } from '../../shared/jwt/fix.ts';
import { resolveClaims } from '../../shared/jwt/resolve-claims.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import { type CompositionUse, checkComposition, serverFor } from '../../shared/servers/check-composition.ts';
import { placeholdersLeft } from '../../shared/servers/placeholders-left.ts';
import type { Server } from '../../shared/servers/server.ts';
import { requireUsage, signingAlgorithms } from '../key/check-key.ts';
import type { StoreEntry } from '../key/key-store.ts';
import { signingKeyOf } from './entry-keys.ts';
import { deriveParameters } from './header-parameters.ts';
import { signTexts } from './sign-token.ts';

/** What an assertion is made of beside its key, as the user wrote it. */
export interface Composition {
  /** A JSON object. Without `alg` it gets the key's own, else the server's first that fits the key, else the key's usual one. */
  readonly header?: string;
  /**
   * A JSON object. Times (`exp`, `nbf`, `iat`) may be expressions (`now`, `+5m`), and a `jti` of `{uuid}` becomes a fresh
   * one. With `verbatim`, any text.
   */
  readonly claims?: string;
  /** Any bytes, in place of claims. */
  readonly payload?: Uint8Array;
  /** Header parameters that follow from the key and its certificate. */
  readonly add?: readonly DerivedParameter[];
  /** The user's explicit yes to a key below the size that RFC 7518 asks for. */
  readonly allowWeakKey?: boolean;
  /** Sign the texts as they stand, white space and all. */
  readonly verbatim?: boolean;
  /** Leave the payload out of the token (RFC 7515 appendix F). */
  readonly detached?: boolean;
  /** Names in `crit` that the user declares understood (RFC 7515 section 4.1.11). */
  readonly critical?: readonly string[];
}

export interface ComposeCircumstances {
  /** Seconds since the epoch. */
  readonly now?: number;
  readonly makeId?: () => string;
  /** What the token is for: decides which claims are missed. */
  readonly use?: CompositionUse;
  /** The server that it is for, whose rules then count. */
  readonly server?: Server | undefined;
  /** Where it is sent. */
  readonly endpoint?: string | undefined;
  /** A `{placeholder}` of the server's preset that is left is an error, and not a finding: the token is about to be sent. */
  readonly sending?: boolean;
  /** Members that the user wrote, where that is known: `{x}` in `claims.sub` is then a text like any other. */
  readonly typed?: ReadonlySet<string>;
}

/**
 * The one way in which Signet makes a JWT: texts, a key and options become a token, what was signed, and what is to be said
 * about it. All but the expressions is signed as it was written: digits, order and duplicate members.
 * @throws SignetError `header-not-json`, `claims-not-json`, `algorithm-unsupported`, `key-type-mismatch`,
 * `key-use-mismatch`, `key-too-small`, `not-a-private-key`, `not-a-certificate`, `certificate-mismatch`,
 * `placeholder-left`, `invalid-input`
 */
export async function composeAssertion(
  { header: headerText = '{}', claims: claimsText = '{}', payload, add = [], ...options }: Composition,
  entry: StoreEntry,
  circumstances: ComposeCircumstances = {},
): Promise<ComposedToken> {
  const { now = currentSeconds(), makeId = randomUUID, use } = circumstances;
  const server = serverFor(use, circumstances.server);
  const { verbatim = false } = options;
  const key = await signingKeyOf(entry);
  const given = readJsonObject(headerText, 'header-not-json', 'the header');
  const algorithm = typeof given.alg === 'string' ? given.alg : preferredAlgorithm(entry, key, server);
  requireUsage(entry, algorithm);
  const derived = await deriveParameters(add, entry, key.description);
  const named = given.alg === undefined ? putFirst(headerText, 'alg', algorithm) : headerText;
  const header = Object.entries(derived).reduce((text, [name, value]) => setMember(text, name, value), named);

  if (payload === undefined && !verbatim) readJson(claimsText, 'claims-not-json', 'the claims');
  const resolved =
    payload !== undefined || verbatim
      ? { text: claimsText, values: {} }
      : resolveClaims(claimsText, now, makeId);
  const texts = {
    header: verbatim ? header : compactJson(header),
    payload: payload ?? new TextEncoder().encode(verbatim ? resolved.text : compactJson(resolved.text)),
  };
  const parsed = payload === undefined ? parseJson(resolved.text) : undefined;
  const claims = parsed?.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
  if (circumstances.sending && server && claims)
    requireFilledIn(server, readObject(texts.header), claims, circumstances.typed);
  const signed = await signTexts(key, texts, options);
  const findings: Finding[] = [...signed.findings];
  const readHeader = parseJson(texts.header);
  if (readHeader.ok) reportMembers(readHeader, 'header', findings);
  if (parsed?.ok) reportMembers(parsed, 'claims', findings);
  if (claims) {
    const { endpoint } = circumstances;
    findings.push(
      ...checkComposition(signed.header, claims, { now, use, server, endpoint, key: key.description }),
    );
  }
  const told = findings.filter(
    ({ code, path }) => code !== 'placeholder-left' || !circumstances.typed?.has(path),
  );
  return { ...signed, findings: eachOnce(told), at: now, values: resolved.values };
}

/** @throws SignetError `algorithm-unsupported` for a key that no algorithm of JWS goes with */
function preferredAlgorithm(
  entry: StoreEntry,
  { description }: Awaited<ReturnType<typeof signingKeyOf>>,
  server: Server | undefined,
): string {
  const possible = signingAlgorithms(description, entry.jwk);
  return (
    server?.rules.algorithms.find((each) => possible.includes(each)) ??
    possible[0] ??
    // Refused by name once it is held against the key.
    'RS256'
  );
}

/** A new member at the front of a JSON object's text. */
function putFirst(text: string, name: string, value: string): string {
  const open = text.indexOf('{') + 1;
  const rest = text.slice(open);
  const separator = /^\s*\}/.test(rest) ? '' : ',';
  return `${text.slice(0, open)}${JSON.stringify(name)}:${JSON.stringify(value)}${separator}${rest}`;
}

function readObject(text: string): JsonObject {
  const parsed = parseJson(text);
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : {};
}

/** @throws SignetError `placeholder-left` */
function requireFilledIn(
  server: Server,
  header: JsonObject,
  claims: JsonObject,
  typed: ReadonlySet<string> = new Set(),
): void {
  const first = placeholdersLeft(server, header, claims).find(({ path }) => !typed.has(path));
  if (first === undefined) return;
  throw new SignetError('placeholder-left', `${first.path} still holds {${first.name}} of the preset`, {
    hint: `put your own value in its place: ${first.what}`,
    details: { member: first.path, placeholder: first.name },
  });
}

function eachOnce(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, path }) => {
    const key = `${code} ${path}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
