import { readChildren, setMember, setRawValue } from '../base/edit-json.ts';
import type { JsonObject } from '../base/json.ts';
import type { DerivedParameter } from '../jwt/fix.ts';
import { presetParameters, type Server } from '../servers/server.ts';
import { fillTemplate, matchTemplate, placeholdersIn } from '../servers/text-pattern.ts';

/** What the JWT that authenticates a client follows from (RFC 7523 section 3). */
export interface ClientAssertionContext {
  readonly clientId: string;
  /** Where the client proves itself. */
  readonly endpoint: string;
  /** The issuer in the server's metadata, where it is known. */
  readonly issuer?: string | undefined;
  readonly server?: Server | undefined;
  /** What there is to name the key by. */
  readonly key?: { readonly hasKid: boolean; readonly hasCertificate: boolean };
}

/** What the user wants otherwise: JSON objects whose members go over the usual ones. */
export interface ClientAssertionWishes {
  readonly header?: string | undefined;
  readonly claims?: string | undefined;
  readonly add?: readonly DerivedParameter[] | undefined;
}

/** What an assertion is composed of. */
export interface ClientAssertionTexts {
  readonly header: string;
  readonly claims: string;
  readonly add: readonly DerivedParameter[];
}

/**
 * Header and claims of the JWT that authenticates a client, for token, introspection and revocation requests alike: the
 * usual, then what the server asks for, then what the user wants. Without a server's rule, `aud` is the endpoint and the
 * life 60 s: the longest that every server takes.
 */
export function clientAssertionTexts(
  context: ClientAssertionContext,
  { header = '{}', claims = '{}', add }: ClientAssertionWishes = {},
): ClientAssertionTexts {
  const { clientId, server, key = { hasKid: false, hasCertificate: false } } = context;
  const preset = server?.use === 'client-authentication' ? server.preset : undefined;
  const { alg: _alg, ...presetHeader } = preset?.header ?? {};
  const usual: JsonObject = {
    iss: clientId,
    sub: clientId,
    aud: usualAudience(context),
    exp: '+60s',
    iat: 'now',
    jti: '{uuid}',
  };
  const { iss: _iss, sub: _sub, aud: _aud, ...presetClaims } = preset?.claims ?? {};
  return {
    header: overlay(JSON.stringify(presetHeader), header),
    claims: overlay(JSON.stringify({ ...usual, ...presetClaims }), claims),
    add: [...new Set([...(preset && server ? presetParameters(server, key) : []), ...(add ?? [])])],
  };
}

/** What a server's rule says `aud` must be, filled in from what is known of the request; else the endpoint. */
function usualAudience({ endpoint, issuer, server }: ClientAssertionContext): string {
  const url = endpoint.trim();
  if (server?.use !== 'client-authentication') return url;
  const { rules, preset } = server;
  if (rules.audienceIsIssuer && issuer !== undefined) return issuer;
  const template = preset.claims.aud;
  if (typeof template !== 'string') return url;
  const known = { ...matchTemplate(url, preset.endpoint), token_endpoint: url };
  const filled = fillTemplate(template, issuer === undefined ? known : { ...known, issuer });
  // What must be the issuer is better asked for than guessed.
  return placeholdersIn(filled).length === 0 || rules.audienceIsIssuer ? filled : url;
}

/** A JSON object's text with another's members over its own, as they are written there. */
export function overlay(text: string, over: string): string {
  return readChildren(over).reduce((changed, { name, raw }) => setRawValue(changed, [name], raw), text);
}

/** The wishes with an audience and a lifetime (`5m`) of their own. */
export function withAudienceAndLife(
  wishes: ClientAssertionWishes,
  { audience, lifetime }: { readonly audience?: string | undefined; readonly lifetime?: string | undefined },
): ClientAssertionWishes {
  let claims = wishes.claims ?? '{}';
  if (audience !== undefined) claims = setMember(claims, 'aud', audience);
  if (lifetime !== undefined) claims = setMember(claims, 'exp', `+${lifetime.replace(/^\+/, '')}`);
  return { ...wishes, claims };
}
