import { describe, expect, it } from 'vitest';
import { mayReplaceSecret, secretName } from '../../../renderer/state/secret-owner.ts';
import { firstDraft } from '../../../renderer/state/start-draft.ts';
import type { Flow } from '../../../shared/contract/flows.ts';
import type { PlaygroundClient } from '../../../shared/contract/playground.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';

describe('secretName', () => {
  it.each([
    ['me', [], 'secret of me'],
    [' me ', [], 'secret of me'],
    ['', [], 'client secret'],
    ['me', ['secret of me'], 'secret of me (2)'],
    ['me', ['secret of me', 'secret of me (2)'], 'secret of me (3)'],
  ])('of %j beside %j', (clientId, taken, expected) =>
    expect(
      secretName(
        clientId,
        taken.map((name) => ({ name })),
      ),
    ).toBe(expected),
  );
});

describe('mayReplaceSecret', () => {
  const entry = { id: 's1', name: 'secret of me', kind: 'client-secret' } as const;
  const at = (endpoint: string, clientId: string, secret = 's1'): Draft => ({
    ...firstDraft(),
    endpoint,
    auth: { method: 'basic', clientId, secret },
  });
  const client = at('https://a.example/token', 'me');
  const flow = (change: Partial<Flow> = {}): Flow => ({
    name: 'nightly',
    endpoint: 'https://a.example/token',
    grant: 'client-credentials',
    auth: { method: 'basic', clientId: 'me', secret: 'secret of me' },
    ...change,
  });
  const nothing = { drafts: [], flows: [], clients: [] };

  it.each<[string, boolean, Parameters<typeof mayReplaceSecret>[2]]>([
    ['nothing else uses it', true, nothing],
    ['the same client at another path', true, { ...nothing, drafts: [at('https://a.example/v2', 'me')] }],
    [
      'the same client at another server',
      false,
      { ...nothing, drafts: [at('https://b.example/token', 'me')] },
    ],
    ['another client', false, { ...nothing, drafts: [at('https://a.example/token', 'you')] }],
    ['a draft with another secret', true, { ...nothing, drafts: [at('https://b.example', 'you', 's2')] }],
    ['a flow of the same client', true, { ...nothing, flows: [flow()] }],
    [
      'a flow to another server',
      false,
      { ...nothing, flows: [flow({ endpoint: 'https://{{host}}/token' })] },
    ],
    [
      'a flow with another secret',
      true,
      {
        ...nothing,
        flows: [flow({ endpoint: 'https://b.example', auth: { method: 'basic', secret: 'other' } })],
      },
    ],
    [
      'a client of the playground',
      false,
      { ...nothing, clients: [{ clientId: 'me', secret: 's1' } as PlaygroundClient] },
    ],
  ])('where it is used by: %s', (_, expected, uses) => {
    expect(mayReplaceSecret(entry, client, uses)).toBe(expected);
  });

  it.each([
    ['secret of me (2)', true],
    ['secret of you', false],
    ['client secret', false],
    ['production', true],
  ])('under the name %s', (name, expected) => {
    expect(mayReplaceSecret({ ...entry, name }, client, nothing)).toBe(expected);
  });

  it('never for a key', () => {
    expect(mayReplaceSecret({ ...entry, kind: 'key' }, client, nothing)).toBe(false);
  });
});
