import { Agent, request as httpsRequest } from 'node:https';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as oauth from 'oauth4webapi';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Identity, makeIdentity } from './certificates.ts';
import {
  authentication,
  basic,
  goodClaims,
  jwtBearer,
  post,
  sendAssertion,
  sign,
  startPlayground,
} from './playground-bench.ts';

let identity: Identity;
beforeAll(async () => {
  identity = await makeIdentity();
});

const tokenAnswer = {
  access_token: expect.stringMatching(/^[\w-]{20,}$/),
  refresh_token: expect.stringMatching(/^[\w-]{20,}$/),
  token_type: 'Bearer',
  expires_in: 3600,
};

describe('the gateway flow', () => {
  it('exchanges an assertion for tokens, without any client authentication', async () => {
    const playground = await startPlayground();
    const client = await playground.register({ kind: 'gateway', certificate: identity.certificate });
    expect(client).toEqual({
      kind: 'gateway',
      authentication: 'none',
      clientId: client.issuer,
      issuer: client.clientId,
      audience: `${playground.status().url}/api/oauth/token`,
      endpoint: `${playground.status().url}/api/oauth/token`,
      certificate: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    });
    const answer = await sendAssertion(client, await sign(goodClaims(client), identity));
    expect(answer).toEqual({ status: 200, body: tokenAnswer });
  });

  it('takes the header and media type that the manual shows', async () => {
    const playground = await startPlayground();
    const client = await playground.register({ kind: 'gateway', certificate: identity.certificate });
    const assertion = await sign(goodClaims(client), identity);
    const answer = await fetch(client.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      body: `grant_type=${encodeURIComponent(jwtBearer)}&assertion=${assertion}`,
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each(['json', 'urlencoded', 'xml'] as const)('answers in %s when asked to', async (format) => {
    const playground = await startPlayground();
    const client = await playground.register({ kind: 'gateway', certificate: identity.certificate });
    const accepted = await post(client.endpoint, {
      grant_type: jwtBearer,
      assertion: await sign(goodClaims(client), identity),
      format,
    });
    const refused = await post(client.endpoint, {
      grant_type: jwtBearer,
      assertion: await sign(goodClaims(client, { aud: '<&>"' }), identity),
      format,
    });
    expect(accepted.headers.get('content-type')).toBe(mediaTypes[format]);
    expect(refused.headers.get('content-type')).toBe(mediaTypes[format]);
    expect(readers[format](accepted.text)).toEqual({ ...tokenAnswer, expires_in: expect.anything() });
    expect(readers[format](refused.text)).toEqual({
      error: 'invalid_grant',
      error_description: expect.stringContaining("aud is '<&>'', which is not this server"),
    });
  });

  it('hands out what was asked for as scope', async () => {
    const playground = await startPlayground();
    const client = await playground.register({ kind: 'gateway', certificate: identity.certificate });
    const assertion = await sign(goodClaims(client), identity);
    const { body } = await sendAssertion(client, assertion, { form: { scope: 'openid resource.READ' } });
    expect(body).toEqual({ ...tokenAnswer, scope: 'resource.READ' });
  });

  it('refreshes, whether or not the client id is sent', async () => {
    const playground = await startPlayground();
    const client = await playground.register({ kind: 'gateway', certificate: identity.certificate });
    const { body } = await sendAssertion(client, await sign(goodClaims(client), identity));
    const first = await post(client.endpoint, {
      grant_type: 'refresh_token',
      refresh_token: String(body.refresh_token),
    });
    expect(JSON.parse(first.text)).toEqual(tokenAnswer);
    const second = await post(client.endpoint, {
      grant_type: 'refresh_token',
      refresh_token: JSON.parse(first.text).refresh_token,
      client_id: client.clientId,
      format: 'xml',
    });
    expect(readers.xml(second.text)).toEqual({ ...tokenAnswer, expires_in: '3600' });
  });

  it('says active of its token, and no longer once it is revoked', async () => {
    const playground = await startPlayground();
    const client = await playground.register({ kind: 'gateway', certificate: identity.certificate });
    const { body } = await sendAssertion(client, await sign(goodClaims(client), identity));
    const form = { token: String(body.access_token), client_id: client.clientId };
    const { introspectionEndpoint = '', url } = playground.status();
    expect(JSON.parse((await post(introspectionEndpoint, form)).text)).toMatchObject({
      active: true,
      client_id: client.clientId,
      sub: client.clientId,
      token_type: 'Bearer',
    });
    expect((await post(`${url}/oauth2/revoke`, form)).status).toBe(200);
    expect(JSON.parse((await post(introspectionEndpoint, form)).text)).toEqual({ active: false });
    expect(playground.status().log[0]).toMatchObject({
      path: '/oauth2/introspect',
      checks: [{ ok: true }, { rule: 'token', ok: false }],
    });
  });

  it('takes an elliptic curve key as well', async () => {
    const curve = await makeIdentity('ES256');
    const playground = await startPlayground();
    const client = await playground.register({ kind: 'gateway', certificate: curve.certificate });
    expect((await sendAssertion(client, await sign(goodClaims(client), curve))).status).toBe(200);
  });
});

describe('the API-manager flow', () => {
  it('is understood by a client that knows nothing of it but the standards', async () => {
    const playground = await startPlayground();
    const client = await playground.register({ kind: 'api-manager', certificate: identity.certificate });
    const issuer = new URL(playground.status().url ?? '');
    const insecure = { [oauth.allowInsecureRequests]: true };
    const server = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }),
    );
    expect(server.token_endpoint).toBe(client.endpoint);
    expect(server.authorization_endpoint).toBeUndefined();
    expect(server.grant_types_supported).toEqual(expect.arrayContaining([jwtBearer, 'refresh_token']));

    const self = { client_id: client.clientId };
    const secret = oauth.ClientSecretBasic(client.clientSecret ?? '');
    const assertion = await sign(goodClaims(client), identity);
    const tokens = await oauth.processGenericTokenEndpointResponse(
      server,
      self,
      await oauth.genericTokenEndpointRequest(server, self, secret, jwtBearer, { assertion }, insecure),
    );
    const renewed = await oauth.processRefreshTokenResponse(
      server,
      self,
      await oauth.refreshTokenGrantRequest(server, self, secret, String(tokens.refresh_token), insecure),
    );
    expect(renewed.access_token).not.toBe(tokens.access_token);

    const introspect = async () =>
      oauth.processIntrospectionResponse(
        server,
        self,
        await oauth.introspectionRequest(server, self, secret, renewed.access_token, insecure),
      );
    expect(await introspect()).toMatchObject({ active: true, sub: 'alice' });
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, self, secret, renewed.access_token, insecure),
    );
    expect(await introspect()).toEqual({ active: false });
  });

  it('takes the secret in the form, an audience in an array, and a tenant in the query', async () => {
    const playground = await startPlayground();
    const client = await playground.register({
      kind: 'api-manager',
      certificate: identity.certificate,
      issuer: 'my-idp',
      subject: 'admin@carbon.super',
    });
    expect(client).toMatchObject({ issuer: 'my-idp', subject: 'admin@carbon.super' });
    const assertion = await sign(
      goodClaims(client, {
        aud: ['https://elsewhere.example', client.audience],
        jti: 'a',
        nbf: 1,
        extra: [1],
      }),
      identity,
    );
    const answer = await sendAssertion(client, assertion, {
      endpoint: `${client.endpoint}?tenantDomain=carbon.super`,
      form: { client_id: client.clientId, client_secret: client.clientSecret ?? '' },
      headers: {},
    });
    expect(answer).toEqual({ status: 200, body: tokenAnswer });
    expect(playground.status().log[0]).toMatchObject({ path: '/oauth2/token', clientId: client.clientId });
    expect(playground.status().log[0]?.checks).toContainEqual({
      rule: 'tenant',
      ok: true,
      detail: "tenantDomain is 'carbon.super': every tenant is taken",
    });
  });

  it('ends every token of a refresh token that is used twice', async () => {
    const playground = await startPlayground();
    const client = await playground.register({ kind: 'api-manager', certificate: identity.certificate });
    const { body } = await sendAssertion(client, await sign(goodClaims(client), identity));
    const refresh = (token: unknown) =>
      post(
        client.endpoint,
        { grant_type: 'refresh_token', refresh_token: String(token) },
        authentication(client),
      );
    const renewed = JSON.parse((await refresh(body.refresh_token)).text);
    const again = await refresh(body.refresh_token);
    expect(again.status).toBe(400);
    expect(JSON.parse(again.text)).toEqual({
      error: 'invalid_grant',
      error_description: expect.stringContaining('was used before'),
    });
    expect((await refresh(renewed.refresh_token)).status).toBe(400);
    expect(playground.status().log[0]?.checks.at(-1)).toMatchObject({ rule: 'refresh-token', ok: false });
  });

  it("does not tell one client about another's token", async () => {
    const playground = await startPlayground();
    const owner = await playground.register({ kind: 'gateway', certificate: identity.certificate });
    const other = await playground.register({ kind: 'api-manager', certificate: identity.certificate });
    const { body } = await sendAssertion(owner, await sign(goodClaims(owner), identity));
    const form = { token: String(body.access_token) };
    const { introspectionEndpoint = '', url } = playground.status();
    expect(JSON.parse((await post(introspectionEndpoint, form, authentication(other))).text)).toEqual({
      active: false,
    });
    await post(`${url}/oauth2/revoke`, form, authentication(other));
    const own = await post(introspectionEndpoint, { ...form, client_id: owner.clientId });
    expect(JSON.parse(own.text)).toMatchObject({ active: true });
  });

  it.each([
    ['no authentication at all', {}, 'client authentication is missing'],
    ['an unknown client', basic('nobody', 'x'), 'the client id is not registered here'],
    ['a wrong secret', 'wrong-secret', 'the client secret is wrong'],
  ])('answers 401 to %s', async (_, headers, reason) => {
    const playground = await startPlayground();
    const client = await playground.register({ kind: 'api-manager', certificate: identity.certificate });
    const sent = typeof headers === 'string' ? basic(client.clientId, headers) : headers;
    const form = { grant_type: jwtBearer, assertion: await sign(goodClaims(client), identity) };
    const answer = await post(client.endpoint, form, sent);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
    expect(JSON.parse(answer.text)).toEqual({
      error: 'invalid_client',
      error_description: expect.stringContaining(reason),
    });
    expect(playground.status().log[0]?.checks.at(-1)).toMatchObject({
      rule: 'client-authentication',
      ok: false,
    });
  });
});

it('is the same server over TLS, under its own issuer', async () => {
  const playground = await startPlayground();
  const client = await playground.register({ kind: 'gateway', certificate: identity.certificate });
  const { tlsUrl = '' } = playground.status();
  const endpoint = `${tlsUrl}/api/oauth/token`;
  const form = new URLSearchParams({
    grant_type: jwtBearer,
    assertion: await sign(goodClaims(client, { aud: endpoint }), identity),
  });
  expect(await overTls(endpoint, form.toString())).toMatchObject(tokenAnswer);
  expect(await overTls(`${tlsUrl}/.well-known/openid-configuration`)).toMatchObject({
    issuer: tlsUrl,
    token_endpoint: `${tlsUrl}/oauth2/token`,
  });
});

const mediaTypes = {
  json: 'application/json; charset=utf-8',
  urlencoded: 'application/x-www-form-urlencoded; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
};

const readers: Record<keyof typeof mediaTypes, (text: string) => unknown> = {
  json: (text) => JSON.parse(text),
  urlencoded: (text) => Object.fromEntries(new URLSearchParams(text)),
  xml: (text) => {
    expect(XMLValidator.validate(text)).toBe(true);
    return new XMLParser({ parseTagValue: false }).parse(text, true).oauth;
  },
};

async function overTls(url: string, form?: string): Promise<unknown> {
  const agent = new Agent({ rejectUnauthorized: false });
  const text = await new Promise<string>((resolve, reject) => {
    const headers = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const request = httpsRequest(
      url,
      { agent, method: form === undefined ? 'GET' : 'POST', headers },
      (answer) => {
        let received = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          received += chunk;
        });
        answer.on('end', () => resolve(received));
      },
    );
    request.on('error', reject);
    request.end(form);
  });
  agent.destroy();
  return JSON.parse(text);
}
