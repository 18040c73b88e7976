import { type JsonWebKey, X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import * as z from 'zod/mini';
import { type ErrorData, SignetError } from '../../shared/base/signet-error.ts';
import {
  clientAuthentications,
  clientKinds,
  dpopDemands,
  failureModes,
  type PlaygroundClient,
} from '../../shared/contract/playground.ts';
import type { Registration } from './client-registry.ts';
import type { FailureOrder } from './failures.ts';
import { sharedPaths } from './flows.ts';
import { mediaTypeOf } from './request-body.ts';

/** A client's facts, and the secret that the app layer puts into the vault. */
export type PlaygroundRegistration = PlaygroundClient & { readonly clientSecret?: string };

export interface ControlAnswer {
  readonly status: 200 | 201 | 400 | 403;
  readonly body: unknown;
}

export interface Controls {
  readonly register: (registration: Registration) => PlaygroundRegistration;
  readonly fail: (order: FailureOrder) => void;
}

const line = z.string().check(z.minLength(1), z.maxLength(200));
/** PEM, one or several. */
const pem = z.string().check(z.maxLength(100_000));
const registrationSchema = z.strictObject({
  kind: z.enum(clientKinds),
  authentication: z.exactOptional(z.enum(clientAuthentications)),
  /** The client's own first, then its issuers. */
  certificate: z.exactOptional(pem),
  jwk: z.exactOptional(z.record(z.string(), z.unknown())),
  clientId: z.exactOptional(line),
  clientSecret: z.exactOptional(line),
  issuer: z.exactOptional(line),
  subject: z.exactOptional(line),
  personality: z.exactOptional(line),
  dpop: z.exactOptional(z.enum(dpopDemands)),
});
const failureSchema = z.strictObject({
  mode: z.exactOptional(z.enum(failureModes)),
  clientId: z.exactOptional(line),
  count: z.exactOptional(z.int().check(z.minimum(1), z.maximum(1000))),
});

/**
 * Answers what scripts ask of the playground itself, in JSON: `POST /playground/clients` registers, with the members
 * of {@link Registration}, its certificate in PEM; `POST /playground/failures` makes answers fail.
 *
 * @returns 201 with the client's facts, secret included, or 200; 400 and an error; 403 where a web page could have sent it
 */
export function answerControl(
  request: IncomingMessage,
  path: string,
  body: Buffer,
  { register, fail }: Controls,
): ControlAnswer {
  // A page of this machine may post a form; JSON only after a question of its browser's, which is not answered.
  if (mediaTypeOf(request) !== 'application/json')
    return refused(403, { code: 'invalid-input', message: 'the content type must be application/json' });
  try {
    if (path === sharedPaths.registration) return { status: 201, body: register(parseRegistration(body)) };
    fail(parse(failureSchema, body));
    return { status: 200, body: {} };
  } catch (error) {
    if (error instanceof SignetError) return refused(400, error.toData());
    throw error;
  }
}

function parseRegistration(body: Buffer): Registration {
  const { certificate, jwk, ...rest } = parse(registrationSchema, body);
  const [leaf, ...issuers] = certificate === undefined ? [] : toDer(certificate);
  return {
    ...rest,
    ...(leaf === undefined ? {} : { certificate: leaf, issuers }),
    ...(jwk === undefined ? {} : { jwk: jwk as JsonWebKey }),
  };
}

function parse<T extends z.ZodMiniType>(schema: T, body: Buffer): z.output<T> {
  const input = schema.safeParse(parseJson(body));
  if (input.success) return input.data;
  const [issue] = input.error.issues;
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw new SignetError(
    'invalid-input',
    `the body is not what is asked for here: ${where}${issue?.message}`,
    {
      hint: `send JSON; kind is one of ${clientKinds.join(', ')}, certificate is PEM, mode one of ${failureModes.join(', ')}`,
    },
  );
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

function toDer(text: string): readonly Uint8Array[] {
  try {
    const blocks = text.match(pemCertificate) ?? [];
    if (blocks.length === 0) throw new TypeError('no certificate');
    return blocks.map((block) => new X509Certificate(block).raw);
  } catch (cause) {
    throw new SignetError('not-a-certificate', 'certificate is not a PEM certificate', {
      hint: 'send the text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----',
      cause,
    });
  }
}

function refused(status: 400 | 403, error: ErrorData): ControlAnswer {
  return { status, body: { error } };
}
