import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readKeyStore } from '../../../../core/keystore/read/read-key-store.ts';
import { expectCode, fixture } from '../../fixture.ts';

const store = fixture('keystores/wso2carbon.jks');
const several = fixture('keystores/several.jks');

describe('a JKS store', () => {
  it('lists and gives its certificates without a password', async () => {
    const { format, integrity, entries } = await readKeyStore(store, {});
    expect({ format, integrity }).toEqual({ format: 'jks', integrity: 'unchecked' });
    expect(entries.map(({ alias, kind }) => ({ alias, kind }))).toEqual([
      { alias: 'wso2carbon', kind: 'key' },
    ]);
    expect(entries[0]?.chain).toEqual([fixture('expected/wso2carbon.jks.wso2carbon.cer')]);
    expect(entries[0]?.unreadable?.code).toBe('password-needed');
    expect(entries[0]?.created?.getTime()).toBeGreaterThan(Date.UTC(2020, 0));
  });

  it('gives its key to the right password', async () => {
    const { integrity, entries } = await readKeyStore(store, { store: 'wso2carbon' });
    expect(integrity).toBe('ok');
    const key = createPrivateKey({
      key: Buffer.from(entries[0]?.privateKey ?? []),
      format: 'der',
      type: 'pkcs8',
    });
    expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  it('refuses a wrong password', async () => {
    await readKeyStore(store, { store: 'wso2carbon' });
    await expectCode(() => readKeyStore(store, { store: 'wso2Carbon' }), 'wrong-password');
    await expectCode(() => readKeyStore(store, { store: '' }), 'wrong-password');
  });

  it('holds keys with passwords of their own beside trusted certificates', async () => {
    const find = async (passwords: { store?: string; key?: string }) =>
      Object.fromEntries(
        (await readKeyStore(several, passwords)).entries.map((entry) => [entry.alias, entry]),
      );
    const withStore = await find({ store: 'changeit' });
    expect(Object.keys(withStore).sort()).toEqual(['first', 'second', 'wurzel-ü']);
    expect(withStore['wurzel-ü']?.kind).toBe('certificate');
    expect(withStore.first?.privateKey).toBeDefined();
    expect(withStore.second?.unreadable?.code).toBe('password-needed');
    const withBoth = await find({ store: 'changeit', key: 'keypass-2' });
    expect(withBoth.first?.privateKey).toBeDefined();
    expect(withBoth.second?.privateKey).toBeDefined();
    const wrong = await find({ store: 'changeit', key: 'wrong' });
    expect(wrong.second?.unreadable?.code).toBe('wrong-password');
    const keyAlone = await find({ key: 'keypass-2' });
    expect(keyAlone.second?.privateKey).toBeDefined();
  });

  it('is damaged when it ends early, wherever that is', async () => {
    await readKeyStore(store, {});
    for (let length = 4; length < store.length; length++) {
      await expectCode(() => readKeyStore(store.subarray(0, length), {}), 'damaged-file');
    }
  });

  it('may go on after its end, as Java lets it', async () => {
    const whole = await readKeyStore(store, { store: 'wso2carbon' });
    for (const [more, words] of [
      [1, '1 byte after its end was passed over'],
      [40, '40 bytes after its end were passed over'],
    ] as const) {
      const longer = Uint8Array.from([...store, ...new Uint8Array(more)]);
      expect(await readKeyStore(longer, { store: 'wso2carbon' })).toEqual({ ...whole, repairs: [words] });
    }
  });

  it('does not believe the number of entries it claims', async () => {
    const claims = Uint8Array.from(store);
    claims.set([0x7f, 0xff, 0xff, 0xff], 8);
    await expectCode(() => readKeyStore(claims, {}), 'damaged-file');
  });
});

describe('a JCEKS store', () => {
  const jceks = fixture('keystores/wso2carbon.jceks');

  it('gives the same key and certificate as the JKS store that it was made from', async () => {
    const [fromJks] = (await readKeyStore(store, { store: 'wso2carbon' })).entries;
    const { format, integrity, entries } = await readKeyStore(jceks, { store: 'wso2carbon' });
    expect({ format, integrity }).toEqual({ format: 'jceks', integrity: 'ok' });
    expect(entries[0]?.privateKey).toEqual(fromJks?.privateKey);
    expect(entries[0]?.chain).toEqual(fromJks?.chain);
    await expectCode(() => readKeyStore(jceks, { store: 'wrong' }), 'wrong-password');
  });

  it('has its keys left closed where only a certificate is wanted', async () => {
    for (const name of ['jks', 'jceks', 'p12']) {
      const bytes = fixture(`keystores/wso2carbon.${name}`);
      const [open] = (await readKeyStore(bytes, { store: 'wso2carbon' })).entries;
      const { integrity, entries } = await readKeyStore(bytes, { store: 'wso2carbon' }, { keys: 'leave' });
      expect(integrity).toBe('ok');
      expect(entries[0]?.chain).toEqual(open?.chain);
      expect([open?.privateKey === undefined, entries[0]?.privateKey === undefined]).toEqual([false, true]);
    }
  });

  it('gives its secret keys, and the entries after them', async () => {
    const secret = fixture('keystores/secret.jceks');
    const { integrity, entries } = await readKeyStore(secret, { store: 'changeit' });
    expect(integrity).toBe('ok');
    expect(entries).toMatchObject([{ alias: 'hmac', kind: 'secret', chain: [] }]);
    expect(entries[0]?.secret).toHaveLength(32);
    expect((await readKeyStore(secret, {})).entries[0]?.unreadable?.code).toBe('password-needed');
    const { entries: several } = await readKeyStore(fixture('matrix/keytool-secrets.jceks'), {});
    expect(several.map(({ alias, kind }) => [alias, kind]).toSorted()).toEqual([
      ['aes', 'secret'],
      ['after', 'key'],
      ['des', 'secret'],
      ['hmac', 'secret'],
    ]);
  });

  it('says which entry is damaged, and where that begins', async () => {
    const several = fixture('matrix/keytool-secrets.jceks');
    await readKeyStore(several, {});
    const error = await expectCode(
      () => readKeyStore(several.subarray(0, several.length - 60), {}),
      'damaged-file',
    );
    expect(error.details).toMatchObject({ entry: 4, of: 4 });
    expect(error.message).toContain('in entry 4 of 4');
  });
});
