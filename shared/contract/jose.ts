import * as z from 'zod/mini';
import type { Finding } from '../jwt/finding.ts';
import type { JsonObject, JsonValue } from '../jwt/json.ts';
import { source } from './certificate.ts';
import * as field from './fields.ts';
import type { KeyDescription } from './key.ts';
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
  readonly claims: JsonValue;
  readonly signingInput: string;
  readonly findings: readonly Finding[];
  readonly steps: readonly Step[];
}

export interface ClaimCheck {
  readonly name: string;
  readonly ok: boolean;
  /** A finding's code. */
  readonly reason?: string;
}

/** The verdict on a token. `valid`: the signature is valid, every claim is ok, no finding is an error. */
export interface Verdict {
  readonly valid: boolean;
  readonly signature: 'valid' | 'invalid' | 'unchecked';
  /** The first failure's code, the signature's first. */
  readonly reason: string | null;
  readonly key: (KeyDescription & { readonly source: string }) | null;
  readonly claims: readonly ClaimCheck[];
  readonly header: JsonObject | null;
  readonly payload: JsonValue;
  readonly findings: readonly Finding[];
}

/** A key to verify with, as the window can name it. */
export const verificationKey = z.union([
  source,
  /** PEM, JWK, JWKS or a certificate, pasted. */
  z.strictObject({ text: z.string().check(z.maxLength(field.maxJsonLength)) }),
  z.strictObject({ file: field.base64, password: z.exactOptional(field.password) }),
  z.strictObject({ secret: field.password, encoding: z.enum(secretEncodings) }),
]);
export type VerificationKey = z.output<typeof verificationKey>;

export const joseMethods = {
  /**
   * Signs header and claims, given as JSON text, with a key of the vault.
   * Errors: `header-not-json`, `claims-not-json`, `algorithm-unsupported`, `key-type-mismatch`, `key-too-small` (see allowWeakKey), `vault-locked`.
   */
  sign: method<SignedToken>()(
    z.strictObject({
      entry: field.id,
      header: field.json,
      claims: field.json,
      /** The user's explicit yes to RSA below 2048 bits or a short HMAC secret. */
      allowWeakKey: z.exactOptional(z.boolean()),
      /** Members of the header that the core fills in from the key and its certificate. */
      add: z.exactOptional(z.array(z.enum(['kid', 'x5t', 'x5t#S256', 'x5c']))),
    }),
  ),
  /** Checks signature and claims. A bad token is a verdict, not an error. Errors: `key-missing`, `not-a-certificate`, `unknown-format`, `wrong-password`. */
  verify: method<Verdict>()(
    z.strictObject({
      token: field.token,
      key: verificationKey,
      /** The time to verify at, seconds since the epoch; now if left out. */
      at: z.exactOptional(z.int()),
      leeway: z.exactOptional(field.seconds),
      issuer: z.exactOptional(field.line),
      audience: z.exactOptional(field.line),
      algorithm: z.exactOptional(field.name),
    }),
  ),
};
