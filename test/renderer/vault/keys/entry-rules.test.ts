import { describe, expect, it } from 'vitest';
import { entryUses, flowsNaming } from '../../../../renderer/parts/key/entry-uses.ts';
import { draftFor } from '../../../../renderer/state/start-draft.ts';
import { filterItems } from '../../../../renderer/ui/item-list.tsx';
import { entriesOf, groupChoices } from '../../../../renderer/vault/keys/entry-groups.ts';
import { entryCells, tagsOf } from '../../../../renderer/vault/keys/entry-words.ts';
import { emptyForm, exportKeyInput, formatChoices } from '../../../../renderer/vault/keys/export-key-form.ts';
import { searchText } from '../../../../shared/contract/entry-search.ts';
import type { VaultEntry } from '../../../../shared/contract/vault.ts';
import { axwayApiGateway } from '../../../../shared/servers/axway-api-gateway.ts';
import { rsaKey, sampleCertificate } from '../../../fakes/sample-certificates.ts';

const now = Date.parse('2026-11-21T00:00:00Z') / 1000;
const key: VaultEntry = {
  id: 'entry-1',
  name: 'gateway-key',
  kind: 'key',
  key: rsaKey,
  chain: [
    sampleCertificate('gateway', { notBefore: '2026-01-01T00:00:00Z', notAfter: '2036-01-01T00:00:00Z' }),
  ],
  algorithms: ['RS256'],
  created: '2026-11-01T09:30:00Z',
  tags: ['test', 'gateway'],
  note: 'Registered by Ada',
};
const weak: VaultEntry = {
  ...key,
  id: 'entry-2',
  name: 'old',
  key: { type: 'RSA', bits: 1024 },
  chain: [],
  tags: ['old'],
};
const secret: VaultEntry = {
  id: 'entry-3',
  name: 'client secret',
  kind: 'client-secret',
  chain: [],
  algorithms: [],
  created: '2026-11-01T09:30:00Z',
};
const all = [key, weak, secret];

describe('groups', () => {
  it('are those that hold something, with their numbers', () => {
    expect(groupChoices(all, now).map(({ label }) => label)).toEqual([
      'All (3)',
      'Keys (2)',
      'Secrets (1)',
      'Expired, expiring, weak or damaged (1)',
      'Tag gateway (1)',
      'Tag old (1)',
      'Tag test (1)',
    ]);
  });
  it.each([
    ['all', all],
    ['key', [key, weak]],
    ['certificate', []],
    ['attention', [weak]],
    ['#test', [key]],
  ] as const)('%s', (group, expected) => {
    expect(entriesOf(group, all, now)).toEqual(expected);
  });
  it('count a certificate that expires among what needs attention', () => {
    const [leaf] = key.chain;
    if (!leaf) throw new Error('the key has a certificate');
    const soon = { ...key, chain: [{ ...leaf, notAfter: '2026-11-30T00:00:00Z' }] };
    expect(entriesOf('attention', [key, soon], now)).toEqual([soon]);
  });
});

describe('searching', () => {
  const items = all.map((entry) => ({
    title: entry.name,
    cells: entryCells(entry),
    search: searchText(entry),
  }));
  const found = (text: string) => filterItems(items, text).map(({ title }) => title);
  const [leaf] = key.chain;
  it.each([
    ['the name', 'gateway-k'],
    ['a tag', 'test'],
    ['the note, in any case', 'ADA registered'],
    ['the subject', leaf?.subject ?? '?'],
    ['a fingerprint with colons', leaf?.sha256 ?? '?'],
    ['a fingerprint without', leaf?.sha256.replaceAll(':', '') ?? '?'],
    ['x5t#S256', leaf?.['x5t#S256'] ?? '?'],
  ])('finds %s', (_what, text) => expect(found(text)).toContain('gateway-key'));
  it('finds nothing else', () => expect(found('nowhere')).toEqual([]));
});

it('tags are taken apart at commas, without what is doubled or empty', () => {
  expect(tagsOf(' test, #gateway,, test ')).toEqual(['test', 'gateway']);
  expect(tagsOf(' ')).toEqual([]);
});

it('an entry is used by drafts, flows and clients that name it', () => {
  const draft = { ...draftFor(axwayApiGateway), entry: key.id };
  const flow = {
    name: 'nightly',
    endpoint: 'https://a.example/token',
    grant: 'jwt-bearer',
    key: 'gateway-key',
    auth: { method: 'none' },
  } as const;
  const client = {
    kind: 'gateway',
    authentication: 'none',
    clientId: 'gateway-1',
    issuer: 'gateway-1',
    audience: 'a',
    endpoint: 'b',
    certificate: key.chain[0]?.sha256 ?? '',
  } as const;
  const work = {
    draft,
    drafts: [{ name: 'mine', saved: '2026-11-01T09:30:00Z', draft }],
    flows: [flow],
    clients: [client],
  };
  expect(entryUses(key, work)).toEqual([
    'Compose, as it stands',
    'the draft mine',
    'the flow nightly',
    'gateway-1 of the playground',
  ]);
  expect(entryUses(weak, work)).toEqual([]);
  const asClient = { ...draft, entry: 'another', auth: { ...draft.auth, key: key.id } };
  const asProof = { ...draft, entry: 'another', dpop: { key: key.id } };
  for (const each of [asClient, asProof]) {
    const used = entryUses(key, { draft: each, drafts: [], flows: [], clients: [] });
    expect(used).toEqual(['Compose, as it stands']);
  }
  expect(flowsNaming('gateway-key', [flow])).toEqual([flow]);
});

describe('exportKeyInput', () => {
  const form = { ...emptyForm('key'), password: 'correct horse', again: 'correct horse' };
  it('is encrypted unless told otherwise', () => {
    expect(exportKeyInput(form, 'entry-1')).toEqual({
      ok: true,
      value: {
        entry: 'entry-1',
        format: 'pkcs8',
        password: 'correct horse',
        confirm: true,
      },
    });
    expect(exportKeyInput({ ...form, unencrypted: true }, 'entry-1')).toEqual({
      ok: true,
      value: { entry: 'entry-1', format: 'pkcs8', unencrypted: true, confirm: true },
    });
  });
  it('knows no unencrypted PKCS#12', () => {
    expect(
      exportKeyInput({ ...form, format: 'pkcs12', unencrypted: true, password: '', again: '' }, 'e'),
    ).toMatchObject({ ok: false, problems: { password: expect.any(String) } });
  });
  it('asks for a password typed twice', () => {
    expect(exportKeyInput({ ...form, again: 'other' }, 'e')).toEqual({
      ok: false,
      problems: { password: 'the two are not the same' },
    });
  });
  it('offers a secret no PEM', () => {
    expect(formatChoices('secret').map(({ value }) => value)).toEqual(['pkcs12', 'jwk']);
  });
});
