import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { firstDraft } from '../../../../renderer/app-state/start-draft.ts';
import { curlOf, missing, sendInput } from '../../../../renderer/features/send/send-input.ts';
import { contract } from '../../../../shared/contract/contract.ts';

const draft = {
  ...firstDraft(),
  endpoint: ' https://server/token ',
  auth: { method: 'basic' as const, clientId: 'me', secret: 'entry-1' },
  query: [
    ['tenantDomain', 'carbon.super'],
    ['', 'lost'],
  ] as [string, string][],
  params: [
    ['format', 'xml'],
    ['scope', 'read'],
  ] as [string, string][],
};

describe('missing', () => {
  it('lacks nothing when all is filled in', () => expect(missing(draft)).toBeNull());
  it('asks for an address, a client ID and a secret', () => {
    expect(missing({ endpoint: 'server/token', auth: { method: 'basic', clientId: ' ' } })).toEqual({
      endpoint: expect.any(String),
      clientId: expect.any(String),
      secret: expect.any(String),
    });
  });
});

describe('sendInput', () => {
  it('is what the contract takes, without rows that have no name', () => {
    const input = sendInput(draft, { type: 'jwt-bearer', assertion: 'a.b.c' }, 'wso2-api-manager');
    expect(z.safeParse(contract.endpoint.send.input, input).success).toBe(true);
    expect(input).toEqual({
      endpoint: 'https://server/token',
      grant: { type: 'jwt-bearer', assertion: 'a.b.c' },
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
    expect(sendInput(draft, { type: 'refresh-token', refreshToken: 'r' }, undefined).params).toEqual([
      ['format', 'xml'],
    ]);
  });

  it('sends no empty client ID', () => {
    const bare = { ...draft, auth: { method: 'none' as const, clientId: '' } };
    expect(sendInput(bare, { type: 'jwt-bearer', assertion: 'a' }, undefined).auth).toEqual({
      method: 'none',
    });
  });
});

it('curlOf names a variable where the secret would stand', () => {
  const curl = curlOf(draft);
  expect(curl).toContain('$SIGNET_CLIENT_SECRET');
  expect(curl).toContain('tenantDomain=carbon.super');
  expect(curl).not.toContain('entry-1');
});
