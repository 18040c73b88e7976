import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  missing,
  questionAuth,
  refreshInput,
  sendInput,
  snippetRequest,
  withEndpoint,
} from '../../../renderer/state/draft-request.ts';
import { firstDraft } from '../../../renderer/state/start-draft.ts';
import { contract } from '../../../shared/contract/contract.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { assertionUse } from '../../../shared/oauth/build-request.ts';
import { printSnippet } from '../../../shared/oauth/snippets/print-snippet.ts';

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
  it('lacks nothing when all is filled in', () => expect(missing(draft)).toBeNull());
  it('asks for an address, a client ID and a secret', () => {
    expect(missing({ endpoint: 'server/token', auth: { method: 'basic', clientId: ' ' } })).toEqual({
      endpoint: expect.any(String),
      clientId: expect.any(String),
      secret: expect.any(String),
    });
  });
  it('asks for the certificate of mutual TLS, and for the token that is exchanged', () => {
    const lacking = missing({
      endpoint: 'https://server/token',
      grant: 'token-exchange',
      auth: { method: 'mtls', clientId: 'me' },
    });
    expect(lacking).toEqual({ key: expect.any(String), token: expect.any(String) });
  });
  it('says where variables have values', () =>
    expect(missing({ ...draft, endpoint: 'https://{{host}}/token' })?.endpoint).toMatch(/flow/));
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
