import { request } from 'node:https';
import { importPKCS8 } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaygroundRegistration } from '../../core/playground/control-endpoints.ts';
import { createPlayground, type Playground } from '../../core/playground/playground.ts';
import type { ClientAuthentication } from '../../shared/contract/playground.ts';
import { type Identity, makeIdentity } from '../core/playground/certificates.ts';
import { goodClaims, jwtBearer, makeTlsIdentity, sign } from '../core/playground/playground-bench.ts';

// A client library that Signet has no hand in gets tokens from the playground by nothing but its metadata.

const insecure = { [oauth.allowInsecureRequests]: true };
const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';

let playground: Playground;
let server: oauth.AuthorizationServer;
let identity: Identity;

beforeAll(async () => {
  identity = await makeIdentity();
  playground = createPlayground({ makeTlsIdentity });
  await playground.start();
  const issuer = new URL(playground.status().url ?? '');
  const answer = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
  server = await oauth.processDiscoveryResponse(issuer, answer);
});
afterAll(async () => void (await playground.stop()));

const register = (authentication: ClientAuthentication, more = {}) =>
  playground.register({
    kind: 'standard',
    authentication,
    certificate: identity.certificate,
    ...more,
  });

const overTls = (
  url: string,
  { method, headers, body }: { method: string; headers: object; body?: unknown },
) => {
  const tls = {
    key: identity.keyPem,
    cert: identity.certificatePem,
    rejectUnauthorized: false,
    agent: false,
  } as const;
  return new Promise<Response>((resolve, reject) => {
    request(url, { method, headers: { ...headers }, ...tls }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
      const { statusCode: status = 0, headers: received } = answer;
      resolve(new Response(Buffer.concat(chunks), { status, headers: received as Record<string, string> }));
    })
      .on('error', reject)
      .end(String(body));
  });
};

const tlsOptions = { [oauth.customFetch]: overTls };

const methods: Partial<
  Record<
    ClientAuthentication,
    (client: PlaygroundRegistration) => Promise<{ auth: oauth.ClientAuth; options?: object; client?: object }>
  >
> = {
  client_secret_basic: async ({ clientSecret = '' }) => ({ auth: oauth.ClientSecretBasic(clientSecret) }),
  client_secret_post: async ({ clientSecret = '' }) => ({ auth: oauth.ClientSecretPost(clientSecret) }),
  client_secret_jwt: async ({ clientSecret = '' }) => ({ auth: oauth.ClientSecretJwt(clientSecret) }),
  private_key_jwt: async () => ({ auth: oauth.PrivateKeyJwt(await importPKCS8(identity.keyPem, 'RS256')) }),
  tls_client_auth: async () => ({ auth: oauth.TlsClientAuth(), options: tlsOptions, client: mtls }),
  self_signed_tls_client_auth: async () => ({
    auth: oauth.TlsClientAuth(),
    options: tlsOptions,
    client: mtls,
  }),
};
const mtls = { use_mtls_endpoint_aliases: true };

describe.each(Object.keys(methods) as ClientAuthentication[])('%s', (authentication) => {
  it('gets a token of its own, exchanges it, introspects and revokes', async () => {
    const registered = await register(authentication);
    const method = await methods[authentication]?.(registered);
    if (method === undefined) throw new Error('no such method');
    const { auth, options } = method;
    const client = { client_id: registered.clientId, ...method.client };
    const all = { ...insecure, ...options };

    const own = await oauth.processClientCredentialsResponse(
      server,
      client,
      await oauth.clientCredentialsGrantRequest(server, client, auth, { scope: 'read' }, all),
    );
    expect(own).toMatchObject({ token_type: 'bearer', scope: 'read' });

    const assertion = await sign(goodClaims(registered), identity);
    const generic = async (grant: string, form: Record<string, string>) =>
      oauth.processGenericTokenEndpointResponse(
        server,
        client,
        await oauth.genericTokenEndpointRequest(server, client, auth, grant, form, all),
      );
    const user = await generic(jwtBearer, { assertion, scope: 'openid' });
    const exchanged = await generic(tokenExchange, {
      subject_token: user.access_token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    });
    const renewed = await oauth.processRefreshTokenResponse(
      server,
      client,
      await oauth.refreshTokenGrantRequest(server, client, auth, String(user.refresh_token), all),
    );
    const info = await oauth.processUserInfoResponse(
      server,
      client,
      'alice',
      await oauth.userInfoRequest(server, client, renewed.access_token, insecure),
    );
    expect(info).toEqual({ sub: 'alice' });

    const introspect = async () =>
      oauth.processIntrospectionResponse(
        server,
        client,
        await oauth.introspectionRequest(server, client, auth, exchanged.access_token, all),
      );
    expect(await introspect()).toMatchObject({ active: true, sub: 'alice' });
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, auth, exchanged.access_token, all),
    );
    expect(await introspect()).toEqual({ active: false });
  });
});

it('none: the assertion is enough', async () => {
  const registered = await register('none');
  const client = { client_id: registered.clientId };
  const assertion = await sign(goodClaims(registered), identity);
  const tokens = await oauth.processGenericTokenEndpointResponse(
    server,
    client,
    await oauth.genericTokenEndpointRequest(server, client, oauth.None(), jwtBearer, { assertion }, insecure),
  );
  expect(tokens).toMatchObject({ token_type: 'bearer', refresh_token: expect.any(String) });
});

it('DPoP: is asked for a nonce, retries with it, and calls the resource with the bound token', async () => {
  const registered = await register('private_key_jwt', { dpop: 'nonce' });
  const client = { client_id: registered.clientId };
  const auth = oauth.PrivateKeyJwt(await importPKCS8(identity.keyPem, 'RS256'));
  const DPoP = oauth.DPoP({}, await oauth.generateKeyPair('ES256'));
  const ask = async () =>
    oauth.processClientCredentialsResponse(
      server,
      client,
      await oauth.clientCredentialsGrantRequest(server, client, auth, {}, { DPoP, ...insecure }),
    );
  const first = await ask().catch((error: unknown) => error);
  expect(oauth.isDPoPNonceError(first)).toBe(true);
  const tokens = await ask();
  expect(tokens.token_type).toBe('dpop');

  const url = new URL(playground.status().resource ?? '');
  const answer = await oauth.protectedResourceRequest(tokens.access_token, 'GET', url, new Headers(), null, {
    DPoP,
    ...insecure,
  });
  expect(await answer.json()).toMatchObject({ client_id: registered.clientId, token_type: 'DPoP' });
});
