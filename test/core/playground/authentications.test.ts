import { randomUUID, X509Certificate } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaygroundRegistration } from '../../../core/playground/control-endpoints.ts';
import { createPlayground, type Playground } from '../../../core/playground/playground.ts';
import { type ClientAuthentication, clientAuthentications } from '../../../shared/contract/playground.ts';
import { type Identity, makeIdentity } from './certificates.ts';
import { basic, goodClaims, jwtBearer, makeTlsIdentity, now, sign } from './playground-bench.ts';
import { type Answer, assertionForm, clientClaims, type Outgoing, proofs, send } from './standard-client.ts';

let playground: Playground;
let identity: Identity;
let stranger: Identity;
let clients: Record<ClientAuthentication, PlaygroundRegistration>;

beforeAll(async () => {
  [identity, stranger] = await Promise.all([makeIdentity(), makeIdentity()]);
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

const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';

/** Sends a form as the client that it is for, proven. */
async function asClient(
  authentication: ClientAuthentication,
  form: Record<string, string>,
  change: (request: Outgoing) => Outgoing = (request) => request,
): Promise<Answer> {
  const client = clients[authentication];
  const proof = await proofs[authentication]({ client, identity });
  const url = client.endpoint;
  return send(change({ url, headers: {}, ...proof, form: { ...form, ...proof.form } }));
}

const grants: Record<string, (client: PlaygroundRegistration) => Promise<Record<string, string>>> = {
  'jwt bearer': async (client) => ({
    grant_type: jwtBearer,
    assertion: await sign(goodClaims(client), identity),
  }),
  'client credentials': async () => ({ grant_type: 'client_credentials', scope: 'read' }),
  'refresh token': async (client) => ({
    grant_type: 'refresh_token',
    refresh_token: String((await tokensOf(client)).refresh_token),
  }),
  'token exchange of an access token': async (client) => ({
    grant_type: exchangeGrant,
    subject_token: String((await tokensOf(client)).access_token),
    subject_token_type: accessTokenType,
  }),
  'token exchange of a JWT': async (client) => ({
    grant_type: exchangeGrant,
    subject_token: await sign(goodClaims(client), identity),
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  }),
  'on behalf of': async (client) => ({
    grant_type: jwtBearer,
    requested_token_use: 'on_behalf_of',
    assertion: String((await tokensOf(client)).access_token),
  }),
};

async function tokensOf(client: PlaygroundRegistration): Promise<Record<string, unknown>> {
  const { text } = await asClient(client.authentication, (await grants['jwt bearer']?.(client)) ?? {});
  return JSON.parse(text);
}

const readers = {
  json: (text: string) => JSON.parse(text),
  urlencoded: (text: string) => Object.fromEntries(new URLSearchParams(text)),
  xml: (text: string) => new XMLParser({ parseTagValue: false }).parse(text, true).oauth,
} as const;

/** What only clients that authenticate may have. */
const confidential = new Set(['client credentials', 'on behalf of']);

describe.each(clientAuthentications)('%s', (authentication) => {
  describe.each(Object.keys(grants))('with %s', (grant) => {
    it.each(['json', 'urlencoded', 'xml'] as const)('is answered in %s', async (format) => {
      const form = (await grants[grant]?.(clients[authentication])) ?? {};
      const answer = await asClient(authentication, { ...form, format });
      const body = readers[format](answer.text);
      if (authentication === 'none' && confidential.has(grant)) {
        expect(answer.status).toBe(400);
        expect(body).toMatchObject({
          error: 'unauthorized_client',
          error_description: expect.stringContaining('is for clients that authenticate'),
        });
        return;
      }
      expect(body).toMatchObject({ access_token: expect.any(String), token_type: 'Bearer' });
      expect(answer.status).toBe(200);
      const { checks, clientId } = playground.status().log[0] ?? { checks: [] };
      expect(clientId).toBe(clients[authentication].clientId);
      expect(checks.filter((check) => !check.ok)).toEqual([]);
    });
  });

  it('may introspect and revoke', async () => {
    const client = clients[authentication];
    const { access_token: token } = await tokensOf(client);
    const ask = (path: string) =>
      asClient(authentication, { token: String(token) }, (request) => ({
        ...request,
        url: client.endpoint.replace('/oauth2/token', path),
      }));
    expect(JSON.parse((await ask('/oauth2/introspect')).text)).toMatchObject({ active: true, sub: 'alice' });
    expect((await ask('/oauth2/revoke')).status).toBe(200);
    expect(JSON.parse((await ask('/oauth2/introspect')).text)).toEqual({ active: false });
  });
});

/** A good client_credentials request, changed; the rule that the log names, and words of the answer. */
type Broken = readonly [
  what: string,
  authentication: ClientAuthentication,
  change: (request: Outgoing, client: PlaygroundRegistration) => Promise<Outgoing> | Outgoing,
  rule: string,
  words: string,
];

const withForm = (request: Outgoing, form: Record<string, string>): Outgoing => ({
  ...request,
  form: { ...request.form, ...form },
});
const claimsChanged =
  (changes: () => Record<string, unknown>): Broken[2] =>
  async (request, client) => {
    const proof = await proofs[client.authentication]({ client, identity }, changes());
    return withForm(request, proof.form ?? {});
  };

const assertionRules = (authentication: 'private_key_jwt' | 'client_secret_jwt'): readonly Broken[] => [
  [
    'has another iss',
    authentication,
    claimsChanged(() => ({ iss: 'x' })),
    'iss',
    'must be the OAuth client id',
  ],
  [
    'has another aud',
    authentication,
    claimsChanged(() => ({ aud: 'http://x' })),
    'aud',
    'which is not this server',
  ],
  ['has no exp', authentication, claimsChanged(() => ({ exp: undefined })), 'exp', 'exp is missing'],
  ['has expired', authentication, claimsChanged(() => ({ exp: now() - 9 })), 'exp', 'has expired'],
  [
    'lives too long',
    authentication,
    claimsChanged(() => ({ exp: now() + 7200 })),
    'lifetime',
    'lives too long',
  ],
  ['is of tomorrow', authentication, claimsChanged(() => ({ iat: now() + 86_400 })), 'iat', 'in the future'],
  ['is not valid yet', authentication, claimsChanged(() => ({ nbf: now() + 60 })), 'nbf', 'not valid yet'],
  ['has no jti', authentication, claimsChanged(() => ({ jti: undefined })), 'jti', 'jti is missing'],
  [
    'was altered',
    authentication,
    (request) => {
      const [header, , signature] = (request.form.client_assertion ?? '').split('.');
      const claims = clientClaims(clients[authentication], { admin: true });
      const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return withForm(request, { client_assertion: [header, payload, signature].join('.') });
    },
    'signature',
    'does not match',
  ],
];

const broken: readonly Broken[] = [
  [
    'a wrong secret',
    'client_secret_basic',
    (request, { clientId }) => ({ ...request, headers: basic(clientId, 'x') }),
    'client-authentication',
    'the client secret is wrong',
  ],
  [
    'a wrong secret',
    'client_secret_post',
    (request) => withForm(request, { client_secret: 'x' }),
    'client-authentication',
    'the client secret is wrong',
  ],
  [
    'a secret sent where a signature is registered',
    'private_key_jwt',
    (request, { clientId }) => ({
      ...request,
      form: { grant_type: 'client_credentials', client_id: clientId, client_secret: 'x' },
    }),
    'client-authentication',
    'private_key_jwt is registered',
  ],
  [
    'nothing sent where a secret is registered',
    'client_secret_basic',
    (request, { clientId }) => ({ ...withForm(request, { client_id: clientId }), headers: {} }),
    'client-authentication',
    'client_secret_basic is registered',
  ],
  [
    'an assertion signed with another key',
    'private_key_jwt',
    async (request, client) => withForm(request, assertionForm(await sign(clientClaims(client), stranger))),
    'signature',
    'does not match',
  ],
  [
    'an assertion signed with the secret of a key client',
    'private_key_jwt',
    async (request) => {
      const proof = await proofs.client_secret_jwt({
        client: { ...clients.private_key_jwt, clientSecret: identity.certificatePem },
        identity,
      });
      return withForm(request, proof.form ?? {});
    },
    'algorithm',
    'a shared-secret algorithm',
  ],
  ...assertionRules('private_key_jwt').map(
    ([what, ...rest]): Broken => [`an assertion that ${what}`, ...rest],
  ),
  ...assertionRules('client_secret_jwt').map(
    ([what, ...rest]): Broken => [`an assertion that ${what}`, ...rest],
  ),
  [
    'no certificate',
    'tls_client_auth',
    ({ identity: _, ...request }) => request,
    'tls-certificate',
    'no TLS client certificate was shown',
  ],
  [
    'the plain port',
    'tls_client_auth',
    (request) => ({ ...request, url: `${playground.status().url}/oauth2/token` }),
    'tls-certificate',
    'not the TLS port',
  ],
  [
    'a certificate of another issuer',
    'tls_client_auth',
    (request) => ({ ...request, identity: stranger }),
    'tls-issuer',
    'was not issued under',
  ],
  [
    'another certificate',
    'self_signed_tls_client_auth',
    (request) => ({ ...request, identity: stranger }),
    'tls-registered',
    'another certificate is registered',
  ],
];

describe('a broken proof', () => {
  it.each(broken)('is refused: %s, of %s', async (_, authentication, change, rule, words) => {
    const client = clients[authentication];
    const form = { grant_type: 'client_credentials' };
    const proof = await proofs[authentication]({ client, identity });
    const good: Outgoing = { url: client.endpoint, headers: {}, ...proof, form: { ...form, ...proof.form } };
    expect((await send(good)).status).toBe(200);
    const answer = await send(await change(good, client));
    expect(JSON.parse(answer.text)).toEqual({
      error: 'invalid_client',
      error_description: expect.stringContaining(words),
    });
    expect(answer.status).toBe(401);
    const failed = playground.status().log[0]?.checks.find((check) => !check.ok);
    expect(failed?.rule.replace('client-assertion.', '')).toBe(rule);
  });

  it('is refused the second time', async () => {
    const client = clients.private_key_jwt;
    const proof = await proofs.private_key_jwt({ client, identity });
    const request = {
      url: client.endpoint,
      headers: {},
      form: { grant_type: 'client_credentials', ...proof.form },
    };
    expect((await send(request)).status).toBe(200);
    expect(JSON.parse((await send(request)).text)).toMatchObject({
      error: 'invalid_client',
      error_description: expect.stringContaining('was sent before'),
    });
  });

  it('is refused in two ways at once', async () => {
    const both = await asClient('client_secret_basic', { grant_type: 'client_credentials' }, (request) =>
      withForm(request, { client_secret: clients.client_secret_basic.clientSecret ?? '' }),
    );
    expect(JSON.parse(both.text)).toMatchObject({ error: 'invalid_request' });
  });
});

describe('registration', () => {
  it('takes a public JWK, a client id and a secret of one’s own', async () => {
    const jwk = new X509Certificate(identity.certificate).publicKey.export({ format: 'jwk' });
    const clientId = `my-${randomUUID()}`;
    const client = await playground.register({ kind: 'standard', clientId, jwk });
    expect(client).toMatchObject({ clientId, authentication: 'private_key_jwt' });
    const proof = await proofs.private_key_jwt({ client, identity });
    const form = { grant_type: 'client_credentials', ...proof.form };
    expect((await send({ url: client.endpoint, headers: {}, form })).status).toBe(200);
    await expect(playground.register({ kind: 'standard', clientId, jwk })).rejects.toMatchObject({
      code: 'name-taken',
    });
    await expect(playground.register({ kind: 'standard', jwk: { ...jwk, d: 'AQAB' } })).rejects.toMatchObject(
      { code: 'key-type-mismatch' },
    );
  });

  it.each([
    ['private_key_jwt without a key', { authentication: 'private_key_jwt' }, 'key-needed'],
    ['a TLS client without a certificate', { authentication: 'tls_client_auth' }, 'key-needed'],
    ['a part that nobody knows', { authentication: 'none', personality: 'nobody' }, 'unknown-server'],
  ] as const)('refuses %s', async (_, more, code) => {
    await expect(playground.register({ kind: 'standard', ...more })).rejects.toMatchObject({ code });
  });

  it('refuses what the gateway does not have', async () => {
    const { certificate } = identity;
    const register = { kind: 'gateway', certificate } as const;
    await expect(
      playground.register({ ...register, authentication: 'client_secret_basic' }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(playground.register({ ...register, dpop: 'required' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});
