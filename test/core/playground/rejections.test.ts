import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaygroundRegistration } from '../../../core/playground/control-endpoints.ts';
import { createPlayground, type Playground } from '../../../core/playground/playground.ts';
import { type Identity, makeIdentity } from './certificates.ts';
import {
  goodClaims,
  makeTlsIdentity,
  now,
  post,
  sendAssertion,
  sign,
  startPlayground,
} from './playground-bench.ts';

let playground: Playground;
let identity: Identity;
let stranger: Identity;
type Flow = 'gateway' | 'api-manager';
let clients: Record<Flow, PlaygroundRegistration>;

beforeAll(async () => {
  [identity, stranger] = await Promise.all([makeIdentity(), makeIdentity()]);
  playground = createPlayground({ makeTlsIdentity });
  await playground.start();
  clients = {
    gateway: await playground.register({ kind: 'gateway', certificate: identity.certificate }),
    'api-manager': await playground.register({ kind: 'api-manager', certificate: identity.certificate }),
  };
});
afterAll(async () => void (await playground.stop()));

/** One rule broken: what is changed in good claims, the rule that the log names, and words of the answer. */
type BrokenRule = readonly [
  what: string,
  changes: () => Record<string, unknown>,
  rule: string,
  words: string,
];

const bothFlows: readonly BrokenRule[] = [
  ['aud is missing', () => ({ aud: undefined }), 'aud', 'the claim aud is missing'],
  [
    'aud is another server',
    () => ({ aud: 'http://apiserver/api/oauth/token' }),
    'aud',
    'which is not this server',
  ],
  [
    'aud has a slash too many',
    () => ({ aud: `${playground.status().url}/` }),
    'aud',
    'which is not this server',
  ],
  ['aud is a number', () => ({ aud: 1 }), 'aud', 'must be a string or an array of strings'],
  ['aud is empty', () => ({ aud: [] }), 'aud', 'must be a string or an array of strings'],
  ['exp is missing', () => ({ exp: undefined }), 'exp', 'the claim exp is missing'],
  ['exp is in the past', () => ({ exp: now() - 30 }), 'exp', 'the assertion has expired'],
  ['exp is a string', () => ({ exp: String(now() + 100) }), 'exp', 'must be a JSON number'],
  ['exp is in milliseconds', () => ({ exp: Date.now() + 100_000 }), 'exp', 'looks like milliseconds'],
  ['iat is a string', () => ({ iat: String(now()) }), 'iat', 'must be a JSON number'],
  ['iat is in the future', () => ({ iat: now() + 60 }), 'iat', 'issued in the future'],
  ['nbf is in the future', () => ({ nbf: now() + 60 }), 'nbf', 'is not valid yet'],
  ['nbf is a string', () => ({ nbf: '0' }), 'nbf', 'must be a JSON number'],
  ['jti is a number', () => ({ jti: 7 }), 'jti', 'must be a string that is not empty'],
  ['sub is a number', () => ({ sub: 7 }), 'sub', 'must be a string that is not empty'],
];

const rules: Record<Flow, readonly BrokenRule[]> = {
  gateway: [
    ...bothFlows,
    ['iss is missing', () => ({ iss: undefined }), 'client', 'the claim iss is missing'],
    ['iss is no client', () => ({ iss: 'jwtIDP' }), 'client', 'no client of this gateway'],
    [
      'iss is a client of the other flow',
      () => ({ iss: clients['api-manager'].clientId }),
      'client',
      'no client of this gateway',
    ],
    ['exp is too far away', () => ({ exp: now() + 600 }), 'lifetime', 'lives too long'],
    ['iat is missing', () => ({ iat: undefined }), 'iat', 'the claim iat is missing'],
  ],
  'api-manager': [
    ...bothFlows,
    ['iss is missing', () => ({ iss: undefined }), 'iss', 'the claim iss is missing'],
    [
      'iss is another provider',
      () => ({ iss: 'other' }),
      'iss',
      "must be the name of the registered identity provider, 'jwtIDP'",
    ],
    ['sub is missing', () => ({ sub: undefined }), 'sub', 'the claim sub is missing'],
    [
      'exp is within the clock skew',
      () => ({ exp: now() + 300 }),
      'lifetime',
      'exp must be more than 300 seconds away',
    ],
  ],
};

describe.each(['gateway', 'api-manager'] as const)('the %s flow', (kind) => {
  it.each(rules[kind])('refuses when %s', async (_, changes, rule, words) => {
    const client = clients[kind];
    const answer = await sendAssertion(client, await sign(goodClaims(client, changes()), identity));
    expect(answer).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: expect.stringContaining(words) },
    });
    const failed = playground.status().log[0]?.checks.filter((check) => !check.ok);
    expect(failed?.map((check) => check.rule)).toEqual([rule]);
    expect(failed?.[0]?.detail).toBe(answer.body.error_description);
  });

  it.each([
    [
      'signed with another key',
      async (claims: Record<string, unknown>) => sign(claims, stranger),
      'signature',
      'does not match',
    ],
    [
      'altered',
      async (claims: Record<string, unknown>) => {
        const [header, , signature] = (await sign(claims, identity)).split('.');
        return [header, toPart({ ...claims, admin: true }), signature].join('.');
      },
      'signature',
      'does not match',
    ],
    [
      'unsigned',
      async (claims: Record<string, unknown>) => `${toPart({ alg: 'none' })}.${toPart(claims)}.`,
      'algorithm',
      'alg is none',
    ],
    [
      'of a shared-secret algorithm',
      async (claims: Record<string, unknown>) => `${toPart({ alg: 'HS256' })}.${toPart(claims)}.AAAA`,
      'algorithm',
      'a shared-secret algorithm',
    ],
    [
      'of an algorithm for another kind of key',
      async (claims: Record<string, unknown>) => `${toPart({ alg: 'ES256' })}.${toPart(claims)}.AAAA`,
      'algorithm',
      'does not fit the registered certificate',
    ],
    [
      'without alg',
      async (claims: Record<string, unknown>) => `${toPart({})}.${toPart(claims)}.AAAA`,
      'algorithm',
      'the header has no alg',
    ],
    [
      'demanding an extension',
      async (claims: Record<string, unknown>) =>
        `${toPart({ alg: 'RS256', crit: ['x'], x: 1 })}.${toPart(claims)}.AAAA`,
      'signature',
      'cannot be checked',
    ],
  ])('refuses an assertion that is %s', async (_, make, rule, words) => {
    const client = clients[kind];
    const answer = await sendAssertion(client, await make(goodClaims(client)));
    expect(answer).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: expect.stringContaining(words) },
    });
    const failed = playground.status().log[0]?.checks.filter((check) => !check.ok);
    expect(failed?.map((check) => check.rule)).toEqual([rule]);
  });

  it.each([
    [
      'holds white space',
      (token: string) => `${token.slice(0, 40)}\n ${token.slice(40)}`,
      'holds white space',
    ],
    ['is padded', (token: string) => `${token}==`, 'is padded'],
    ['is cut short', (token: string) => token.slice(0, 30), 'a signed JWT has two dots'],
    ['is encrypted', () => 'a.b.c.d.e', 'is encrypted'],
    [
      'has no JSON header',
      (token: string) => `AAAA.${token.split('.').slice(1).join('.')}`,
      'the header of the JWT',
    ],
    ['has no JSON payload', (token: string) => `${token.split('.')[0]}.AAAA.AAAA`, 'the payload of the JWT'],
  ])('refuses an assertion that %s', async (_, change, words) => {
    const client = clients[kind];
    const answer = await sendAssertion(client, change(await sign(goodClaims(client), identity)));
    expect(answer.body).toEqual({
      error: 'invalid_grant',
      error_description: expect.stringContaining(words),
    });
    expect(playground.status().log[0]?.checks).toContainEqual(
      expect.objectContaining({ rule: 'format', ok: false }),
    );
  });

  it('refuses an assertion that was sent before, where it has a jti', async () => {
    const client = clients[kind];
    const assertion = await sign(goodClaims(client, { jti: `once-${kind}` }), identity);
    expect((await sendAssertion(client, assertion)).status).toBe(200);
    expect(await sendAssertion(client, assertion)).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: expect.stringContaining('was sent before') },
    });
    const reusable = await sign(goodClaims(client), identity);
    expect((await sendAssertion(client, reusable)).status).toBe(200);
    expect((await sendAssertion(client, reusable)).status).toBe(200);
  });

  it('refuses a key of fewer than 2048 bits', async () => {
    const weak = await makeIdentity('RS256-1024');
    const client = await playground.register({ kind, certificate: weak.certificate });
    const unsigned = await sign(goodClaims(client), identity);
    expect((await sendAssertion(client, unsigned)).body).toEqual({
      error: 'invalid_grant',
      error_description: expect.stringContaining('RSA key has 1024 bits: at least 2048'),
    });
  });

  it('lists every broken rule in the log, and answers with the first', async () => {
    const client = clients[kind];
    const claims = goodClaims(client, { aud: 'x', exp: 1, iat: '1' });
    const { body } = await sendAssertion(client, await sign(claims, stranger));
    const failed = playground.status().log[0]?.checks.filter((check) => !check.ok) ?? [];
    expect(failed.map((check) => check.rule)).toEqual(['signature', 'aud', 'exp', 'iat']);
    expect(body.error_description).toBe(failed[0]?.detail);
  });

  it.each([
    ['no assertion', { assertion: '' }, 'invalid_request', 'assertion is missing'],
    ['another grant type', { grant_type: 'password' }, 'unsupported_grant_type', ''],
    [
      'a refresh token of no one',
      { grant_type: 'refresh_token', refresh_token: 'x' },
      'invalid_grant',
      'refresh token',
    ],
  ])('refuses a request with %s', async (_, form, error, words) => {
    const client = clients[kind];
    const assertion = await sign(goodClaims(client), identity);
    const answer = await sendAssertion(client, assertion, { form });
    expect(answer).toEqual({
      status: 400,
      body: { error, error_description: expect.stringContaining(words) },
    });
  });

  it('refuses parameters that are sent twice', async () => {
    const client = clients[kind];
    const assertion = await sign(goodClaims(client), identity);
    const answer = await fetch(client.endpoint, {
      method: 'POST',
      body: new URLSearchParams([
        ['grant_type', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
        ['assertion', assertion],
        ['assertion', assertion],
      ]),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' });
  });
});

describe('the gateway', () => {
  it('refuses a client_id that is not the issuer', async () => {
    const answer = await sendAssertion(clients.gateway, await sign(goodClaims(clients.gateway), identity), {
      form: { client_id: 'someone-else' },
    });
    expect(answer.body).toMatchObject({ error: 'invalid_request' });
  });

  it('refuses client authentication, which it does not have', async () => {
    const answer = await sendAssertion(clients.gateway, await sign(goodClaims(clients.gateway), identity), {
      form: { client_secret: 'x' },
    });
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it('refuses a format that it does not know', async () => {
    const form = { grant_type: 'x', assertion: 'y', format: 'yaml' };
    const answer = await post(clients.gateway.endpoint, form);
    expect(JSON.parse(answer.text)).toEqual({
      error: 'invalid_request',
      error_description: 'the parameter format must be json, urlencoded or xml, once',
    });
  });
});

describe('the API manager', () => {
  it('sends a client of the gateway to its own endpoint', async () => {
    const { clientId } = clients.gateway;
    const claims = goodClaims(clients.gateway);
    const answer = await sendAssertion(clients['api-manager'], await sign(claims, identity), {
      form: { client_id: clientId },
      headers: {},
    });
    expect(answer.body).toEqual({
      error: 'unauthorized_client',
      error_description: 'this client belongs to the other flow, at /api/oauth/token',
    });
  });

  it('refuses a certificate outside its dates', async () => {
    const [old, early] = await Promise.all([
      makeIdentity('ES256', { notAfter: new Date('2021-06-01T00:00:00Z') }),
      makeIdentity('ES256', { notBefore: new Date('2048-01-01T00:00:00Z') }),
    ]);
    for (const [dated, words] of [
      [old, 'has expired on 2021-06-01'],
      [early, 'is not valid before 2048'],
    ] as const) {
      const client = await playground.register({ kind: 'api-manager', certificate: dated.certificate });
      const { body } = await sendAssertion(client, await sign(goodClaims(client), dated));
      expect(body.error_description).toContain(words);
    }
  });
});

it('goes by its own clock', async () => {
  const later = await startPlayground({ clock: () => new Date(Date.now() + 86_400_000) });
  const client = await later.register({ kind: 'gateway', certificate: identity.certificate });
  const { body } = await sendAssertion(client, await sign(goodClaims(client), identity));
  expect(body.error_description).toContain('the assertion has expired');
});

function toPart(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
