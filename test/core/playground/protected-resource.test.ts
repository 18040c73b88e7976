import { beforeAll, expect, it } from 'vitest';
import { type Identity, makeIdentity } from './certificates.ts';
import { authentication, goodClaims, jwtBearer, post, sign, startPlayground } from './playground-bench.ts';
import { get } from './standard-client.ts';

let identity: Identity;
beforeAll(async () => {
  identity = await makeIdentity();
});

async function bench(ports: { clock?: () => Date } = {}) {
  const playground = await startPlayground(ports);
  const client = await playground.register({ kind: 'api-manager', certificate: identity.certificate });
  const { resource = '', url = '' } = playground.status();
  const tokenFor = async (form: Record<string, string>): Promise<string> =>
    JSON.parse((await post(client.endpoint, form, authentication(client))).text).access_token;
  const userToken = async (scope = 'read') =>
    tokenFor({ grant_type: jwtBearer, assertion: await sign(goodClaims(client), identity), scope });
  return { playground, client, resource, userinfo: `${url}/oauth2/userinfo`, url, tokenFor, userToken };
}

it('says whose token it was called with', async () => {
  const { client, resource, userToken, tokenFor } = await bench();
  const user = await get(resource, { authorization: `Bearer ${await userToken()}` });
  expect(JSON.parse(user.text)).toEqual({
    message: 'the access token is good: it acts for alice',
    client_id: client.clientId,
    sub: 'alice',
    scope: 'read',
    token_type: 'Bearer',
    exp: expect.any(Number),
  });
  const own = await tokenFor({ grant_type: 'client_credentials' });
  expect(JSON.parse((await get(resource, { authorization: `Bearer ${own}` })).text)).toMatchObject({
    message: 'the access token is good: it acts for the client itself',
  });
});

it('refuses no token, a wrong scheme, an unknown token and a revoked one, each with its challenge', async () => {
  const { client, resource, url, userToken } = await bench();
  const token = await userToken();
  const authorization = `Bearer ${token}`;
  expect((await get(resource, { authorization })).status).toBe(200);
  const none = await get(resource, {});
  expect([none.status, none.headers['www-authenticate']]).toEqual([401, 'Bearer, DPoP']);
  expect((await get(resource, { authorization: `Token ${token}` })).status).toBe(400);
  const unknown = await get(resource, { authorization: `Bearer ${token}x` });
  expect([unknown.status, JSON.parse(unknown.text).error]).toEqual([401, 'invalid_token']);
  expect((await get(resource, { authorization: `DPoP ${token}` })).status).toBe(401);
  await post(`${url}/oauth2/revoke`, { token }, authentication(client));
  const revoked = await get(resource, { authorization });
  expect(revoked.headers['www-authenticate']).toContain('Bearer error="invalid_token"');
});

it('refuses a token that has expired by its own clock', async () => {
  let ahead = 0;
  const { resource, userToken } = await bench({ clock: () => new Date(Date.now() + ahead) });
  const authorization = `Bearer ${await userToken()}`;
  expect((await get(resource, { authorization })).status).toBe(200);
  ahead = 3_601_000;
  expect((await get(resource, { authorization })).status).toBe(401);
});

it('answers at the userinfo endpoint to the scope openid', async () => {
  const { userinfo, userToken } = await bench();
  const good = await get(userinfo, { authorization: `Bearer ${await userToken('openid read')}` });
  expect([good.status, JSON.parse(good.text)]).toEqual([200, { sub: 'alice' }]);
  const without = await get(userinfo, { authorization: `Bearer ${await userToken()}` });
  expect([without.status, JSON.parse(without.text).error]).toEqual([403, 'insufficient_scope']);
});
