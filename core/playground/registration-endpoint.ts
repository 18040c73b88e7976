import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import * as z from 'zod/mini';
import { clientKinds, type PlaygroundClient } from '../../shared/contract/playground.ts';
import { type ErrorData, SignetError } from '../../shared/contract/signet-error.ts';
import type { Registration } from './client-registry.ts';
import { mediaTypeOf } from './request-body.ts';

/** A client's facts, and the secret that the app layer puts into the vault. */
export type PlaygroundRegistration = PlaygroundClient & { readonly clientSecret?: string };

export interface RegistrationAnswer {
  readonly status: 201 | 400 | 403;
  readonly body: PlaygroundRegistration | { readonly error: ErrorData };
}

const line = z.string().check(z.minLength(1), z.maxLength(200));
const registrationSchema = z.strictObject({
  kind: z.enum(clientKinds),
  /** PEM. */
  certificate: z.string().check(z.maxLength(100_000)),
  issuer: z.exactOptional(line),
  subject: z.exactOptional(line),
});

/**
 * Answers `POST /playground/clients`: `{"kind","certificate":PEM,"issuer"?,"subject"?}` in JSON.
 *
 * @returns 201 with the client's facts, secret included; 400 `invalid-input` or `not-a-certificate`; 403 where the
 *   request may come from a web page
 */
export function answerRegistration(
  request: IncomingMessage,
  body: Buffer,
  register: (registration: Registration) => PlaygroundRegistration,
): RegistrationAnswer {
  const problem = crossSiteProblem(request);
  if (problem !== undefined) return refused(403, new SignetError('invalid-input', problem));
  try {
    return { status: 201, body: register(parseRegistration(body)) };
  } catch (error) {
    if (error instanceof SignetError) return refused(400, error);
    throw error;
  }
}

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * A web page can reach loopback too. A rebound DNS name shows in Host, another site in Origin, and a form post in
 * the content type, which for JSON a page may only send after a preflight that is never answered.
 */
function crossSiteProblem(request: IncomingMessage): string | undefined {
  if (!isLoopback(`http://${request.headers.host ?? ''}`))
    return 'the Host header must name the loopback address';
  const { origin } = request.headers;
  if (origin !== undefined && !isLoopback(origin)) return 'requests from web pages are not taken here';
  if (mediaTypeOf(request) !== 'application/json') return 'the content type must be application/json';
  return undefined;
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && loopbackHosts.has(new URL(url).hostname);
}

function parseRegistration(body: Buffer): Registration {
  const input = registrationSchema.safeParse(parseJson(body));
  if (!input.success) {
    throw new SignetError('invalid-input', 'the body must be {"kind","certificate","issuer"?,"subject"?}', {
      hint: `kind is one of ${clientKinds.join(', ')}; certificate is PEM`,
    });
  }
  return { ...input.data, certificate: toDer(input.data.certificate) };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function toDer(pem: string): Uint8Array {
  try {
    return new X509Certificate(pem).raw;
  } catch (cause) {
    throw new SignetError('not-a-certificate', 'certificate is not a PEM certificate', {
      hint: 'send the text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----',
      cause,
    });
  }
}

function refused(status: 400 | 403, error: SignetError): RegistrationAnswer {
  return { status, body: { error: error.toData() } };
}
