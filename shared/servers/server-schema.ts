import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import { memberFormats } from './member-formats.ts';
import { exportFormats, type Server, serverAuths, serverUses } from './server.ts';

const text = field.line;
const texts = z.array(text).check(z.maxLength(100));
const seconds = z.int();
const object = z.record(z.string(), z.json());
const formats = Object.keys(memberFormats) as (keyof typeof memberFormats)[];

const rules = z.strictObject({
  algorithms: texts,
  requiredHeader: texts,
  requiredClaims: texts,
  oneHeaderOf: z.exactOptional(texts),
  values: z.exactOptional(z.record(z.string(), z.array(z.json()))),
  formats: z.exactOptional(z.record(z.string(), z.enum(formats))),
  lengths: z.exactOptional(z.record(z.string(), z.tuple([seconds, seconds]))),
  issuer: z.exactOptional(texts),
  subject: z.exactOptional(texts),
  subjectIsIssuer: z.exactOptional(z.literal(true)),
  audience: z.exactOptional(texts),
  audienceShape: z.exactOptional(z.enum(['string', 'array'])),
  audienceIsIssuer: z.exactOptional(z.literal(true)),
  maxLifetime: z.exactOptional(seconds),
  minLifetime: z.exactOptional(seconds),
  maxSpan: z.exactOptional(seconds),
  latestIssuedAt: z.exactOptional(seconds),
  wholeTimes: z.exactOptional(z.literal(true)),
  scope: z.exactOptional(z.enum(['claim', 'form'])),
  minKeyBits: z.exactOptional(seconds),
});

const derived = z.enum(['kid', 'x5t', 'x5t#S256', 'x5c']);

const fix = z.strictObject({
  title: text,
  changes: z.array(
    z.union([
      z.strictObject({ set: z.strictObject({ path: text, value: z.json() }) }),
      z.strictObject({ remove: z.strictObject({ path: text }) }),
      z.strictObject({ derive: derived }),
    ]),
  ),
});

const knownError = z.strictObject({
  error: z.exactOptional(text),
  common: z.exactOptional(z.literal(true)),
  text: z.exactOptional(texts),
  cause: text,
  fix: text,
  apply: z.exactOptional(fix),
  path: z.exactOptional(text),
  source: z.exactOptional(text),
  faults: z.exactOptional(texts),
  says: z.exactOptional(text),
  status: z.exactOptional(seconds),
});

/**
 * A server of the user's own, as its JSON file holds it; what is left out is empty. A known server, written down as JSON,
 * is such a file.
 */
export const serverFile = z.strictObject({
  /** The file's own name counts. */
  name: z.exactOptional(text),
  family: z.exactOptional(text),
  title: text,
  summary: z._default(text, ''),
  use: z.enum(serverUses),
  auth: z.array(z.enum(serverAuths)),
  rules,
  ruleSources: z.exactOptional(z.record(z.string(), text)),
  unverified: z.exactOptional(texts),
  preset: z.strictObject({
    header: object,
    claims: object,
    derive: z.exactOptional(z.array(derived)),
    endpoint: text,
    query: z._default(field.pairs, []),
    params: z._default(field.pairs, []),
  }),
  placeholders: z._default(z.record(z.string(), z.strictObject({ what: text, example: text })), {}),
  answerFormats: z._default(texts, []),
  certificate: z.strictObject({ format: z.enum(exportFormats), where: text }),
  notes: z.exactOptional(texts),
  errors: z._default(z.array(knownError).check(z.maxLength(300)), []),
  marks: z.exactOptional(
    z.strictObject({
      endpoint: z.exactOptional(texts),
      text: z.exactOptional(texts),
      audience: z.exactOptional(texts),
    }),
  ),
  source: z._default(text, 'your own file'),
  checked: z._default(text, ''),
});

/** The server that a file describes; its name is the file's. */
export function toServer(name: string, file: z.output<typeof serverFile>): Server {
  return { ...file, name } as Server;
}
