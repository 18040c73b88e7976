import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSign } from '../../../../core/certificate/self-sign.ts';
import { writePkcs7 } from '../../../../core/certificate/write-pkcs7.ts';
import { generateKey } from '../../../../core/key/generate-key.ts';
import type { StoreEntry } from '../../../../core/key/key-store.ts';
import { readKeyStore } from '../../../../core/keystore/read/read-key-store.ts';
import { writeJks } from '../../../../core/keystore/write/write-jks.ts';
import { writeJwks } from '../../../../core/keystore/write/write-jwk.ts';
import { certificatesPem, privateKeyPem, writePem } from '../../../../core/keystore/write/write-pem.ts';
import { writePkcs12 } from '../../../../core/keystore/write/write-pkcs12.ts';
import { hasTool } from '../../../support/tools.ts';
import { fixtures } from '../../fixture.ts';

// What is written here, the readers here and the tools of others read: the same keys, chains and names come out.

const password = 'correct horse é';
const ascii = 'changeit';
const folder = mkdtempSync(join(tmpdir(), 'signet-write-'));
afterAll(() => rmSync(folder, { recursive: true }));

let entries: readonly StoreEntry[] = [];
let chained: StoreEntry;

beforeAll(async () => {
  const several = new Uint8Array(readFileSync(join(fixtures, 'keystores', 'several.jks')));
  const store = await readKeyStore(several, { store: ascii, key: ascii });
  const keys: StoreEntry[] = [];
  for (const [alias, type] of [
    ['rsa', 'rsa'],
    ['ec', 'ec'],
    ['ed', 'ed25519'],
  ] as const) {
    const key = await generateKey({ type });
    if (!('privateKey' in key)) throw new Error('no key pair');
    const certificate = await selfSign({ privateKey: key.privateKey, subject: `CN=${alias}`, days: 30 });
    const created = new Date(1_700_000_000_000 + keys.length);
    keys.push({ alias, kind: 'key', created, chain: [certificate], privateKey: key.privateKey });
  }
  const [first] = keys;
  if (first === undefined) throw new Error('no key');
  chained = { ...first, alias: 'chained' };
  const trusted: StoreEntry = { alias: 'trusted', kind: 'certificate', chain: keys[1]?.chain ?? [] };
  entries = [...keys, trusted, ...store.entries.filter(({ kind }) => kind === 'certificate')];
});

const essence = (list: readonly StoreEntry[]) =>
  list
    .map(({ alias, kind, chain, privateKey }) => ({
      alias,
      kind,
      chain,
      privateKey: privateKey && Buffer.from(privateKey).toString('hex'),
    }))
    .toSorted((one, other) => one.alias.localeCompare(other.alias));

describe('what is written is read again', () => {
  it.each([
    ['PKCS#12', 'pkcs12', false],
    ['PKCS#12 for old programs', 'pkcs12', true],
    ['JKS', 'jks', false],
  ] as const)('%s: keys, chains, names, integrity', async (_name, format, legacy) => {
    const bytes =
      format === 'jks'
        ? await writeJks(entries, { password })
        : await writePkcs12(entries, { password, legacy });
    const read = await readKeyStore(bytes, { store: password });
    expect(read).toMatchObject({ format, integrity: 'ok' });
    expect(essence(read.entries)).toEqual(essence(entries));
    await expect(readKeyStore(bytes, { store: 'wrong' })).rejects.toMatchObject({ code: 'wrong-password' });
  });

  it('JKS keeps the dates of its entries and takes another password for keys', async () => {
    const bytes = await writeJks(entries.slice(0, 1), { password, keyPassword: 'another' });
    const closed = await readKeyStore(bytes, { store: password });
    expect(closed.entries[0]).toMatchObject({
      created: new Date(1_700_000_000_000),
      unreadable: { code: 'password-needed' },
    });
    const open = await readKeyStore(bytes, { store: password, key: 'another' });
    expect(open.entries[0]?.privateKey).toEqual(entries[0]?.privateKey);
  });

  it('JKS: aliases in any script, in lower case, none twice', async () => {
    const named = (alias: string): StoreEntry => ({ ...chained, alias });
    const bytes = await writeJks([named('ÄRGER \u{1f511}\0')], { password });
    const { entries: read } = await readKeyStore(bytes, { store: password });
    expect(read.map(({ alias }) => alias)).toEqual(['ärger \u{1f511}\0']);
    await expect(writeJks([named('a'), named('A')], { password })).rejects.toMatchObject({
      code: 'name-taken',
    });
  });

  it('PKCS#12 keeps a shared secret; JKS has no form for one', async () => {
    const secret: StoreEntry = { alias: 's', kind: 'secret', chain: [], secret: Uint8Array.of(1, 2, 3) };
    const read = await readKeyStore(await writePkcs12([secret], { password }), { store: password });
    expect(read.entries).toMatchObject([{ alias: 's', kind: 'secret', secret: Uint8Array.of(1, 2, 3) }]);
    await expect(writeJks([secret], { password })).rejects.toMatchObject({ code: 'algorithm-unsupported' });
  });

  it('an empty store is a store', async () => {
    for (const bytes of [await writeJks([], { password }), await writePkcs12([], { password })])
      expect(await readKeyStore(bytes, { store: password })).toMatchObject({ integrity: 'ok', entries: [] });
  });

  it('PEM, plain and encrypted', async () => {
    for (const given of [undefined, password]) {
      const bytes = await writePem(entries, given);
      const text = Buffer.from(bytes).toString();
      expect(text.includes('BEGIN PRIVATE KEY')).toBe(given === undefined);
      const read = await readKeyStore(bytes, given === undefined ? {} : { store: given });
      const keys = read.entries.filter(({ kind }) => kind === 'key');
      expect(keys.map(({ privateKey }) => privateKey)).toEqual(
        entries.flatMap(({ privateKey }) => privateKey ?? []),
      );
    }
  });

  it('JWKS: the public halves, and the private ones when they are asked for', async () => {
    const keys = entries.filter(({ kind }) => kind === 'key');
    const open = await writeJwks(keys, { privateKeys: false });
    expect(Buffer.from(open).toString()).not.toMatch(/"(d|p|q|k)":/);
    const read = await readKeyStore(await writeJwks(keys, { privateKeys: true }), {});
    expect(read.entries.map(({ chain }) => chain)).toEqual(keys.map(({ chain }) => chain));
    const again = await readKeyStore(await writePem(read.entries, undefined), {});
    expect(again.entries.map(({ kind }) => kind)).toEqual(['key', 'key', 'key']);
    const rsa = keys.find(({ alias }) => alias === 'rsa');
    expect(read.entries[0]?.privateKey).toEqual(rsa?.privateKey);
  });

  it('PKCS#7', async () => {
    const chain = entries.flatMap((entry) => entry.chain.slice(0, 1));
    const read = await readKeyStore(writePkcs7(chain), {});
    expect(read.format).toBe('pkcs7');
    expect(new Set(read.entries.map((entry) => hex(entry.chain[0])))).toEqual(new Set(chain.map(hex)));
  });

  it('a key that is closed is not left out in silence', async () => {
    const closed: StoreEntry = { alias: 'closed', kind: 'key', chain: [] };
    for (const write of [
      writePkcs12([closed], { password }),
      writeJks([closed], { password }),
      writePem([closed], password),
    ])
      await expect(write).rejects.toMatchObject({ code: 'password-needed' });
  });
});

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex');
}

const run = (tool: string, ...args: string[]) =>
  execFileSync(tool, args, { cwd: folder, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });

describe.skipIf(!hasTool('keytool'))('keytool reads it', () => {
  it.each([
    ['PKCS#12', 'p12', false],
    ['PKCS#12 for old programs', 'legacy.p12', true],
    ['JKS', 'jks', false],
  ] as const)('%s', async (_name, file, legacy) => {
    const bytes =
      file === 'jks'
        ? await writeJks(entries, { password: ascii })
        : await writePkcs12(entries, { password: ascii, legacy });
    writeFileSync(join(folder, file), bytes);
    const listing = run('keytool', '-list', '-keystore', file, '-storepass', ascii);
    expect(listing).toContain(`contains ${entries.length} entries`);
    expect(listing).toMatch(/rsa, Nov 14, 2023, PrivateKeyEntry/);
    expect(listing).toMatch(/trusted, .*trustedCertEntry/);
    // Every key is opened and written again.
    const copy = ['-destkeystore', `copy-of-${file}`, '-deststoretype', 'pkcs12', '-deststorepass', ascii];
    run('keytool', '-importkeystore', '-srckeystore', file, '-srcstorepass', ascii, ...copy);
    const read = await readKeyStore(new Uint8Array(readFileSync(join(folder, `copy-of-${file}`))), {
      store: ascii,
    });
    expect(essence(read.entries)).toEqual(essence(entries));
  });
});

describe.skipIf(!hasTool('openssl'))('openssl reads it', () => {
  it.each([
    ['PKCS#12', false],
    ['PKCS#12 for old programs', true],
  ] as const)('%s', async (_name, legacy) => {
    writeFileSync(join(folder, 'o.p12'), await writePkcs12(entries, { password: ascii, legacy }));
    const info = run('openssl', 'pkcs12', '-in', 'o.p12', '-nodes', '-passin', `pass:${ascii}`);
    const read = await readKeyStore(Buffer.from(info), {});
    expect(read.entries.filter(({ kind }) => kind === 'key')).toHaveLength(3);
    expect(info.match(/BEGIN CERTIFICATE/g)).toHaveLength(entries.length);
  });

  it('an encrypted key, a chain in PEM, PKCS#7', async () => {
    const [{ privateKey = new Uint8Array() } = {}] = entries;
    writeFileSync(join(folder, 'key.pem'), await privateKeyPem(privateKey, ascii));
    const plain = run('openssl', 'pkcs8', '-in', 'key.pem', '-passin', `pass:${ascii}`);
    expect(plain).toBe(await privateKeyPem(privateKey, undefined));
    const chain = entries.flatMap((entry) => entry.chain.slice(0, 1));
    writeFileSync(join(folder, 'all.pem'), certificatesPem(chain));
    run('openssl', 'crl2pkcs7', '-nocrl', '-certfile', 'all.pem', '-outform', 'DER', '-out', 'theirs.p7b');
    expect(hex(writePkcs7(chain))).toBe(hex(readFileSync(join(folder, 'theirs.p7b'))));
  });
});
