import { describe, expect, it } from 'vitest';
import type { KeyStore, StoreEntry } from '../../../core/key/key-store.ts';
import { findEntry } from '../../../core/keystore/find-entry.ts';
import { expectCode } from '../fixture.ts';

const entry = (alias: string, kind: StoreEntry['kind'], kid?: string): StoreEntry => ({
  alias,
  kind,
  chain: [],
  ...(kid === undefined ? {} : { jwk: { kid } }),
});
const store: KeyStore = {
  format: 'jks',
  integrity: 'unchecked',
  entries: [
    entry('key', 'key'),
    entry('root', 'certificate'),
    entry('Root', 'certificate'),
    entry('4', 'public-key', 'k1'),
  ],
};

describe('an entry', () => {
  it('is found by its alias, exactly before without case', () => {
    expect(findEntry(store, 'root').alias).toBe('root');
    expect(findEntry(store, 'Root').alias).toBe('Root');
    expect(findEntry(store, 'KEY').alias).toBe('key');
  });

  it('is found by the key id of a JWK', () => {
    expect(findEntry(store, 'k1').alias).toBe('4');
  });

  it('needs no alias where there is one of the kind', async () => {
    expect(findEntry(store, undefined, ['key', 'secret']).alias).toBe('key');
    const error = await expectCode(() => findEntry(store, undefined, ['certificate']), 'alias-needed');
    expect(error.details).toEqual({ aliases: ['root', 'Root'] });
    await expectCode(() => findEntry(store, undefined), 'alias-needed');
    await expectCode(() => findEntry(store, undefined, ['request']), 'alias-not-found');
  });

  it('that is not there is answered with those that are', async () => {
    const error = await expectCode(() => findEntry(store, 'leaf', ['key']), 'alias-not-found');
    expect(error.hint).toContain('key, root, Root, 4');
    expect(error.details).toEqual({ aliases: ['key', 'root', 'Root', '4'] });
  });
});
