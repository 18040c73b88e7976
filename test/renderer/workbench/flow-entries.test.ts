import { describe, expect, it } from 'vitest';
import { entriesOf, goneFrom, withKeyFor } from '../../../renderer/workbench/flow-entries.ts';
import type { Flow } from '../../../shared/contract/flows.ts';

const plain: Flow = {
  name: 'nightly',
  endpoint: 'https://a.example/token',
  grant: 'jwt-bearer',
  auth: { method: 'none' },
};
const entries = [{ name: 'one' }, { name: 'two' }];

describe('goneFrom', () => {
  it.each<[string, Partial<Flow>, readonly (readonly [string, string | undefined])[]]>([
    ['nothing', { grant: 'client-credentials' }, []],
    ['a key, and says not which', {}, [['key', undefined]]],
    [
      'a key for the client’s own assertion, and says not which',
      { grant: 'client-credentials', auth: { method: 'private_key_jwt' } },
      [['key', undefined]],
    ],
    [
      'what its authentication needs, and says not which',
      { key: 'one', auth: { method: 'mtls' } },
      [['client-key', undefined]],
    ],
    ['a secret, and says not which', { key: 'one', auth: { method: 'post' } }, [['secret', undefined]]],
    ['nothing: what it names is here', { key: 'one', auth: { method: 'basic', secret: 'two' } }, []],
    ['its key', { key: 'gone' }, [['key', 'gone']]],
    ['its secret', { key: 'one', auth: { method: 'post', secret: 'gone' } }, [['secret', 'gone']]],
    [
      'the client’s key',
      { key: 'one', auth: { method: 'private_key_jwt', key: 'gone' } },
      [['client-key', 'gone']],
    ],
    ['the key of DPoP', { key: 'one', dpop: { key: 'gone' } }, [['dpop-key', 'gone']]],
    ['no key of DPoP', { key: 'one', dpop: {} }, []],
    [
      'one key for everything, told once',
      { key: 'gone', auth: { method: 'mtls', key: 'gone' }, dpop: { key: 'gone' } },
      [['key', 'gone']],
    ],
    [
      'a key and a secret of the same name, told apart',
      { key: 'gone', auth: { method: 'basic', secret: 'gone' } },
      [
        ['key', 'gone'],
        ['secret', 'gone'],
      ],
    ],
    [
      'two keys',
      { key: 'gone', auth: { method: 'private_key_jwt', key: 'lost' } },
      [
        ['key', 'gone'],
        ['client-key', 'lost'],
      ],
    ],
  ])('a flow that lacks %s', (_, change, expected) => {
    const gone = goneFrom({ ...plain, ...change }, entries);
    expect(gone.map(({ use, name }) => [use, name])).toEqual(expected);
  });
});

it('entriesOf finds every entry that a flow names', () => {
  const flow = { ...plain, key: 'one', auth: { method: 'basic', secret: 'two' } as const };
  expect(entriesOf(flow, [...entries, { name: 'three' }])).toEqual(entries);
  expect(entriesOf(plain, entries)).toEqual([]);
});

it('withKeyFor puts another key wherever the gone one stood, and touches nothing else', () => {
  const flow: Flow = {
    ...plain,
    key: 'gone',
    auth: { method: 'private_key_jwt', key: 'one', secret: 'gone' },
    dpop: { key: 'gone' },
  };
  const gone = { use: 'key', name: 'gone' } as const;
  expect(withKeyFor(flow, gone, 'two')).toEqual({ ...flow, key: 'two', dpop: { key: 'two' } });
  expect(withKeyFor(plain, gone, 'two')).toEqual(plain);
});

it('withKeyFor puts a key where there was none', () => {
  expect(withKeyFor(plain, { use: 'key' }, 'two')).toEqual({ ...plain, key: 'two' });
  const flow: Flow = { ...plain, key: 'one', auth: { method: 'mtls' } };
  expect(withKeyFor(flow, { use: 'client-key' }, 'two')).toEqual({
    ...flow,
    auth: { method: 'mtls', key: 'two' },
  });
});
