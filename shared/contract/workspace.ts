import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import type { DerivedParameter } from '../jwt/fix.ts';
import { authMethods } from '../oauth/client-auth.ts';
import { grantTypes } from '../oauth/token-request.ts';
import { dpop, transport } from './endpoint.ts';
import { method } from './method.ts';

export const themes = ['system', 'light', 'dark'] as const;

/** Header parameters that the core fills in from the key and its certificate (RFC 7515 sections 4.1.4 to 4.1.8). */
export const derivedParameters = [
  'kid',
  'x5t',
  'x5t#S256',
  'x5c',
] as const satisfies readonly DerivedParameter[];

const { ca, proxy, timeoutSeconds } = transport;
const add = z.exactOptional(z.array(z.enum(derivedParameters)).check(z.maxLength(derivedParameters.length)));

/** Work in progress: what the composer shows. Holds no secret and no token. */
export const draft = z.strictObject({
  /** The saved draft that it is a version of. */
  name: z.exactOptional(field.name),
  server: z.exactOptional(field.name),
  entry: z.exactOptional(field.id),
  header: field.json,
  claims: field.json,
  /** What is filled into the header at each signing. */
  add,
  /** Sign the claims' text as it stands, which may then be any text. */
  verbatim: z.exactOptional(z.boolean()),
  /** Leave the payload out of the token (RFC 7515 appendix F). */
  detached: z.exactOptional(z.boolean()),
  endpoint: field.line,
  /** What is asked for; left out, the JWT bearer grant. */
  grant: z.exactOptional(z.enum(grantTypes)),
  auth: z.strictObject({
    method: z.enum(authMethods),
    clientId: field.line,
    secret: z.exactOptional(field.id),
    /**
     * The vault entry that proves the client. Left out with private_key_jwt: beside the JWT bearer grant the key of the
     * assertion, and with any other grant the composed assertion itself is the client's.
     */
    key: z.exactOptional(field.id),
    /** What goes over the usual header and claims of a client assertion that is not the composed one. */
    header: z.exactOptional(field.json),
    claims: z.exactOptional(field.json),
    add,
  }),
  query: field.pairs,
  params: field.pairs,
  dpop: z.exactOptional(dpop),
  insecure: z.boolean(),
  ca,
  /** Without a password. */
  proxy,
  timeoutSeconds,
  /** What else the server answers to. */
  endpoints: z.exactOptional(
    z.strictObject({
      introspection: z.exactOptional(field.line),
      revocation: z.exactOptional(field.line),
      userinfo: z.exactOptional(field.line),
    }),
  ),
});
export type Draft = z.output<typeof draft>;

export const settings = z.strictObject({
  theme: z.enum(themes),
  /** The vault locks when no key was used for so long; 0 for never. */
  lockAfterMinutes: z.exactOptional(z.int().check(z.minimum(0), z.maximum(24 * 60))),
});
/** What holds until the user chooses. */
export const defaultLockAfterMinutes = 15;
export type Settings = z.output<typeof settings>;

/** A draft that was kept under a name. */
export const savedDraft = z.strictObject({
  /** Unique among them. */
  name: field.name,
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  saved: z.string().check(z.maxLength(30)),
  draft,
});
export type SavedDraft = z.output<typeof savedDraft>;

export const maxSavedDrafts = 200;

export interface Workspace {
  readonly draft: Draft | null;
  /** In the order of their names. */
  readonly drafts: readonly SavedDraft[];
  readonly settings: Settings;
}

export const workspaceMethods = {
  load: method<Workspace>()(field.nothing),
  saveDraft: method<null>()(z.strictObject({ draft })),
  /** Keeps a draft under a name, in place of the one that had it. Errors: `too-many-drafts`. */
  keepDraft: method<readonly SavedDraft[]>()(z.strictObject({ name: field.name, draft })),
  dropDraft: method<readonly SavedDraft[]>()(z.strictObject({ name: field.name })),
  saveSettings: method<null>()(z.strictObject({ settings })),
};
