import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Identity, makeIdentity } from './certificates.ts';
import { goodClaims, jwtBearer, post, sendAssertion, sign, startPlayground } from './playground-bench.ts';

let identity: Identity;
beforeAll(async () => {
  identity = await makeIdentity();
});

describe('registration by script', () => {
  it('answers 201 with the facts, and the client works', async () => {
    const playground = await startPlayground();
    const { status, body } = await registerByScript(playground.status().url, {
      kind: 'api-manager',
      certificate: `subject=CN = x\n${identity.certificatePem}`,
      issuer: 'idp',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'api-manager', issuer: 'idp', clientSecret: expect.any(String) });
    expect((await sendAssertion(body, await sign(goodClaims(body), identity))).status).toBe(200);
    const { clientSecret: _, ...facts } = body;
    expect(playground.status().clients).toEqual([facts]);
  });

  it.each([
    ['something that is no JSON', '{', 'invalid-input'],
    ['an unknown kind', { kind: 'x', certificate: '' }, 'invalid-input'],
    ['a member too many', { kind: 'gateway', certificate: '', admin: true }, 'invalid-input'],
    ['a text that is no certificate', { kind: 'gateway', certificate: 'hello' }, 'not-a-certificate'],
  ])('refuses %s', async (_, sent, code) => {
    const playground = await startPlayground();
    const { status, body } = await registerByScript(playground.status().url, sent);
    expect({ status, code: body.error.code }).toEqual({ status: 400, code });
  });

  it.each([
    ['a text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=application/json' }],
    ['no content type', { 'content-type': '' }],
  ])('refuses %s, which any page of this machine may send', async (_, headers) => {
    const playground = await startPlayground();
    const sent = { kind: 'gateway', certificate: identity.certificatePem };
    const { status } = await registerByScript(playground.status().url, sent, headers);
    expect(status).toBe(403);
    expect(playground.status().clients).toEqual([]);
  });
});

it('refuses bytes that are no certificate', async () => {
  const playground = await startPlayground();
  for (const certificate of [new Uint8Array(), new Uint8Array(100), new Uint8Array(1_000_000)]) {
    await expect(playground.register({ kind: 'gateway', certificate })).rejects.toMatchObject({
      code: 'not-a-certificate',
    });
  }
});

describe('bounds', () => {
  it('takes an assertion of 200 kB', async () => {
    const playground = await startPlayground();
    const client = await playground.register({ kind: 'gateway', certificate: identity.certificate });
    const assertion = await sign(goodClaims(client, { padding: 'x'.repeat(150_000) }), identity);
    expect((await sendAssertion(client, assertion)).status).toBe(200);
  });

  it.each(['/api/oauth/token', '/oauth2/introspect', '/playground/clients'])(
    'refuses a larger body at %s',
    async (path) => {
      const playground = await startPlayground();
      const answer = await post(`${playground.status().url}${path}`, { assertion: 'x'.repeat(256 * 1024) });
      expect(answer.status).toBe(413);
      expect(JSON.parse(answer.text)).toMatchObject({ error: 'invalid_request' });
    },
  );

  it('keeps the last 50 requests, newest first', async () => {
    const playground = await startPlayground();
    for (let count = 1; count <= 55; count += 1) await fetch(`${playground.status().url}/${count}`);
    const { log } = playground.status();
    expect(log).toHaveLength(50);
    expect(log[0]).toMatchObject({ method: 'GET', path: '/55', status: 404, checks: [] });
    expect(log.at(-1)?.path).toBe('/6');
  });
});

it('answers at its own paths and methods only', async () => {
  const { url } = (await startPlayground()).status();
  for (const path of [
    '/',
    '/auth',
    '/me',
    '/session/end',
    '/oauth2/token/',
    '//',
    '/__proto__',
    '/playground/clients/x',
  ]) {
    expect((await fetch(`${url}${path}`)).status).toBe(404);
  }
  const wrong = await fetch(`${url}/oauth2/token`);
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
  const json = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(await json.json()).toEqual({
    error: 'invalid_request',
    error_description: 'the content type must be application/x-www-form-urlencoded',
  });
});

it('logs no token and no secret', async () => {
  const playground = await startPlayground();
  const client = await playground.register({ kind: 'api-manager', certificate: identity.certificate });
  const assertion = await sign(goodClaims(client, { jti: 'eyJhbGciOiJSUzI1NiJ9' }), identity);
  const { body } = await sendAssertion(client, assertion);
  const { url } = playground.status();
  const form = { client_id: client.clientId, client_secret: client.clientSecret ?? '' };
  await sendAssertion(client, assertion);
  await sendAssertion(client, assertion, {
    form: { client_id: assertion, grant_type: assertion },
    headers: {},
  });
  await post(`${url}/oauth2/token`, {
    ...form,
    grant_type: 'refresh_token',
    refresh_token: String(body.refresh_token),
  });
  await post(`${url}/oauth2/introspect`, { ...form, token: String(body.access_token) });
  await post(`${url}/oauth2/token?tenantDomain=${assertion}`, { grant_type: jwtBearer, assertion });
  await fetch(`${url}/${assertion}?token=${String(body.access_token)}`);
  const log = JSON.stringify(playground.status());
  for (const secret of [
    ...assertion.split('.'),
    body.access_token,
    body.refresh_token,
    client.clientSecret,
  ]) {
    expect(log).not.toContain(secret);
  }
});

async function registerByScript(
  url: string | undefined,
  sent: unknown,
  headers: Record<string, string> = {},
) {
  const body = typeof sent === 'string' ? sent : JSON.stringify(sent);
  // Not fetch: it does not let a Host header be set.
  return new Promise<{ status: number | undefined; body: ReturnType<typeof JSON.parse> }>(
    (resolve, reject) => {
      const outgoing = request(
        `${url}/playground/clients`,
        { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
        (answer) => {
          let text = '';
          answer.on('data', (chunk) => {
            text += String(chunk);
          });
          answer.on('end', () => resolve({ status: answer.statusCode, body: JSON.parse(text) }));
        },
      );
      outgoing.on('error', reject).end(body);
    },
  );
}
