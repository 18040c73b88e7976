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
  it.each<[string, Partial<Flow>, readonly (readonly [string, string])[]]>([
    ['names nothing', {}, []],
    ['names what is here', { key: 'one', auth: { method: 'basic', secret: 'two' } }, []],
    ['its key', { key: 'gone' }, [['key', 'gone']]],
    ['its secret', { key: 'one', auth: { method: 'post', secret: 'gone' } }, [['secret', 'gone']]],
    ['the client’s key', { auth: { method: 'private_key_jwt', key: 'gone' } }, [['client-key', 'gone']]],
    ['the key of DPoP', { dpop: { key: 'gone' } }, [['dpop-key', 'gone']]],
    ['no key of DPoP', { dpop: {} }, []],
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
  expect(withKeyFor(flow, 'gone', 'two')).toEqual({ ...flow, key: 'two', dpop: { key: 'two' } });
  expect(withKeyFor(plain, 'gone', 'two')).toEqual(plain);
});
