import type { IncomingMessage } from 'node:http';
import type { ClientAuthentication } from '../../shared/contract/playground.ts';
import { clientAssertionType } from './flows.ts';
import { readAssertion } from './read-assertion.ts';

/** What a request brings to prove who the client is, not yet believed. */
export interface ClientProof {
  readonly clientId: string;
  /** The ways of authenticating that the request may be meant as. */
  readonly methods: readonly ClientAuthentication[];
  readonly clientSecret?: string;
  readonly clientAssertion?: string;
}

export type ProofReading =
  | { readonly ok: true; readonly proof: ClientProof }
  | { readonly ok: false; readonly error: 'invalid_request' | 'invalid_client'; readonly problem: string };

const refuse = (error: 'invalid_request' | 'invalid_client', problem: string): ProofReading => ({
  ok: false,
  error,
  problem,
});

/** Parameters by which a client authenticates: not more than once each (RFC 6749 section 3.2). */
const proofParameters = ['client_id', 'client_secret', 'client_assertion', 'client_assertion_type'] as const;

/** A secret is taken either way, as `oidc-provider` and most servers do. */
const secretMethods = ['client_secret_basic', 'client_secret_post'] as const;

/** Reads how a client authenticates (RFC 6749 section 2.3, RFC 7523 section 2.2, RFC 8705 section 2). */
export function readProof(
  request: IncomingMessage,
  form: URLSearchParams,
  findIssuer: (issuer: string) => string | undefined,
): ProofReading {
  const repeated = proofParameters.find((name) => form.getAll(name).length > 1);
  if (repeated !== undefined) {
    return refuse('invalid_request', `the parameter ${repeated} was sent more than once`);
  }
  const { authorization } = request.headers;
  const ways = [authorization, form.get('client_secret'), form.get('client_assertion')];
  if (ways.filter((way) => way !== undefined && way !== null).length > 1) {
    return refuse(
      'invalid_request',
      'the client authenticates in more than one way: choose one (RFC 6749 section 2.3)',
    );
  }
  if (authorization !== undefined) return readBasic(authorization, form);
  if (form.has('client_assertion')) return readClientAssertion(form);
  const clientId = form.get('client_id') ?? clientOfAssertion(form, findIssuer);
  if (clientId === undefined) {
    return refuse(
      'invalid_client',
      'client authentication is missing: send client id and secret by HTTP Basic or as client_id and client_secret, a client_assertion, or the client_id alone where there is none or the TLS certificate proves it',
    );
  }
  const clientSecret = form.get('client_secret');
  if (clientSecret !== null) {
    return { ok: true, proof: { clientId, clientSecret, methods: secretMethods } };
  }
  const methods = ['none', 'tls_client_auth', 'self_signed_tls_client_auth'] as const;
  return { ok: true, proof: { clientId, methods } };
}

/** Where the assertion is all that is sent, its unverified `iss` names the client, as at Google or Salesforce. */
function clientOfAssertion(
  form: URLSearchParams,
  findIssuer: (issuer: string) => string | undefined,
): string | undefined {
  const reading = readAssertion(form.get('assertion') ?? '');
  const iss = reading.ok ? reading.assertion.claims.iss : undefined;
  return typeof iss === 'string' ? findIssuer(iss) : undefined;
}

function readBasic(authorization: string, form: URLSearchParams): ProofReading {
  const [, credentials] = /^basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? [];
  const text = Buffer.from(credentials ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon === -1) {
    return refuse(
      'invalid_request',
      'the Authorization header is not "Basic" and the base64 of id, colon and secret',
    );
  }
  const clientId = formDecode(text.slice(0, colon));
  const clientSecret = formDecode(text.slice(colon + 1));
  if (clientId === undefined || clientSecret === undefined) {
    return refuse(
      'invalid_request',
      'id and secret are form-encoded before they are joined (RFC 6749 section 2.3.1): a percent sign stands alone here',
    );
  }
  if (form.has('client_id') && form.get('client_id') !== clientId) {
    return refuse('invalid_request', 'client_id and the Authorization header name different clients');
  }
  return { ok: true, proof: { clientId, clientSecret, methods: secretMethods } };
}

function readClientAssertion(form: URLSearchParams): ProofReading {
  const clientAssertion = form.get('client_assertion') ?? '';
  if (form.get('client_assertion_type') !== clientAssertionType) {
    return refuse('invalid_request', `client_assertion_type must be ${clientAssertionType}`);
  }
  const reading = readAssertion(clientAssertion);
  if (!reading.ok) {
    return refuse('invalid_client', reading.problem.replace('the assertion', 'the client assertion'));
  }
  const { iss, sub } = reading.assertion.claims;
  const clientId = form.get('client_id') ?? (typeof sub === 'string' ? sub : iss);
  if (typeof clientId !== 'string') {
    return refuse(
      'invalid_client',
      'the client assertion names no client: sub and iss must be the client id',
    );
  }
  const methods = ['private_key_jwt', 'client_secret_jwt'] as const;
  return { ok: true, proof: { clientId, clientAssertion, methods } };
}

function formDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
