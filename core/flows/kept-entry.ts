import * as z from 'zod/mini';
import { errorCodes } from '../../shared/base/error-code.ts';
import { authMethods } from '../../shared/oauth/client-auth.ts';
import type { HistoryEntry } from '../../shared/oauth/history-entry.ts';
import { grantTypes } from '../../shared/oauth/token-request.ts';

// What the history's file has to hold for a window to show it. Members of a newer Signet are kept.

const text = z.optional(z.string());
const number = z.optional(z.number());
const message = z.looseObject({
  line: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
});
const certificate = z.looseObject({
  subject: z.string(),
  issuer: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  sha256: z.string(),
});
const exchange = z.looseObject({
  ok: z.boolean(),
  answer: z.enum(['tokens', 'error', 'html', 'empty', 'other']),
  format: z.enum(['json', 'urlencoded', 'xml', 'unknown']),
  error: z.optional(z.looseObject({ error: z.string(), error_description: text, error_uri: text })),
  url: z.string(),
  status: z.number(),
  timing: z.looseObject({
    dns: number,
    connect: number,
    tls: number,
    firstByte: number,
    total: z.number(),
  }),
  clockOffsetSeconds: number,
  tls: z.optional(
    z.looseObject({
      protocol: z.string(),
      cipher: z.string(),
      trust: z.enum(['authority', 'accepted', 'insecure']),
      certificate,
      clientCertificate: z.boolean(),
    }),
  ),
  proxy: text,
  location: text,
  request: message,
  response: message,
});
const detail = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const keptEntry = z.looseObject({
  id: z.string(),
  at: z.string(),
  flow: text,
  endpoint: z.string(),
  server: text,
  grant: z.enum(grantTypes),
  auth: z.enum(authMethods),
  clientId: text,
  header: text,
  claims: text,
  repeatable: z.boolean(),
  exchange: z.optional(exchange),
  failure: z.optional(
    z.looseObject({
      code: z.enum(errorCodes),
      message: z.string(),
      hint: text,
      details: z.optional(z.record(z.string(), detail)),
    }),
  ),
});

/** An entry as the history's file holds it; undefined for what no window could show. */
export function readKeptEntry(stored: unknown): HistoryEntry | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const parsed = z.safeParse(keptEntry, { ...stored, ...textsOf(stored) });
  // JSON has no undefined: a member that is optional here is absent or there.
  return parsed.success ? (parsed.data as HistoryEntry) : undefined;
}

/** Header and claims were kept as objects before they were kept as the text that was sent. */
function textsOf({ header, claims }: { readonly header?: unknown; readonly claims?: unknown }) {
  const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : value);
  return {
    ...(header === undefined ? {} : { header: textOf(header) }),
    ...(claims === undefined ? {} : { claims: textOf(claims) }),
  };
}
