import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createOpenStores } from '../../../core/keystore/open-stores.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { writeJks } from '../../../core/keystore/write/write-jks.ts';
import { type ChangedStore, changedStores } from '../../support/changed-stores.ts';
import { hasTool } from '../../support/tools.ts';
import vectors from '../../vectors/rfc9579-appendix-a.json' with { type: 'json' };
import { expectCode, fixture } from '../fixture.ts';

// Reported with an entry that was appended to a PKCS#12 file without its password, and was trusted from then on.

const folder = mkdtempSync(join(tmpdir(), 'signet-integrity-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What each peer says of a store: whether it reads it. Only of PKCS#12, but for keytool. */
const peers = {
  keytool: (file: string, password: string) =>
    spawnSync('keytool', ['-list', '-keystore', file, '-storepass', password]).status === 0,
  openssl: (file: string, password: string) =>
    spawnSync('openssl', ['pkcs12', '-in', file, '-passin', `pass:${password}`, '-noout', '-legacy'])
      .status === 0,
  certtool: (file: string, password: string) =>
    spawnSync('certtool', ['--p12-info', '--inder', '--infile', file, '--password', password]).status === 0,
  pk12util: (file: string, password: string) =>
    spawnSync('pk12util', ['-l', file, '-W', password]).status === 0,
} as const;
const present = (Object.keys(peers) as (keyof typeof peers)[]).filter((name) => hasTool(name));

const forPeers = new Set([
  'openssl.p12',
  'keytool-3des.p12',
  'all-open.p12',
  'wso2carbon.jks',
  'secret.jceks',
]);
const readers = new Map<string, readonly (keyof typeof peers)[]>();

/** The peers that read a store as it was. */
function readersOf(
  name: string,
  { format, password, whole }: Pick<ChangedStore, 'format' | 'password' | 'whole'>,
) {
  const known = readers.get(name);
  if (known) return known;
  const good = join(folder, 'good');
  writeFileSync(good, whole);
  const asked = present.filter((peer) => format === 'pkcs12' || peer === 'keytool');
  const found = asked.filter((peer) => peers[peer](good, password));
  readers.set(name, found);
  return found;
}

describe.each([...changedStores])('%s', (name, { format, password, whole, changed, code }) => {
  it('is refused under the right password, which opens the store as it was', async () => {
    expect(await readKeyStore(whole, { store: password })).toMatchObject({ format, integrity: 'ok' });
    await expectCode(() => readKeyStore(changed, { store: password }), code);
    await expectCode(() => readKeyStore(changed, { store: password }, { keys: 'leave' }), code);
  });

  it('is not taken for changed under a wrong password', async () => {
    await expectCode(() => readKeyStore(changed, { store: 'not it' }), 'wrong-password');
    await expectCode(() => readKeyStore(whole, { store: 'not it' }), 'wrong-password');
    await expectCode(() => readKeyStore(changed, { store: 'not it', key: password }), 'wrong-password');
  });

  it('is read when that is asked for, and marked', async () => {
    const { integrity, entries } = await readKeyStore(
      changed,
      { store: password },
      { ignoreIntegrity: true },
    );
    expect(integrity).toBe('bad');
    expect(entries.length).toBeGreaterThan(0);
  });

  // Each takes its time to start: those of one store of each kind will do.
  it.runIf(present.length > 0 && forPeers.has(name.split(',')[0] ?? ''))('is refused by the peers', () => {
    const bad = join(folder, 'bad');
    writeFileSync(bad, changed);
    const reads = readersOf(name.split(',')[0] ?? '', { format, password, whole });
    expect(reads).not.toEqual([]);
    expect(reads.filter((peer) => peers[peer](bad, password))).toEqual([]);
  });
});

it.each(['badmac.p12', 'badmac.jks'])('%s is refused', async (name) => {
  const file = fixture(`stores/${name}`);
  await expectCode(() => readKeyStore(file, { store: 'changeit' }), 'integrity-failed');
  expect((await readKeyStore(file, { store: 'changeit' }, { ignoreIntegrity: true })).integrity).toBe('bad');
});

it.each(['A.1', 'A.2', 'A.3'] as const)('PBMAC1 of RFC 9579 %s with one bit changed', async (name) => {
  const file = new Uint8Array(Buffer.from(vectors[name].file, 'base64'));
  expect((await readKeyStore(file, { store: vectors.password })).integrity).toBe('ok');
  const friendlyName = Buffer.from(file).indexOf(Buffer.from('2a864886f70d010914', 'hex'));
  const localKeyId = Buffer.from(file).indexOf(Buffer.from('2a864886f70d010915', 'hex'));
  const at = Math.max(friendlyName, localKeyId) + 9 + 5;
  const changed = file.map((byte, i) => (i === at ? byte ^ 1 : byte));
  await expectCode(() => readKeyStore(changed, { store: vectors.password }), 'integrity-failed');
  await expectCode(() => readKeyStore(changed, { store: 'x' }), 'wrong-password');
});

describe('where password and file cannot be told apart', () => {
  it('a JKS of certificates alone says so in a hint', async () => {
    const certificate = fixture('expected/wso2carbon.jks.wso2carbon.cer');
    const store = await writeJks([{ alias: 'a', kind: 'certificate', chain: [certificate] }], {
      password: 'changeit',
    });
    expect((await readKeyStore(store, { store: 'changeit' })).integrity).toBe('ok');
    const changed = store.map((byte, i) => (i === store.length - 50 ? byte ^ 1 : byte));
    const { hint } = await expectCode(() => readKeyStore(changed, { store: 'changeit' }), 'wrong-password');
    expect(hint).toContain('cannot be told apart');
    const ignored = await readKeyStore(changed, { store: 'changeit' }, { ignoreIntegrity: true });
    expect(ignored).toMatchObject({ integrity: 'bad', entries: [{ alias: 'a' }] });
  });

  it('a JKS whose only key has a password of its own', async () => {
    const store = fixture('keystores/several.jks');
    const changed = store.map((byte, i) => (i === store.length - 1 ? byte ^ 1 : byte));
    // Its first key is under the store's password, its second under its own: the first speaks for it.
    await expectCode(() => readKeyStore(changed, { store: 'keypass-2' }), 'integrity-failed');
  });
});

describe('in the window', () => {
  const [[, sample] = []] = [...changedStores];
  it('a changed store is opened only with the explicit word, and stays marked', async () => {
    if (!sample) throw new Error('there is no sample');
    const stores = createOpenStores();
    const passwords = { store: sample.password };
    await expectCode(() => stores.open('x', sample.changed, passwords), 'integrity-failed');
    const { handle, store } = await stores.open('x', sample.changed, passwords, { ignoreIntegrity: true });
    expect(store.listing.integrity).toBe('bad');
    const [first] = store.contents.entries;
    // Reading it once more, with a key's password, needs no second word.
    expect(await stores.entry(handle, first?.alias ?? '', sample.password)).toMatchObject({
      alias: first?.alias,
    });
    await expectCode(() => stores.unlock(handle, sample.password), 'integrity-failed');
    const again = await stores.unlock(handle, sample.password, { ignoreIntegrity: true });
    expect(again.listing.integrity).toBe('bad');
  });
});
