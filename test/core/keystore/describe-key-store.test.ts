import { describe, expect, it } from 'vitest';
import { derBits, derOid, derSequence } from '../../../core/asn1/der.ts';
import { describeKeyStore } from '../../../core/keystore/describe-key-store.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { expectCode, fixture, textFixture } from '../fixture.ts';

describe('the listing of a key store', () => {
  it('holds public facts alone', async () => {
    const store = await readKeyStore(fixture('keystores/several.jks'), { store: 'changeit' });
    const listing = await describeKeyStore(store);
    expect(listing).toMatchObject({ format: 'jks', integrity: 'ok' });
    const byAlias = Object.fromEntries(listing.entries.map((entry) => [entry.alias, entry]));
    expect(byAlias.first).toMatchObject({ kind: 'key', key: { type: 'RSA', bits: 2048, readable: true } });
    expect(byAlias.second).toMatchObject({
      kind: 'key',
      key: { type: 'EC', curve: 'P-256', readable: false },
    });
    expect(byAlias.second?.chain[0]?.subject).toBe('CN=Zweite,O=Söhne');
    expect(byAlias['wurzel-ü']).toMatchObject({
      kind: 'certificate',
      chain: [{ subject: 'CN=Example Root,O=Example,C=US' }],
    });
    expect(byAlias.first?.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const key = Buffer.from(store.entries.find(({ alias }) => alias === 'first')?.privateKey ?? []);
    const shown = JSON.stringify(listing);
    expect(shown).not.toContain(key.subarray(60, 120).toString('base64').slice(2, -4));
    expect(structuredClone(listing)).toEqual(listing);
  });

  it('shows a locked key as such, whether or not its certificate tells what it is', async () => {
    const list = async (path: string) =>
      (await describeKeyStore(await readKeyStore(fixture(path), {}))).entries;
    expect(await list('keystores/wso2carbon.jks')).toMatchObject([
      { alias: 'wso2carbon', key: { bits: 2048, readable: false } },
    ]);
    expect(await list('pem/rsa-2048.scrypt.pem')).toEqual([{ alias: '1', kind: 'key', chain: [] }]);
  });

  it('gives a secret its length and no thumbprint', async () => {
    const listing = await describeKeyStore(await readKeyStore(fixture('jwk/oct.json'), {}));
    expect(listing.entries[0]?.key).toEqual({ type: 'oct', bits: 256, kid: 'hmac', readable: true });
  });
});

describe('a public key of the wrong length', () => {
  const spki = (length: number) =>
    derSequence(derSequence(derOid('1.3.101.112')), derBits(new Uint8Array(length).fill(9)));

  it('is a damaged file, and no surprise where its thumbprint is computed', async () => {
    const [entry] = (await describeKeyStore(await readKeyStore(spki(32), {}))).entries;
    expect(entry?.key).toMatchObject({ type: 'OKP', curve: 'Ed25519' });
    for (const length of [0, 31, 33]) await expectCode(() => readKeyStore(spki(length), {}), 'damaged-file');
  });

  it('is one in a locked OpenSSH key too', async () => {
    const whole = textFixture('matrix/openssh-ed25519-encrypted');
    const read = (text: string) => readKeyStore(new TextEncoder().encode(text), {});
    expect((await describeKeyStore(await read(whole))).entries[0]?.key?.curve).toBe('Ed25519');
    const bytes = Buffer.from(whole.replace(/-----.*-----/g, ''), 'base64');
    // The public key is its type and 32 bytes: here the bytes are none, and what was theirs comes after.
    bytes[bytes.indexOf('ssh-ed25519') + 'ssh-ed25519'.length + 3] = 0;
    const changed = `-----BEGIN OPENSSH PRIVATE KEY-----\n${bytes.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----`;
    await expectCode(() => read(changed), 'damaged-file');
  });
});

describe('what no password opens', () => {
  it('is told once, with what to do about it', async () => {
    const store = await readKeyStore(fixture('matrix/openssh-ed25519-chacha'), { store: 'changeit' });
    const [entry] = store.entries;
    const [reason, ...others] =
      (await describeKeyStore({ ...store, entries: store.entries.concat(entry ?? []) })).closed ?? [];
    expect(others).toEqual([]);
    expect(reason).toContain(entry?.unreadable?.message);
    expect(reason).toContain(entry?.unreadable?.hint);
  });

  it('is not what a password opens', async () => {
    const locked = await readKeyStore(fixture('matrix/openssh-ed25519-encrypted'), {});
    expect(locked.entries[0]?.unreadable?.code).toBe('password-needed');
    expect((await describeKeyStore(locked)).closed).toBeUndefined();
  });
});
