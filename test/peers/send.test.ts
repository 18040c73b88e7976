import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { OAuth2Server } from 'oauth2-mock-server';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StoreEntry } from '../../core/key/key-store.ts';
import { callResource } from '../../core/oauth/call-resource.ts';
import { authenticateBy, type Credentials } from '../../core/oauth/credentials.ts';
import { discoverServer } from '../../core/oauth/discover-server.ts';
import { makeDpopKey } from '../../core/oauth/dpop.ts';
import {
  introspectToken,
  revokeToken,
  type SendOptions,
  sendTokenRequest,
} from '../../core/oauth/send-token-request.ts';
import type { Grant } from '../../shared/oauth/token-request.ts';
import { json, type SeenRequest, serveHttp } from '../core/http/test-servers.ts';

// What Signet sends, taken by authorization servers and held against a client that Signet has no hand in.

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const entry: StoreEntry = {
  alias: 'key',
  kind: 'key',
  chain: [],
  privateKey: new Uint8Array(keys.privateKey.export({ format: 'der', type: 'pkcs8' })),
};
const secret = 'a secret of thirty-two characters';
const secretEntry: StoreEntry = {
  alias: 'secret',
  kind: 'secret',
  chain: [],
  secret: new TextEncoder().encode(secret),
};
const clientId = 'a:client with & signs';
const credentials: Readonly<Record<string, Credentials>> = {
  none: { method: 'none', clientId },
  client_secret_basic: { method: 'basic', clientId, clientSecret: secret },
  client_secret_post: { method: 'post', clientId, clientSecret: secret },
  client_secret_jwt: { method: 'client_secret_jwt', clientId, key: secretEntry },
  private_key_jwt: { method: 'private_key_jwt', clientId, key: entry },
};

async function send(
  endpoint: string,
  by: Credentials,
  grant: Grant,
  more: SendOptions = {},
  params: [string, string][] = [],
) {
  const { auth } = authenticateBy(by, { endpoint });
  return sendTokenRequest({ endpoint, auth, grant, params }, more);
}

describe('an unmodified oidc-provider', () => {
  const confidential = Object.keys(credentials).filter((method) => method !== 'none');
  let server: Server;
  let issuer: string;

  beforeAll(async () => {
    // It says on the console that its defaults are for development, which is what this is.
    for (const name of ['info', 'warn'] as const) vi.spyOn(console, name).mockImplementation(() => {});
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const { Provider } = await import('oidc-provider');
    const provider = new Provider(issuer, {
      clients: confidential.map((method) => ({
        client_id: `${clientId} ${method}`,
        ...(method === 'private_key_jwt' ? {} : { client_secret: secret }),
        token_endpoint_auth_method: method as 'client_secret_basic',
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        jwks: {
          keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kty: 'EC', alg: 'ES256', use: 'sig' }],
        },
      })),
      clientAuthMethods: confidential as 'client_secret_basic'[],
      features: {
        clientCredentials: { enabled: true },
        introspection: { enabled: true },
        revocation: { enabled: true },
        dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 7), requireNonce: () => true },
      },
    });
    server.on('request', provider.callback());
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const as = (method: string) =>
    ({ ...credentials[method], clientId: `${clientId} ${method}` }) as Credentials;

  it.each(confidential)('takes %s at its token, introspection and revocation endpoints', async (method) => {
    const {
      tokenEndpoint = '',
      introspectionEndpoint = '',
      revocationEndpoint = '',
      authMethods,
    } = await discoverServer(issuer);
    expect(authMethods.length).toBeGreaterThan(2);
    const exchange = await send(tokenEndpoint, as(method), { type: 'client-credentials' });
    expect(exchange, JSON.stringify(exchange.error)).toMatchObject({ ok: true, format: 'json' });
    const token = String(exchange.tokens.access_token);
    const question = (endpoint: string) => ({
      endpoint,
      token,
      auth: authenticateBy(as(method), { endpoint }).auth,
    });
    expect(await introspectToken(question(introspectionEndpoint))).toMatchObject({
      tokens: { active: true },
    });
    expect(await revokeToken(question(revocationEndpoint))).toMatchObject({ ok: true });
    expect(await introspectToken(question(introspectionEndpoint))).toMatchObject({
      tokens: { active: false },
    });
  });

  it('takes a DPoP proof once it has the nonce, and binds the token to the key', async () => {
    const dpop = makeDpopKey();
    const endpoint = `${issuer}/token`;
    const exchange = await send(endpoint, as('private_key_jwt'), { type: 'client-credentials' }, { dpop });
    expect(exchange, JSON.stringify(exchange.error)).toMatchObject({
      ok: true,
      tokens: { token_type: 'DPoP' },
      earlier: { status: 400 },
    });
    // Another attempt with another jti: this server takes each client assertion once.
    const again = await send(endpoint, as('private_key_jwt'), { type: 'client-credentials' }, { dpop });
    expect(again).toMatchObject({ ok: true });
    expect(again).not.toHaveProperty('earlier');
  });

  it('refuses a wrong secret, which the explanation knows', async () => {
    const good = as('client_secret_basic');
    expect((await send(`${issuer}/token`, good, { type: 'client-credentials' })).ok).toBe(true);
    const wrong = { ...good, clientSecret: 'wrong' } as Credentials;
    const exchange = await send(`${issuer}/token`, wrong, { type: 'client-credentials' });
    expect(exchange).toMatchObject({ ok: false, status: 401, error: { error: 'invalid_client' } });
    expect(exchange.explanation?.length).toBeGreaterThan(0);
  });
});

describe('oauth2-mock-server', () => {
  const server = new OAuth2Server();
  beforeAll(async () => {
    await server.issuer.keys.generate('RS256');
    await server.start(0, '127.0.0.1');
  });
  afterAll(() => server.stop());

  it('answers client credentials and refreshing, and what it gives is taken at userinfo', async () => {
    const issuer = String(server.issuer.url);
    const metadata = await discoverServer(issuer);
    const endpoint = metadata.tokenEndpoint ?? '';
    const by = credentials.client_secret_basic as Credentials;
    const granted = await send(endpoint, by, { type: 'client-credentials' }, {}, [['scope', 'read']]);
    expect(granted).toMatchObject({ ok: true, tokens: { scope: 'read' } });
    const refreshed = await send(endpoint, by, { type: 'refresh-token', refreshToken: 'any' });
    expect(refreshed).toMatchObject({ ok: true, tokens: { refresh_token: expect.any(String) } });
    const userinfo = await callResource({
      url: metadata.userinfoEndpoint ?? '',
      method: 'GET',
      accessToken: String(granted.tokens.access_token),
    });
    expect(JSON.parse(userinfo.body)).toEqual({ sub: 'johndoe' });
  });
});

describe('oauth4webapi', () => {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const client = { client_id: clientId };
  const theirs: Readonly<Record<string, () => Promise<oauth.ClientAuth>>> = {
    none: async () => oauth.None(),
    client_secret_basic: async () => oauth.ClientSecretBasic(secret),
    client_secret_post: async () => oauth.ClientSecretPost(secret),
    client_secret_jwt: async () => oauth.ClientSecretJwt(secret),
    private_key_jwt: async () => {
      const der = keys.privateKey.export({ format: 'der', type: 'pkcs8' });
      const curve = { name: 'ECDSA', namedCurve: 'P-256' };
      return oauth.PrivateKeyJwt(await crypto.subtle.importKey('pkcs8', der, curve, false, ['sign']));
    },
  };
  const requests: Readonly<
    Record<string, (as: oauth.AuthorizationServer, auth: oauth.ClientAuth) => [Grant, Promise<Response>]>
  > = {
    client_credentials: (as, auth) => [
      { type: 'client-credentials' },
      oauth.clientCredentialsGrantRequest(as, client, auth, { scope: 'a b' }, insecure),
    ],
    refresh_token: (as, auth) => [
      { type: 'refresh-token', refreshToken: 'r&r' },
      oauth.refreshTokenGrantRequest(as, client, auth, 'r&r', {
        additionalParameters: { scope: 'a b' },
        ...insecure,
      }),
    ],
    'jwt-bearer': (as, auth) => {
      const type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
      return [
        { type: 'jwt-bearer', assertion: 'a.b.c' },
        oauth.genericTokenEndpointRequest(
          as,
          client,
          auth,
          type,
          { assertion: 'a.b.c', scope: 'a b' },
          insecure,
        ),
      ];
    },
    'token-exchange': (as, auth) => {
      const type = 'urn:ietf:params:oauth:grant-type:token-exchange';
      const parameters = {
        subject_token: 's',
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        scope: 'a b',
      };
      return [
        { type: 'token-exchange', subjectToken: 's' },
        oauth.genericTokenEndpointRequest(as, client, auth, type, parameters, insecure),
      ];
    },
  };

  it.each(
    Object.keys(theirs).flatMap((method) => Object.keys(requests).map((grant) => [method, grant] as const)),
  )('sends the same members: %s, %s', async (method, grant) => {
    const server = await serveHttp(json({ access_token: 't', token_type: 'Bearer' }));
    const as = { issuer: new URL(server.url).origin, token_endpoint: server.url };
    const make = theirs[method];
    const ask = requests[grant];
    if (!make || !ask) throw new Error('there is no such peer');
    const [ours, answer] = ask(as, await make());
    await answer;
    await send(server.url, credentials[method] as Credentials, ours, {}, [['scope', 'a b']]);
    const [peer, own] = server.requests.map(understood);
    expect(own).toEqual(peer);
  });

  it('makes the same DPoP proof', async () => {
    const server = await serveHttp(json({ access_token: 't', token_type: 'DPoP' }));
    const as = { issuer: new URL(server.url).origin, token_endpoint: server.url };
    const pair = await oauth.generateKeyPair('ES256');
    const DPoP = oauth.DPoP({}, pair);
    await oauth.clientCredentialsGrantRequest(as, client, oauth.None(), {}, { DPoP, ...insecure });
    await send(
      `${server.url}?a=1#b`,
      credentials.none as Credentials,
      { type: 'client-credentials' },
      { dpop: makeDpopKey() },
    );
    const [peer, own] = server.requests.map(({ headers }) =>
      String(headers.dpop).split('.').slice(0, 2).map(decode),
    );
    expect(shapeOf(own)).toEqual(shapeOf(peer));
    expect(own?.[1]).toMatchObject({ htm: 'POST', htu: server.url });

    await oauth.protectedResourceRequest('t', 'GET', new URL(server.url), undefined, undefined, {
      DPoP,
      ...insecure,
    });
    const call = { url: server.url, method: 'GET', accessToken: 't' } as const;
    await callResource(call, { dpop: makeDpopKey() });
    const [theirCall, ourCall] = server.requests.slice(2);
    expect(ourCall?.headers.authorization).toBe(theirCall?.headers.authorization);
    const proofs = [theirCall, ourCall].map((seen) => decode(String(seen?.headers.dpop).split('.')[1] ?? ''));
    expect(proofs.map((proof) => proof.ath)).toEqual(
      Array(2).fill(createHash('sha256').update('t').digest('base64url')),
    );
  });
});

/** What each side means: names and values in any order, of an assertion what does not change from one to the next. */
function understood({ method, url, headers, body }: SeenRequest) {
  const form = [...new URLSearchParams(body)].map(([name, value]) => {
    if (name !== 'client_assertion') return [name, value];
    const [header = {}, claims = {}] = value.split('.').slice(0, 2).map(decode);
    const { exp, iat, nbf: _nbf, jti, ...rest } = claims;
    const audience = [rest.aud].flat();
    return [name, header.alg, rest.iss, rest.sub, audience.length, typeof jti, typeof exp, typeof iat];
  });
  return {
    method,
    url,
    form: form.sort(),
    // The peer encodes more characters than RFC 6749 appendix B has it: what they mean is the same.
    basic: decodeBasic(headers.authorization),
    type: headers['content-type']?.split(';')[0],
  };
}

function decodeBasic(authorization = ''): readonly string[] {
  const credentials = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
  return credentials.split(':').map((text) => new URLSearchParams(`x=${text}`).get('x') ?? '');
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, child]) => [name, shapeOf(child)]),
  );
}
