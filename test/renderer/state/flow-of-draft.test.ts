import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { draftOfFlow, flowOfDraft } from '../../../renderer/state/flow-of-draft.ts';
import { firstDraft } from '../../../renderer/state/start-draft.ts';
import { flow as flowSchema } from '../../../shared/contract/flows.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';

const entries = [
  { id: 'id-1', name: 'gateway-key' },
  { id: 'id-2', name: 'secret of me' },
];
const draft: Draft = {
  ...firstDraft(),
  entry: 'id-1',
  add: ['kid'],
  endpoint: 'https://server/token',
  auth: { method: 'basic', clientId: 'me', secret: 'id-2' },
  query: [['tenantDomain', 'carbon.super']],
  params: [['scope', 'read']],
  dpop: { key: 'id-1' },
  timeoutSeconds: 5,
};

describe('flowOfDraft', () => {
  it('names keys and secrets as the vault does', () => {
    const flow = flowOfDraft(draft, 'test', entries);
    expect(z.safeParse(flowSchema, flow).success).toBe(true);
    expect(flow).toMatchObject({
      name: 'test',
      grant: 'jwt-bearer',
      key: 'gateway-key',
      claims: draft.claims,
      auth: { method: 'basic', clientId: 'me', secret: 'secret of me' },
      dpop: { key: 'gateway-key' },
      timeoutSeconds: 5,
    });
    expect(JSON.stringify(flow)).not.toContain('id-');
  });

  it.each<[string, Partial<Draft>]>([
    ['the JWT bearer grant', {}],
    [
      'the composed client assertion',
      { grant: 'client-credentials', auth: { method: 'private_key_jwt', clientId: 'me' } },
    ],
    ['mutual TLS', { auth: { method: 'mtls', clientId: 'me', key: 'id-1' } }],
  ])('comes back as it went, with %s', (_, change) => {
    const before: Draft = { ...draft, ...change };
    expect(draftOfFlow(flowOfDraft(before, 'test', entries), entries)).toEqual(before);
  });

  it('leaves open what this vault does not have', () => {
    const { entry, auth } = draftOfFlow(flowOfDraft(draft, 'test', entries), []);
    expect([entry, auth.secret]).toEqual([undefined, undefined]);
  });
});
