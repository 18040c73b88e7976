import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { draftOfFlow, flowOfDraft, missingName } from '../../../renderer/state/flow-of-draft.ts';
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

  it('names what this vault does not have, and takes nothing in its place', () => {
    const flow = flowOfDraft(draft, 'test', entries);
    const opened = draftOfFlow(flow, []);
    expect([opened.entry, opened.auth.secret, opened.dpop?.key].map(missingName)).toEqual([
      'gateway-key',
      'secret of me',
      'gateway-key',
    ]);
    // Saved again here, it is found where it was made.
    expect(draftOfFlow(flowOfDraft(opened, 'test', []), entries)).toEqual(draft);
  });

  it('chooses no key for a flow that names none', () => {
    const { key: _key, ...flow } = flowOfDraft(draft, 'test', entries);
    const opened = draftOfFlow(flow, entries);
    expect(entries.some(({ id }) => id === opened.entry)).toBe(false);
    expect(opened.entry).toBeDefined();
    expect(missingName(opened.entry)).toBeUndefined();
    expect(flowOfDraft(opened, 'test', entries)).not.toHaveProperty('key');
    expect(draftOfFlow({ ...flow, grant: 'client-credentials' }, entries).entry).toBeUndefined();
  });

  it('says nothing of an entry that only its id was known of', () => {
    const id = 'ab63144f-a0e2-43fd-a757-55b7aa93fd99';
    expect(missingName(id)).toBeUndefined();
    expect(flowOfDraft({ ...draft, entry: id }, 'test', entries)).not.toHaveProperty('key');
  });
});
