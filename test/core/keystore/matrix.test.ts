import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { expectCode, fixture, fixtures } from '../fixture.ts';
import { expectedMatrix, type MatrixEntry, readMatrix } from './read-matrix.ts';

// What keytool, openssl and ssh-keygen printed about each file when it was made is committed beside it.
const folder = join(fixtures, 'matrix');
const expected = expectedMatrix(folder);
const read = await readMatrix(folder);

/** OpenSSH's ciphers that are refused by name. */
const refused: readonly string[] = ['openssh-ed25519-chacha'];
const names = Object.keys(expected).filter((name) => !refused.includes(name));
const sorted = (entries: readonly MatrixEntry[]) =>
  entries.toSorted((a, b) => String(a.alias ?? a.chain).localeCompare(String(b.alias ?? b.chain)));

describe('every way of writing keys', () => {
  it('has a file', () => expect(names.length).toBeGreaterThan(60));

  it.each(names)('%s holds what keytool, openssl and ssh-keygen see in it', (name) => {
    const { entries = [], ...store } = read[name] ?? {};
    expect(store.error).toBeUndefined();
    const wanted = expected[name]?.entries ?? [];
    // A password for one key of several opens that key, and the store's opens the others.
    expect(entries.filter(({ unreadable }) => unreadable !== undefined)).toEqual([]);
    expect(entries).toHaveLength(wanted.length);
    const named = wanted.some(({ alias }) => alias !== undefined);
    const pairs = named ? sorted(entries) : entries;
    for (const [i, one] of sorted(wanted).entries()) expect(pairs[i]).toMatchObject(one);
    for (const { kind, publicKey, secretBytes } of entries) {
      expect(publicKey !== undefined).toBe(kind === 'key');
      expect(secretBytes !== undefined).toBe(kind === 'secret');
    }
    const checked = /\.(p12|pkcs12|jks|jceks)$/.test(name) && !/no-mac|no-password|without/.test(name);
    expect(store.integrity).toBe(checked ? 'ok' : 'unchecked');
  });

  it.each(refused)('%s is refused by the name of its cipher, not for its password', async (name) => {
    const [entry] = (await readKeyStore(fixture(`matrix/${name}`), { store: 'changeit' })).entries;
    expect(entry?.unreadable).toMatchObject({ code: 'algorithm-unsupported' });
    expect(entry?.unreadable?.message).toContain('chacha20-poly1305');
    expect(entry?.publicKey).toBeDefined();
  });

  const protectedFiles = names.filter(
    (name) =>
      !/without-password|no-password|no-mac/.test(name) && !/^openssh-(rsa|ecdsa-\d+|ed25519)$/.test(name),
  );
  it.each(protectedFiles)('%s refuses a wrong password', async (name) => {
    expect(read[name]?.error).toBeUndefined();
    await expectCode(() => readKeyStore(fixture(`matrix/${name}`), { store: 'wrong' }), 'wrong-password');
  });
});
