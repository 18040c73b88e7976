import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHistoryLog } from '../../../core/flows/history-log.ts';
import { createAcceptedCertificates } from '../../../core/http/accepted-certificates.ts';
import type { RequestSender } from '../../../core/oauth/request-sender.ts';
import type { PlaygroundRegistration } from '../../../core/playground/control-endpoints.ts';
import { createPlayground, type Playground } from '../../../core/playground/playground.ts';
import { createEndpointService } from '../../../core/services/endpoint-service.ts';
import type { Vault } from '../../../core/vault/vault.ts';
import { type ClientAuthentication, clientAuthentications } from '../../../shared/contract/playground.ts';
import type { NamedTokenRequest } from '../../../shared/oauth/request-model.ts';
import { MemoryDocument } from '../../fakes/memory-document.ts';
import { type Identity, makeIdentity } from '../playground/certificates.ts';
import { goodClaims, makeTlsIdentity } from '../playground/playground-bench.ts';
import { namedAuth, senderOf, vaultWith } from './playground-client.ts';

// The playground judges with jose and oidc-provider, and has no part in what Signet sends.

const { signal } = new AbortController();
let playground: Playground;
let identity: Identity;
let vault: Vault;
let key: string;
let sender: RequestSender;
let clients: Record<ClientAuthentication, PlaygroundRegistration>;

beforeAll(async () => {
  identity = await makeIdentity();
  ({ vault, key } = await vaultWith(identity));
  sender = senderOf(vault);
  playground = createPlayground({ makeTlsIdentity });
  await playground.start();
  const registered = await Promise.all(
    clientAuthentications.map(async (authentication) => [
      authentication,
      await playground.register({ kind: 'standard', authentication, certificate: identity.certificate }),
    ]),
  );
  clients = Object.fromEntries(registered);
});
afterAll(async () => void (await playground.stop()));

type NamedGrant = NamedTokenRequest['grant'];

const assertionOf = (client: PlaygroundRegistration): NamedGrant => ({
  type: 'jwt-bearer',
  sign: { entry: key, header: '{"alg":"RS256"}', claims: JSON.stringify(goodClaims(client)) },
});

async function request(
  authentication: ClientAuthentication,
  grant: NamedGrant,
  more: Partial<NamedTokenRequest> = {},
) {
  const client = clients[authentication];
  const auth = await namedAuth(vault, key, client, authentication);
  // The playground's own certificate is self-signed.
  return sender.send({ endpoint: client.endpoint, insecure: true, grant, auth, ...more }, signal);
}

async function tokensOf(authentication: ClientAuthentication) {
  const { tokens } = await request(authentication, assertionOf(clients[authentication]));
  return { access: String(tokens.access_token), refresh: String(tokens.refresh_token) };
}

const grants: Readonly<Record<NamedGrant['type'], (by: ClientAuthentication) => Promise<NamedGrant>>> = {
  'jwt-bearer': async (by) => assertionOf(clients[by]),
  'client-credentials': async () => ({ type: 'client-credentials' }),
  'refresh-token': async (by) => ({ type: 'refresh-token', refreshToken: (await tokensOf(by)).refresh }),
  'token-exchange': async (by) => ({ type: 'token-exchange', subjectToken: (await tokensOf(by)).access }),
  'on-behalf-of': async (by) => ({ type: 'on-behalf-of', assertion: (await tokensOf(by)).access }),
};

describe.each(clientAuthentications)('a client that authenticates by %s', (authentication) => {
  // Client credentials (RFC 6749 section 4.4) and on behalf of are for clients that can prove themselves.
  const possible = (Object.keys(grants) as NamedGrant['type'][]).filter(
    (grant) => authentication !== 'none' || (grant !== 'client-credentials' && grant !== 'on-behalf-of'),
  );

  it.each(possible)('gets a token by the grant %s', async (type) => {
    const exchange = await request(authentication, await grants[type](authentication));
    expect(exchange, JSON.stringify(exchange.error)).toMatchObject({ ok: true, answer: 'tokens' });
    const shown = JSON.stringify([exchange.request, exchange.response, exchange.url]);
    const secret = clients[authentication].clientSecret;
    for (const hidden of [String(exchange.tokens.access_token), ...(secret === undefined ? [] : [secret])]) {
      expect(hidden.length).toBeGreaterThan(10);
      expect(shown).not.toContain(hidden);
    }
    expect(shown).not.toMatch(/eyJ[\w-]+\.eyJ/);
  });
});

it.each(['json', 'urlencoded', 'xml'] as const)('the gateway’s answer is read in %s', async (format) => {
  const client = await playground.register({ kind: 'gateway', certificate: identity.certificate });
  const exchange = await sender.send(
    {
      endpoint: client.endpoint,
      grant: assertionOf(client),
      auth: { method: 'none' },
      params: [['format', format]],
    },
    signal,
  );
  expect(exchange).toMatchObject({ ok: true, format, tokens: { expires_in: 3600, token_type: 'Bearer' } });
});

it('a mutual TLS client without its certificate is refused, and told which', async () => {
  const { clientId, endpoint } = clients.self_signed_tls_client_auth;
  const grant = { type: 'client-credentials' } as const;
  expect(await request('self_signed_tls_client_auth', grant)).toMatchObject({
    ok: true,
    tls: { clientCertificate: true, trust: 'insecure' },
  });
  const without = { endpoint, insecure: true, grant, auth: { method: 'none', clientId } } as const;
  expect(await sender.send(without, signal)).toMatchObject({ ok: false, error: { error: 'invalid_client' } });
});

describe('DPoP', () => {
  it.each(['required', 'nonce'] as const)(
    '%s: the token is bound, and the resource called with it',
    async (dpop) => {
      const client = await playground.register({
        kind: 'standard',
        authentication: 'private_key_jwt',
        certificate: identity.certificate,
        dpop,
      });
      const auth = await namedAuth(vault, key, client, 'private_key_jwt');
      const fresh = senderOf(vault);
      const certificates = createAcceptedCertificates(new MemoryDocument());
      const endpoint = createEndpointService(fresh, certificates, createHistoryLog(new MemoryDocument()));
      const input = { endpoint: client.endpoint, grant: { type: 'client-credentials' } as const, auth };

      expect((await endpoint.send(input, { signal })).ok).toBe(false);
      const exchange = await endpoint.send({ ...input, dpop: {} }, { signal });
      expect(exchange, JSON.stringify(exchange.error)).toMatchObject({
        ok: true,
        tokens: { token_type: 'DPoP' },
      });
      expect(exchange.request.headers).toContainEqual(['DPoP', '***']);
      expect(exchange.earlier?.status).toBe(dpop === 'nonce' ? 400 : undefined);
      // The nonce is kept for the next time.
      expect(await endpoint.send({ ...input, dpop: {} }, { signal })).not.toHaveProperty('earlier');

      const { resource = '' } = playground.status();
      const call = {
        url: resource,
        method: 'GET',
        accessToken: String(exchange.tokens.access_token),
      } as const;
      expect(await endpoint.callResource({ ...call, dpop: {} }, { signal })).toMatchObject({ ok: true });
      expect(await endpoint.callResource(call, { signal })).toMatchObject({ ok: false, status: 401 });
      // Another key's proof is no proof for this token.
      expect(await endpoint.callResource({ ...call, dpop: { key } }, { signal })).toMatchObject({
        ok: false,
      });
    },
  );
});

it('a token is introspected, used at userinfo, revoked, and then no good', async () => {
  const certificates = createAcceptedCertificates(new MemoryDocument());
  const endpoint = createEndpointService(sender, certificates, createHistoryLog(new MemoryDocument()));
  const { url = '', introspectionEndpoint = '', resource = '' } = playground.status();
  const client = clients.client_secret_basic;
  const auth = await namedAuth(vault, key, client, 'client_secret_basic');
  const token = (await tokensOf('client_secret_basic')).access;
  const metadata = await endpoint.discover({ issuer: url }, { signal });
  expect(metadata).toMatchObject({ tokenEndpoint: `${url}/oauth2/token`, introspectionEndpoint });
  expect(metadata.authMethods).toEqual(expect.arrayContaining(['basic', 'private_key_jwt']));

  const question = { endpoint: introspectionEndpoint, token, auth };
  expect(await endpoint.introspect(question, { signal })).toMatchObject({
    ok: true,
    tokens: { active: true },
  });
  const call = { url: resource, method: 'GET', accessToken: token } as const;
  const called = await endpoint.callResource(call, { signal });
  expect([called.ok, JSON.parse(called.body).client_id]).toEqual([true, client.clientId]);
  expect(JSON.stringify([called.request, called.response])).not.toContain(token);

  const revoked = await endpoint.revoke(
    { endpoint: metadata.revocationEndpoint ?? '', token, hint: 'access_token', auth },
    { signal },
  );
  expect(revoked).toMatchObject({ ok: true, answer: 'empty' });
  expect(await endpoint.introspect(question, { signal })).toMatchObject({ tokens: { active: false } });
  expect(await endpoint.callResource(call, { signal })).toMatchObject({
    ok: false,
    status: 401,
    error: { error: 'invalid_token' },
    explanation: expect.arrayContaining([
      expect.objectContaining({ cause: expect.stringContaining('access token') }),
    ]),
  });
});

it('the server’s clock is compared with this machine’s', async () => {
  const exchange = await request('client_secret_post', { type: 'client-credentials' });
  expect(Math.abs(exchange.clockOffsetSeconds ?? 99)).toBeLessThanOrEqual(2);
  playground.fail({ mode: 'wrong-clock', clientId: clients.client_secret_post.clientId, count: 1 });
  const wrong = await request('client_secret_post', { type: 'client-credentials' });
  expect(Math.abs(wrong.clockOffsetSeconds ?? 0)).toBeGreaterThan(60);
});
