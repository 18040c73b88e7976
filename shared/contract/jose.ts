import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import { maxJsonLength } from '../base/limits.ts';
import type { ClaimCheck } from '../jwt/check-claims.ts';
import type { Finding } from '../jwt/finding.ts';
import type { KeyDescription } from '../jwt/key-description.ts';
import { recipe } from '../oauth/request-model.ts';
import { type ChainReport, source } from './certificate.ts';
import { method } from './method.ts';
import { secretEncodings } from './vault.ts';

export const stepNames = [
  'header-json',
  'header-base64url',
  'claims-json',
  'claims-base64url',
  'signing-input',
  'signature',
  'token',
  'form-body',
] as const;

/** One of the eight steps by which the gateway's manual teaches the flow. */
export interface Step {
  readonly name: (typeof stepNames)[number];
  readonly value: string;
}

export interface SignedToken {
  readonly token: string;
  readonly header: JsonObject;
  /** The payload as JSON; null when it is none, which only `verbatim` allows. */
  readonly claims: JsonValue;
  readonly signingInput: string;
  readonly findings: readonly Finding[];
  readonly steps: readonly Step[];
}

/** A token as it was composed: its expressions came to values. */
export interface ComposedToken extends SignedToken {
  /** Seconds since the epoch at which it was signed. */
  readonly at: number;
  /** What the expressions in the claims came to. */
  readonly values: Readonly<Record<string, number | string>>;
}

export type SignatureState = 'valid' | 'invalid' | 'unchecked';

/** The verdict on a token. `valid`: the signature is valid, every claim is ok, no finding is an error. */
export interface Verdict {
  readonly valid: boolean;
  readonly signature: SignatureState;
  /** The first failure's code, the signature's first. */
  readonly reason: string | null;
  readonly key: (KeyDescription & { readonly source: string }) | null;
  readonly claims: readonly ClaimCheck[];
  readonly header: JsonObject | null;
  readonly payload: JsonValue;
  /** Why a bad signature is bad is among them, where it can be known: another key fits, another hash, DER for raw bytes. */
  readonly findings: readonly Finding[];
  /** Each signature of a general JSON serialisation; the verdict is about the first that is valid. */
  readonly signatures?: readonly { readonly header: JsonObject; readonly signature: SignatureState }[];
}

const secret = z.strictObject({ secret: field.password, encoding: z.enum(secretEncodings) });
/** PEM, JWK, JWKS or a certificate, pasted. */
const keyText = z.strictObject({
  text: z.string().check(z.maxLength(maxJsonLength)),
  password: z.exactOptional(field.password),
});
const keyFile = z.strictObject({ file: field.base64, password: z.exactOptional(field.password) });
const fetching = {
  /** Accept any TLS certificate. */
  insecure: z.exactOptional(z.boolean()),
  /** Extra trusted certificates, PEM. */
  ca: z.exactOptional(z.string().check(z.maxLength(maxJsonLength))),
};
/** Keys that are fetched, because the user named the address; `fetchPlan` tells beforehand which requests that makes. */
const remoteKeys = [
  z.strictObject({ jwks: field.line, ...fetching }),
  /** An issuer, whose discovery document names its JWK set. */
  z.strictObject({ issuer: field.line, ...fetching }),
] as const;
export const remoteKey = z.union(remoteKeys);
export type RemoteKey = z.output<typeof remoteKey>;

/** What may vouch for a token's own certificate: certificates kept, opened or pasted; or the roots of this machine. */
const trustAnchor = z.union([source, keyText, z.strictObject({ system: z.literal(true) })]);
export type TrustAnchor = z.output<typeof trustAnchor>;

/** A key to verify with, as the window can name it. */
export const verificationKey = z.union([
  source,
  keyText,
  keyFile,
  secret,
  ...remoteKeys,
  /** The token's own x5c, if something in the list vouches for it. */
  z.strictObject({ x5c: z.array(trustAnchor).check(z.maxLength(100)) }),
]);
export type VerificationKey = z.output<typeof verificationKey>;

/** A key to encrypt for, or to decrypt with. A secret is the key of `dir` and AES key wrap, or the password of PBES2. */
export const encryptionKey = z.union([
  z.strictObject({ entry: field.id }),
  z.strictObject({ store: field.id, alias: field.line, keyPassword: z.exactOptional(field.password) }),
  keyText,
  keyFile,
  secret,
]);
export type EncryptionKey = z.output<typeof encryptionKey>;

export interface EncryptedToken {
  readonly token: string;
  readonly header: JsonObject;
}

export interface DecryptedToken {
  readonly header: JsonObject;
  /** The plaintext, when it is a JSON object. */
  readonly claims?: JsonObject;
  /** The plaintext, when it is not. */
  readonly plaintext?: string;
  /** Set when the plaintext is not UTF-8: `plaintext` is then base64url. */
  readonly plaintextEncoding?: 'base64url';
  /** The plaintext is itself a token (RFC 7519 section 5.2): look at it, and verify it. */
  readonly nested: boolean;
  readonly key: KeyDescription & { readonly source: string };
  readonly findings: readonly Finding[];
}

export const algorithmUses = ['signature', 'key-management', 'content-encryption'] as const;

/** A JWS or JWE algorithm, and whether this face of Signet can do it: tried, not assumed. */
export interface AlgorithmSupport {
  readonly name: string;
  readonly use: (typeof algorithmUses)[number];
  readonly supported: boolean;
  /** Why not. */
  readonly reason?: string;
  /** The key it asks for, in words: `RSA`, `EC P-256`, `secret of 128 bits`, `password`. */
  readonly key: string;
  readonly reference: string;
}

/** A request that fetching keys would make. `url` is null where only an answer before it tells. */
export interface PlannedRequest {
  readonly url: string | null;
  readonly purpose: string;
}

export interface FetchPlan {
  readonly requests: readonly PlannedRequest[];
}

/** A place for keys that a token names. It is the token's word: anybody can have written it. */
export interface KeyPlace {
  readonly parameter: 'jku' | 'x5u' | 'iss';
  readonly url: string;
  /** What to give to `verify` once the user has agreed; left out for what Signet does not fetch. */
  readonly key?: RemoteKey;
}

export const joseMethods = {
  /**
   * Composes an assertion from what a recipe says. Errors: `header-not-json`, `claims-not-json`, `algorithm-unsupported`,
   * `key-type-mismatch`, `key-use-mismatch`, `key-too-small` (see allowWeakKey), `certificate-mismatch`, `vault-locked`.
   */
  sign: method<ComposedToken>()(
    z.strictObject({
      ...recipe.shape,
      /** What it is for, and for which known server: decides the findings. */
      use: z.exactOptional(z.enum(['grant', 'client-authentication'])),
      server: z.exactOptional(field.name),
      endpoint: z.exactOptional(field.line),
    }),
  ),
  /**
   * Checks signature and claims. A bad token is a verdict, not an error. Errors: `key-missing`, `not-a-certificate`,
   * `unknown-format`, `wrong-password`; for fetched keys `endpoint-not-a-url`, `keys-not-found` and those of an exchange.
   */
  verify: method<Verdict>()(
    z.strictObject({
      token: field.token,
      key: verificationKey,
      /** The payload of a token that came without it (RFC 7515 appendix F). */
      payload: z.exactOptional(field.base64),
      /** Names in `crit` that the user declares understood (RFC 7515 section 4.1.11). */
      critical: z.exactOptional(z.array(field.line).check(z.maxLength(20))),
      /** The time to verify at, seconds since the epoch; now if left out. */
      at: z.exactOptional(z.int()),
      leeway: z.exactOptional(field.seconds),
      issuer: z.exactOptional(field.line),
      audience: z.exactOptional(field.line),
      algorithm: z.exactOptional(field.name),
    }),
  ),
  /**
   * Encrypts a text as a JWE in compact serialisation. A plaintext that is a token gets `cty: JWT`.
   * Errors: `header-not-json`, `algorithm-unsupported`, `key-type-mismatch`, `key-too-small`, and those of reading the key.
   */
  encrypt: method<EncryptedToken>()(
    z.strictObject({
      /** JSON text with `alg` and `enc`; `zip` may be `DEF`. */
      header: field.json,
      plaintext: field.token,
      key: encryptionKey,
    }),
  ),
  /**
   * Decrypts a JWE in any serialisation. Errors: `decryption-failed`, `token-not-encrypted`, `token-malformed`,
   * `algorithm-unsupported` (RSA1_5 among them), `key-type-mismatch`, `work-factor-too-high` (PBES2), `input-too-large`
   * (compressed), `vault-locked`, and those of reading the key.
   */
  decrypt: method<DecryptedToken>()(z.strictObject({ token: field.token, key: encryptionKey })),
  /** The certificates in a token's `x5c`, in full. Errors: `key-missing` without one, `not-a-certificate`. */
  certificates: method<ChainReport>()(z.strictObject({ token: field.token })),
  /** What fetching these keys would request. Nothing is fetched. Errors: `endpoint-not-a-url`. */
  fetchPlan: method<FetchPlan>()(z.strictObject({ key: remoteKey })),
  /** Where a token says that its key can be fetched. Nothing is fetched. */
  keyPlaces: method<readonly KeyPlace[]>()(z.strictObject({ token: field.token })),
  /** Every JWS and JWE algorithm, and whether it works here. */
  algorithms: method<readonly AlgorithmSupport[]>()(field.nothing),
};
