import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaygroundRegistration } from '../../../core/playground/control-endpoints.ts';
import { createPlayground, type Playground } from '../../../core/playground/playground.ts';
import { type Identity, makeIdentity } from './certificates.ts';
import { goodClaims, jwtBearer, makeTlsIdentity, now, sign } from './playground-bench.ts';
import { type Answer, type DpopKey, get, makeDpopKey, proofs, prove, send } from './standard-client.ts';

let playground: Playground;
let identity: Identity;
let key: DpopKey;
let other: DpopKey;
let client: PlaygroundRegistration;
let strict: PlaygroundRegistration;
let resource: string;

beforeAll(async () => {
  [identity, key, other] = await Promise.all([makeIdentity(), makeDpopKey(), makeDpopKey()]);
  playground = createPlayground({ makeTlsIdentity });
  await playground.start();
  const registration = { kind: 'standard', certificate: identity.certificate } as const;
  client = await playground.register({ ...registration, dpop: 'required' });
  strict = await playground.register({ ...registration, dpop: 'nonce' });
  resource = playground.status().resource ?? '';
});
afterAll(async () => void (await playground.stop()));

async function requestToken(
  of: PlaygroundRegistration,
  dpop?: string,
  form: Record<string, string> = { grant_type: 'client_credentials' },
): Promise<Answer> {
  const proof = await proofs.private_key_jwt({ client: of, identity });
  const headers: Record<string, string> = dpop === undefined ? {} : { DPoP: dpop };
  return send({ url: of.endpoint, headers, form: { ...form, ...proof.form } });
}

describe('at the token endpoint', () => {
  it('binds the token to the key of the proof, and the refreshed one to that of its own', async () => {
    const form = { grant_type: jwtBearer, assertion: await sign(goodClaims(client), identity) };
    const first = JSON.parse((await requestToken(client, await prove(key, client.endpoint), form)).text);
    expect(first).toMatchObject({ token_type: 'DPoP' });
    const again = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
    const second = await requestToken(client, await prove(other, client.endpoint), again);
    expect(JSON.parse(second.text)).toMatchObject({ token_type: 'DPoP' });
    const proof = await proofs.private_key_jwt({ client, identity });
    const introspected = await send({
      url: playground.status().introspectionEndpoint ?? '',
      headers: {},
      form: { token: first.access_token, ...proof.form },
    });
    expect(JSON.parse(introspected.text)).toMatchObject({ active: true, cnf: { jkt: key.thumbprint } });
  });

  it('keeps the refresh token of a client without authentication to its key', async () => {
    const open = await playground.register({
      kind: 'standard',
      authentication: 'none',
      certificate: identity.certificate,
    });
    const ask = async (form: Record<string, string>, by: DpopKey) =>
      send({
        url: open.endpoint,
        headers: { DPoP: await prove(by, open.endpoint) },
        form: { client_id: open.clientId, ...form },
      });
    const assertion = await sign(goodClaims(open), identity);
    const first = JSON.parse((await ask({ grant_type: jwtBearer, assertion }, key)).text);
    const again = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
    expect(JSON.parse((await ask(again, other)).text)).toMatchObject({
      error: 'invalid_grant',
      error_description: expect.stringContaining('bound to a DPoP key'),
    });
    expect((await ask(again, key)).status).toBe(200);
  });

  it('wants a proof where the client is registered for it', async () => {
    expect((await requestToken(client, await prove(key, client.endpoint))).status).toBe(200);
    const without = await requestToken(client);
    expect(JSON.parse(without.text)).toMatchObject({ error: 'invalid_dpop_proof' });
    expect(without.status).toBe(400);
  });

  it.each([
    ['typ', () => prove(key, client.endpoint, {}, { typ: 'JWT' }), 'typ is'],
    ['jwk', () => prove(key, client.endpoint, {}, { jwk: undefined }), 'no public key'],
    ['signature', () => prove(key, client.endpoint, {}, { jwk: other.jwk }), 'does not match'],
    ['htm', () => prove(key, client.endpoint, { htm: 'GET' }), 'htm is'],
    ['htu', () => prove(key, `${client.endpoint}/`), 'htu is'],
    ['iat', () => prove(key, client.endpoint, { iat: now() - 400 }), 'at most 300 are taken'],
    ['jti', () => prove(key, client.endpoint, { jti: undefined }), 'jti is'],
    ['format', async () => 'no JWT', 'holds white space'],
  ])('refuses a proof with a wrong %s', async (rule, make, words) => {
    expect((await requestToken(client, await prove(key, client.endpoint))).status).toBe(200);
    const answer = await requestToken(client, await make());
    expect(JSON.parse(answer.text)).toEqual({
      error: 'invalid_dpop_proof',
      error_description: expect.stringContaining(words),
    });
    const failed = playground.status().log[0]?.checks.filter((check) => !check.ok);
    expect(failed?.map((check) => check.rule)).toEqual([`dpop.${rule}`]);
  });

  it('refuses a proof the second time', async () => {
    const proof = await prove(key, client.endpoint);
    expect((await requestToken(client, proof)).status).toBe(200);
    expect(JSON.parse((await requestToken(client, proof)).text)).toMatchObject({
      error: 'invalid_dpop_proof',
      error_description: expect.stringContaining('was sent before'),
    });
  });

  it('asks for its nonce where the client is registered for that, and takes the retry', async () => {
    const asked = await requestToken(strict, await prove(key, strict.endpoint));
    expect(asked.status).toBe(400);
    expect(JSON.parse(asked.text)).toMatchObject({ error: 'use_dpop_nonce' });
    const nonce = asked.headers['dpop-nonce'];
    expect((await requestToken(strict, await prove(key, strict.endpoint, { nonce }))).status).toBe(200);
    const invented = await requestToken(strict, await prove(key, strict.endpoint, { nonce: 'mine' }));
    expect(JSON.parse(invented.text)).toMatchObject({ error: 'use_dpop_nonce' });
  });
});

describe('at the resource', () => {
  const athOf = (token: string) => createHash('sha256').update(token).digest('base64url');
  const boundToken = async () =>
    JSON.parse((await requestToken(client, await prove(key, client.endpoint))).text).access_token as string;
  const call = async (token: string, dpop: string, scheme = 'DPoP') =>
    get(resource, { authorization: `${scheme} ${token}`, DPoP: dpop });

  it('says whose token it was', async () => {
    const token = await boundToken();
    const good = await call(token, await prove(key, resource, { htm: 'GET', ath: athOf(token) }));
    expect(good.status).toBe(200);
    expect(JSON.parse(good.text)).toMatchObject({ client_id: client.clientId, token_type: 'DPoP' });
  });

  it.each([
    [
      'of another key',
      'dpop.key',
      (token: string) => prove(other, resource, { htm: 'GET', ath: athOf(token) }),
    ],
    ['without ath', 'dpop.ath', () => prove(key, resource, { htm: 'GET' })],
    ['for another method', 'dpop.htm', (token: string) => prove(key, resource, { ath: athOf(token) })],
  ])('refuses a proof %s', async (_, rule, make) => {
    const token = await boundToken();
    expect((await call(token, await prove(key, resource, { htm: 'GET', ath: athOf(token) }))).status).toBe(
      200,
    );
    const answer = await call(token, await make(token));
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^DPoP error="invalid_dpop_proof"/);
    const failed = playground.status().log[0]?.checks.filter((check) => !check.ok);
    expect(failed?.map((check) => check.rule)).toEqual([rule]);
  });

  it('refuses a bound token as Bearer', async () => {
    const token = await boundToken();
    const proof = await prove(key, resource, { htm: 'GET', ath: athOf(token) });
    const answer = await call(token, proof, 'Bearer');
    expect(JSON.parse(answer.text)).toMatchObject({ error: 'invalid_token' });
    expect(answer.status).toBe(401);
  });
});
