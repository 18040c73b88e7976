import type { JsonObject, JsonValue } from '../base/json.ts';
import type { DerivedParameter, Fix } from '../jwt/fix.ts';
import type { MemberFormat } from './member-formats.ts';

export const exportFormats = ['pem', 'der', 'p7b', 'spki', 'jwk', 'jwks', 'base64'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * What a server holds a token against. Members of the token are named by path (`header.kid`, `claims.jti`). In a
 * template, `{name}` stands for what each user has for himself.
 */
export interface ServerRules {
  /** Empty: any. */
  readonly algorithms: readonly string[];
  readonly requiredHeader: readonly string[];
  readonly requiredClaims: readonly string[];
  /** At least one of these header parameters must be there. */
  readonly oneHeaderOf?: readonly string[];
  /** The values that a header parameter or claim may have, where it is there. */
  readonly values?: Readonly<Record<string, readonly JsonValue[]>>;
  /** The form of a header parameter or claim, where it is there. */
  readonly formats?: Readonly<Record<string, MemberFormat>>;
  /** Shortest and longest text of a header parameter or claim. */
  readonly lengths?: Readonly<Record<string, readonly [least: number, most: number]>>;
  /** Templates, one of which `iss` must fit. */
  readonly issuer?: readonly string[];
  /** Templates, one of which `sub` must fit. */
  readonly subject?: readonly string[];
  readonly subjectIsIssuer?: true;
  /** Templates, one of which an audience must fit. */
  readonly audience?: readonly string[];
  /** `string`: one audience, not in an array. */
  readonly audienceShape?: 'string' | 'array';
  /** `aud` must be the issuer identifier, and never the token endpoint. */
  readonly audienceIsIssuer?: true;
  /** `exp` may be at most this many seconds from now. */
  readonly maxLifetime?: number;
  /** `exp` must be more than this many seconds from now. */
  readonly minLifetime?: number;
  /** `exp` may be at most this many seconds after `iat`. */
  readonly maxSpan?: number;
  /** `iat` may be at most this many seconds from now: 0 not in the future, -60 a minute ago. */
  readonly latestIssuedAt?: number;
  /** Times must be whole numbers. */
  readonly wholeTimes?: true;
  /** Whether a scope belongs into the JWT, or into the form beside it. */
  readonly scope?: 'claim' | 'form';
  /** RSA keys below this are refused. */
  readonly minKeyBits?: number;
}

export type RuleName = keyof ServerRules;

/** What can be wrong with a request, as far as servers tell it apart, by names of its own. */
export const namedFaults = [
  // The JWT as a whole, its key and its times.
  'malformed',
  'signature',
  'weak-key',
  'no-key',
  'key-expired',
  'key-not-fetched',
  'certificate',
  'certificate-expired',
  'expired',
  'too-long-lived',
  'too-short-lived',
  'not-yet-valid',
  'issued-in-future',
  'issued-too-early',
  'replayed',
  'token-refused',
  // The client.
  'client-authentication',
  'auth-method',
  'unknown-client',
  'client-disabled',
  'public-client',
  'secret-expired',
  'client-certificate',
  'dpop',
  'dpop-nonce',
  // What is asked for, by whom, for whom.
  'grant-not-allowed',
  'not-permitted',
  'no-consent',
  'federation',
  'unknown-user',
  'user-locked',
  'unknown-tenant',
  'mfa',
  'code',
  'refresh-token',
  // The request, its way, and the server.
  'request-malformed',
  'parameter-doubled',
  'endpoint',
  'address-blocked',
  'too-many-requests',
  'server-failed',
] as const;

/** Besides the named ones, `missing-kid`, `wrong-aud` and the like name a header parameter, claim or form parameter. */
export type Fault = (typeof namedFaults)[number] | `missing-${string}` | `wrong-${string}`;

/** An error answer that the server is known to give. */
export interface KnownError {
  /** OAuth error code; any, when left out. */
  readonly error?: string;
  /** Its texts are ordinary English that other servers write, too: told only where the server is known. */
  readonly common?: true;
  /** Looked for in the answer's text, upper and lower case alike; any of them will do. `*` stands for anything between. */
  readonly text?: readonly string[];
  readonly cause: string;
  readonly fix: string;
  /** The same as data, where Signet itself can do it. */
  readonly apply?: Fix;
  /** The member that it is about, where the first fault does not say it: `claims.sub`. */
  readonly path?: string;
  /** The document, where it is not the server's own. */
  readonly source?: string;
  /** What the server answers this way to; the playground, taking its part, does the same. */
  readonly faults?: readonly Fault[];
  /** The server's own `error_description`, to the letter; `{iss}` and the like stand for that claim's value. */
  readonly says?: string;
  /** The HTTP status, where it is not 400. */
  readonly status?: number;
}

/** What a JWT is for: `assertion`, `client_assertion`, a token to exchange, itself the bearer token, the value of `client_secret`, or nothing. */
export const serverUses = [
  'grant',
  'client-authentication',
  'exchange',
  'credential',
  'client-secret',
  'none',
] as const;
export type ServerUse = (typeof serverUses)[number];

/** How a client authenticates beside or with the JWT. */
export const serverAuths = ['none', 'basic', 'post', 'private_key_jwt'] as const;
export type ServerAuth = (typeof serverAuths)[number];

/** A known server, as data: JSON could hold it. */
export interface Server {
  /** Stable, kebab-case: `axway-api-gateway`. */
  readonly name: string;
  /** Servers of one vendor that share an endpoint and its errors. */
  readonly family?: string;
  readonly title: string;
  readonly summary: string;
  readonly use: ServerUse;
  /** The usual one first. */
  readonly auth: readonly ServerAuth[];
  readonly rules: ServerRules;
  /** The document that a rule comes from, where it is not `source`. */
  readonly ruleSources?: Readonly<Partial<Record<RuleName, string>>>;
  /** Rules that nobody has confirmed: a breach of them is only worth a look. */
  readonly unverified?: readonly RuleName[];
  /** What a new composition starts from: times as expressions (`now`, `+5m`), `{uuid}` for a fresh id, `{name}` for what the user has to fill in. */
  readonly preset: {
    readonly header: JsonObject;
    readonly claims: JsonObject;
    /** Header parameters that follow from the key and its certificate. */
    readonly derive?: readonly DerivedParameter[];
    /** Where the JWT goes. */
    readonly endpoint: string;
    readonly query: readonly (readonly [string, string])[];
    readonly params: readonly (readonly [string, string])[];
  };
  /** What to put in place of each `{name}`, and an example of it. */
  readonly placeholders: Readonly<Record<string, { readonly what: string; readonly example: string }>>;
  /** Values an answer's `format` parameter may take, if the server knows one. */
  readonly answerFormats: readonly string[];
  readonly certificate: { readonly format: ExportFormat; readonly where: string };
  /** What else surprises people. */
  readonly notes?: readonly string[];
  readonly errors: readonly KnownError[];
  /**
   * How an answer is known to be this server's: parts of the endpoint's URL, texts that no other server writes, and, within
   * its family, beginnings of the audience that its JWTs have.
   */
  readonly marks?: {
    readonly endpoint?: readonly string[];
    readonly text?: readonly string[];
    readonly audience?: readonly string[];
  };
  readonly source: string;
  /** `YYYY-MM-DD`: when the source was last read. */
  readonly checked: string;
}

/**
 * The header parameters that a server's preset derives from a key, as far as the key has them. A `kid` that nobody gave the
 * key would name none of those that are registered: it is derived only where the server asks for one.
 */
export function presetParameters(
  { preset, rules }: Pick<Server, 'preset' | 'rules'>,
  key: { readonly hasKid: boolean; readonly hasCertificate: boolean },
): readonly DerivedParameter[] {
  const asksForKid = [...rules.requiredHeader, ...(rules.oneHeaderOf ?? [])].includes('kid');
  return (preset.derive ?? []).filter((name) =>
    name === 'kid' ? key.hasKid || asksForKid : key.hasCertificate,
  );
}
