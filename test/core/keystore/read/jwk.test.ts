import { describe, expect, it } from 'vitest';
import { describeKeyStore } from '../../../../core/keystore/describe-key-store.ts';
import { readKeyStore } from '../../../../core/keystore/read/read-key-store.ts';
import { certificateFixture, expectCode, fixture, privateKeyFixture, textFixture } from '../../fixture.ts';

const read = (value: object) => readKeyStore(new TextEncoder().encode(JSON.stringify(value)), {});
const rsa = JSON.parse(textFixture('jwk/rsa-2048.json'));

describe('a JWK', () => {
  it.each(['rsa-2048', 'ec-p-256', 'ec-p-384', 'ec-p-521', 'ec-secp256k1', 'ed25519', 'ed448'])(
    '%s is the key that PEM holds',
    async (name) => {
      const { format, entries } = await readKeyStore(fixture(`jwk/${name}.json`), {});
      expect(format).toBe('jwk');
      expect(entries).toMatchObject([{ alias: '1', kind: 'key', chain: [] }]);
      expect(entries[0]?.privateKey).toEqual(await privateKeyFixture(name));
    },
  );

  it('keeps what it says of its own use', async () => {
    expect((await read(rsa)).entries[0]?.jwk).toEqual({ kid: 'rsa-1', use: 'sig', alg: 'RS256' });
    const publicKey = (await readKeyStore(fixture('jwk/rsa-2048.public.json'), {})).entries[0];
    expect(publicKey).toMatchObject({ kind: 'public-key', jwk: { kid: 'rsa-1', key_ops: ['verify'] } });
    expect(publicKey?.publicKey).toEqual(
      (await readKeyStore(fixture('pem/rsa-2048.public.pem'), {})).entries[0]?.publicKey,
    );
  });

  it('can be a shared secret', async () => {
    const { entries } = await readKeyStore(fixture('jwk/oct.json'), {});
    expect(Buffer.from(entries[0]?.secret ?? []).toString()).toBe('a shared secret of thirty-two b.');
  });

  it('is damaged without its members, or with others than base64url', async () => {
    await read(rsa);
    await expectCode(() => read({ ...rsa, n: undefined }), 'damaged-file');
    await expectCode(() => read({ ...rsa, e: 'A*B=' }), 'damaged-file');
    await expectCode(() => read({ ...rsa, d: 1 }), 'damaged-file');
    await expectCode(() => read({ kty: 'EC', crv: 'P-256', x: 'AA'.repeat(40), y: 'AA' }), 'damaged-file');
    await expectCode(() => read({ kty: 'OKP', crv: 'Ed25519', x: 'AA' }), 'damaged-file');
  });

  it('names a type or a curve that it does not have', async () => {
    expect((await expectCode(() => read({ kty: 'AKP' }), 'algorithm-unsupported')).message).toContain('AKP');
    await expectCode(() => read({ kty: 'EC', crv: 'P-192', x: 'AA', y: 'AA' }), 'algorithm-unsupported');
    await expectCode(() => read({ kty: 'constructor' }), 'algorithm-unsupported');
  });

  it('without its prime factors shows its public half and says why it cannot be used', async () => {
    const { n, e, d } = rsa;
    const store = await read({ kty: 'RSA', n, e, d });
    expect(store.entries[0]?.unreadable?.code).toBe('algorithm-unsupported');
    expect((await describeKeyStore(store)).entries[0]?.key).toMatchObject({
      type: 'RSA',
      bits: 2048,
      readable: false,
    });
  });
});

describe('a JWK set', () => {
  it('gives its keys, and passes over types from the future', async () => {
    const { format, entries } = await readKeyStore(fixture('jwk/set.json'), {});
    expect(format).toBe('jwks');
    expect(entries.map(({ alias, kind, jwk }) => [alias, kind, jwk?.kid])).toEqual([
      ['1', 'public-key', 'rsa-1'],
      ['2', 'public-key', 'ec-1'],
      ['3', 'public-key', undefined],
    ]);
    expect(entries[0]?.chain[0]).toEqual(await certificateFixture('leaf'));
  });

  it('may be empty, but not something else', async () => {
    expect((await read({ keys: [] })).entries).toEqual([]);
    await expectCode(() => read({ keys: {} }), 'damaged-file');
    await expectCode(() => read({ keys: [1] }), 'damaged-file');
    await expectCode(() => read({ keys: [{ kty: 'AKP' }] }), 'algorithm-unsupported');
  });
});

describe('a service account file', () => {
  it.each([
    ['google-service-account', 'google-kid'],
    ['box-app-settings', 'box-kid'],
  ])('%s gives its key and its key id', async (name, kid) => {
    const { entries } = await readKeyStore(fixture(`jwk/${name}.json`), {});
    expect(entries).toMatchObject([{ alias: '1', kind: 'key', jwk: { kid } }]);
    expect(entries[0]?.privateKey).toEqual(await privateKeyFixture('rsa-2048'));
  });

  it('is damaged without a key', async () => {
    await expectCode(() => read({ type: 'service_account', private_key: 'x' }), 'damaged-file');
    await expectCode(() => read({ boxAppSettings: null }), 'damaged-file');
  });
});
