import * as z from 'zod/mini';
import type { TokenExchange } from '../oauth/token-exchange.ts';
import * as field from './fields.ts';
import { method } from './method.ts';

const auth = z.union([
  z.strictObject({ method: z.literal('none'), clientId: z.exactOptional(field.line) }),
  z.strictObject({
    method: z.enum(['basic', 'post']),
    clientId: field.line,
    /** The vault entry that holds the client secret. */
    secret: field.id,
  }),
]);

const transport = {
  endpoint: field.line,
  /** Accept any TLS certificate, for this request alone. */
  insecure: z.exactOptional(z.boolean()),
  timeoutSeconds: z.exactOptional(z.int().check(z.minimum(1), z.maximum(600))),
  auth,
};

export const endpointMethods = {
  /**
   * Sends a token request. An OAuth error is an answer, not a failure.
   * Errors: `endpoint-not-a-url`, `endpoint-unreachable`, `endpoint-timeout`, `tls-untrusted`, `tls-failed`, `answer-too-large`, `cancelled`.
   */
  send: method<TokenExchange>()(
    z.strictObject({
      ...transport,
      grant: z.union([
        z.strictObject({ type: z.literal('jwt-bearer'), assertion: field.token }),
        z.strictObject({ type: z.literal('refresh-token'), refreshToken: field.token }),
        z.strictObject({ type: z.literal('client-credentials') }),
      ]),
      query: z.exactOptional(field.pairs),
      params: z.exactOptional(field.pairs),
      /** A known server, whose texts then explain a failure. */
      server: z.exactOptional(field.name),
    }),
  ),
  /** RFC 7662. */
  introspect: method<TokenExchange>()(z.strictObject({ ...transport, token: field.token })),
};
