import { describe, expect, it } from 'vitest';
import { describeKeyStore } from '../../../core/keystore/describe-key-store.ts';
import { readKeyStore } from '../../../core/keystore/read-key-store.ts';
import { fixture } from '../fixture.ts';

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
