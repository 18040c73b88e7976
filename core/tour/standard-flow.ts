import type { StoreEntry } from '../key/key-store.ts';
import { callResource } from '../oauth/call-resource.ts';
import { authenticateBy } from '../oauth/credentials.ts';
import { makeDpopKey } from '../oauth/dpop.ts';
import { introspectToken, sendTokenRequest } from '../oauth/send-token-request.ts';
import type { Playground } from '../playground/playground.ts';
import type { TellStep } from './tour-step.ts';

/**
 * A client by the standards alone: private_key_jwt, a token of its own that is bound to a key (DPoP, with the server's
 * nonce), and the resource that takes it.
 * @returns whether the access token introspected as active
 */
export async function runStandardFlow(
  tell: TellStep,
  playground: Playground,
  key: StoreEntry,
  certificate: Uint8Array,
): Promise<boolean> {
  const client = await playground.register({ kind: 'standard', certificate, dpop: 'nonce' });
  tell('register', 'a client that signs its own authentication is made', { ...client });
  const { clientId, endpoint, audience } = client;
  const { introspectionEndpoint = '', resource = '' } = playground.status();

  const wishes = { claims: JSON.stringify({ aud: audience }) };
  const { auth: authenticate } = authenticateBy(
    { method: 'private_key_jwt', clientId, key, wishes },
    { endpoint },
  );
  const dpop = makeDpopKey();
  const granted = await sendTokenRequest(
    { endpoint, auth: authenticate, grant: { type: 'client-credentials' } },
    { dpop },
  );
  tell('token-request', 'a signed assertion authenticates the client, and a DPoP proof binds the token', {
    request: granted.request.line,
    ok: granted.ok,
    status: granted.status,
    ...granted.tokens,
  });

  const accessToken = String(granted.tokens.access_token ?? '');
  const called = await callResource({ url: resource, method: 'GET', accessToken }, { dpop });
  tell('resource', 'the resource takes the token, with a proof of the same key', {
    request: called.request.line,
    status: called.status,
  });
  const introspected = await introspectToken({
    endpoint: introspectionEndpoint,
    token: accessToken,
    auth: authenticate,
  });
  tell('introspect', 'the server is asked about the access token', {
    status: introspected.status,
    ...introspected.tokens,
  });
  return called.ok && introspected.tokens.active === true;
}
