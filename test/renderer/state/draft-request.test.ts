import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  missing,
  noTokens,
  questionAuth,
  refreshInput,
  requestMark,
  sendInput,
  snippetRequest,
  withEndpoint,
} from '../../../renderer/state/draft-request.ts';
import { draftFor, firstDraft } from '../../../renderer/state/start-draft.ts';
import { contract } from '../../../shared/contract/contract.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { assertionUse } from '../../../shared/oauth/build-request.ts';
import { printSnippet } from '../../../shared/oauth/snippets/print-snippet.ts';
import { findServer } from '../../../shared/servers/known-servers.ts';

const draft: Draft = {
  ...firstDraft(),
  entry: 'key-1',
  server: 'wso2-api-manager',
  endpoint: ' https://server/token ',
  auth: { method: 'basic', clientId: 'me', secret: 'entry-1' },
  query: [
    ['tenantDomain', 'carbon.super'],
    ['', 'lost'],
  ],
  params: [
    ['format', 'xml'],
    ['scope', 'read'],
  ],
};
const madeFrom = { entry: 'key-1', header: '{"alg":"RS256"}', claims: '{"iss":"me"}' };
const composed = { assertion: 'a.b.c', madeFrom };
const isTaken = (input: unknown) => z.safeParse(contract.endpoint.send.input, input).success;

describe('missing', () => {
  const held = [{ id: 'key-1' }, { id: 'entry-1' }];
  const server = findServer('wso2-api-manager');
  const { entry: _entry, ...keyless } = draft;
  const none = { method: 'none', clientId: '' } as const;
  it.each<[string, Draft, Parameters<typeof missing>[2], Record<string, RegExp> | null]>([
    ['nothing', draft, {}, null],
    ['nothing, all of it in the vault', draft, { entries: held }, null],
    [
      'an address, a client ID and a secret',
      { ...draft, endpoint: 'server/token', auth: { method: 'basic', clientId: ' ' } },
      {},
      { endpoint: /address/, clientId: /client ID/, secret: /type/ },
    ],
    [
      'no secret while one is typed',
      { ...draft, auth: { method: 'basic', clientId: 'me' } },
      { secretTyped: true },
      null,
    ],
    ['a secret that is gone', draft, { entries: [{ id: 'key-1' }] }, { secret: /no longer in the vault/ }],
    [
      'no secret that is gone while one is typed',
      draft,
      { entries: [{ id: 'key-1' }], secretTyped: true },
      null,
    ],
    ['a key', keyless, {}, { assertionKey: /choose the key/ }],
    [
      'a key that is gone',
      draft,
      { entries: [{ id: 'entry-1' }] },
      { assertionKey: /no longer in the vault/ },
    ],
    ['no key where nothing is signed', { ...keyless, grant: 'client-credentials' }, { entries: held }, null],
    [
      'a key for the client’s own assertion',
      { ...keyless, grant: 'client-credentials', auth: { method: 'private_key_jwt', clientId: 'me' } },
      {},
      { assertionKey: /choose the key/ },
    ],
    [
      'the certificate of mutual TLS, and the token that is exchanged',
      { ...draft, grant: 'token-exchange', auth: { method: 'mtls', clientId: 'me' } },
      {},
      { key: /certificate/, token: /paste/ },
    ],
    [
      'the client’s key that is gone',
      { ...draft, auth: { method: 'private_key_jwt', clientId: 'me', key: 'gone' } },
      { entries: held },
      { key: /no longer in the vault/ },
    ],
    [
      'the value of a variable',
      { ...draft, endpoint: 'https://{{host}}/token' },
      {},
      { endpoint: /save it as a flow/ },
    ],
    [
      'what the preset leaves to be filled in',
      { ...draftFor(server), endpoint: 'https://s/t', entry: 'key-1', auth: none },
      { server },
      { preset: /\{identity_provider\}, the identity provider.*\{user\}/ },
    ],
  ])('lacks %s', (_, given, surroundings, expected) => {
    const lacking = missing(given, undefined, surroundings);
    if (expected === null) expect(lacking).toBeNull();
    else {
      expect(Object.keys(lacking ?? {}).sort()).toEqual(Object.keys(expected).sort());
      for (const [field, words] of Object.entries(expected))
        expect(lacking?.[field as keyof typeof lacking]).toMatch(words);
    }
  });
});

describe('requestMark', () => {
  const mark = (change: Partial<Draft> = {}, tokens = noTokens, secret = '0') =>
    requestMark({ ...draft, ...change }, tokens, secret);
  it.each<[string, string]>([
    ['the name it is saved under', mark({ name: 'first' })],
    ['where its tokens are asked about', mark({ endpoints: { introspection: 'https://server/i' } })],
    ['spaces around the endpoint', mark({ endpoint: 'https://server/token' })],
    ['a row without a name', mark({ params: [...draft.params, ['', '']] })],
    ['an empty certificate field', mark({ ca: '' })],
  ])('is the same with another %s', (_, other) => expect(other).toBe(mark()));
  it.each<[string, string]>([
    ['endpoint', mark({ endpoint: 'https://server/other' })],
    ['claim', mark({ claims: '{"iss":"you"}' })],
    ['order of claims', mark({ claims: `${draft.claims} ` })],
    ['header', mark({ header: '{"alg":"PS256"}' })],
    ['key', mark({ entry: 'key-2' })],
    ['addition', mark({ add: ['kid'] })],
    ['grant', mark({ grant: 'client-credentials' })],
    ['authentication', mark({ auth: { ...draft.auth, method: 'post' } })],
    ['client', mark({ auth: { ...draft.auth, clientId: 'you' } })],
    ['secret under the same id', mark({}, noTokens, '1')],
    ['parameter', mark({ params: [['scope', 'write']] })],
    ['server', mark({ server: 'okta' })],
    ['trust', mark({ insecure: true })],
    ['time limit', mark({ timeoutSeconds: 3 })],
    ['DPoP', mark({ dpop: {} })],
    ['token', mark({}, { token: 't', actorToken: '' })],
  ])('is another with another %s', (_, other) => expect(other).not.toBe(mark()));
  it('does not depend on a secret that is not sent', () => {
    const auth = { method: 'none', clientId: 'me' } as const;
    expect(mark({ auth }, noTokens, '1')).toBe(mark({ auth }));
  });
});

describe('sendInput', () => {
  it('is what the contract takes, without rows that have no name', () => {
    const input = sendInput(draft, undefined, composed);
    expect(isTaken(input)).toBe(true);
    expect(input).toEqual({
      endpoint: 'https://server/token',
      grant: { type: 'jwt-bearer', ...composed },
      auth: { method: 'basic', clientId: 'me', secret: 'entry-1' },
      query: [['tenantDomain', 'carbon.super']],
      params: [
        ['format', 'xml'],
        ['scope', 'read'],
      ],
      server: 'wso2-api-manager',
    });
  });

  it('leaves the assertion’s own parameters out of a refresh', () => {
    const input = refreshInput(draft, 'r');
    expect(isTaken(input)).toBe(true);
    expect(input).toMatchObject({
      grant: { type: 'refresh-token', refreshToken: 'r' },
      params: [['format', 'xml']],
    });
  });

  it('sends no empty client ID', () => {
    const bare: Draft = { ...draft, auth: { method: 'none', clientId: '' } };
    expect(sendInput(bare, undefined, composed).auth).toEqual({ method: 'none' });
  });

  it('carries DPoP, proxy, authority and timeout', () => {
    const input = sendInput(
      { ...draft, dpop: {}, proxy: 'http://proxy:8080', ca: 'PEM', timeoutSeconds: 5, insecure: true },
      undefined,
      composed,
    );
    expect(isTaken(input)).toBe(true);
    expect(input).toMatchObject({
      dpop: {},
      proxy: 'http://proxy:8080',
      ca: 'PEM',
      timeoutSeconds: 5,
      insecure: true,
    });
  });

  it('exchanges a token for another', () => {
    const input = sendInput({ ...draft, grant: 'token-exchange' }, { token: ' s ', actorToken: 'a' });
    expect(isTaken(input)).toBe(true);
    expect(input.grant).toEqual({ type: 'token-exchange', subjectToken: 's', actorToken: 'a' });
  });
});

describe('private_key_jwt', () => {
  const byKey: Draft = { ...draft, auth: { method: 'private_key_jwt', clientId: 'me' } };
  const clients: Draft = { ...byKey, grant: 'client-credentials' };

  it('beside the JWT bearer grant, signs an assertion of its own with the same key', () => {
    expect(assertionUse(byKey)).toBe('grant');
    const input = sendInput(byKey, undefined, composed);
    expect(isTaken(input)).toBe(true);
    expect(input.auth).toEqual({ method: 'private_key_jwt', clientId: 'me', key: 'key-1' });
  });
  it('with another grant, takes the composed assertion for the client’s', () => {
    expect(assertionUse(clients)).toBe('client');
    const input = sendInput(clients, undefined, composed);
    expect(isTaken(input)).toBe(true);
    expect(input).toMatchObject({
      grant: { type: 'client-credentials' },
      auth: { method: 'private_key_jwt', clientId: 'me', ...composed },
    });
  });
  it('with a key of its own, leaves the composed one out', () => {
    const own: Draft = { ...clients, auth: { ...clients.auth, key: 'key-2' } };
    expect(assertionUse(own)).toBe('none');
    expect(sendInput(own).auth).toEqual({ method: 'private_key_jwt', clientId: 'me', key: 'key-2' });
  });
});

describe('withEndpoint', () => {
  const known: Draft = { ...draft, endpoints: { introspection: 'https://server/introspect' } };
  it('keeps what the same server answers to besides', () =>
    expect(withEndpoint(known, 'https://server/other').endpoints).toEqual(known.endpoints));
  it('asks no other server about a token', () =>
    expect(withEndpoint(known, 'https://elsewhere/token').endpoints).toBeUndefined());
});

it('questionAuth names the issuer where the client has sent no ID', () => {
  const bare: Draft = { ...draft, claims: '{"iss":"g"}', auth: { method: 'none', clientId: '' } };
  expect(questionAuth(bare)).toEqual({ method: 'none', clientId: 'g' });
});

it('snippetRequest names a variable where the secret would stand', () => {
  const curl = printSnippet('curl', snippetRequest(draft));
  expect(curl).toContain('$SIGNET_CLIENT_SECRET');
  expect(curl).toContain('tenantDomain=carbon.super');
  expect(curl).not.toContain('entry-1');
});
