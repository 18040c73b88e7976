import { CompactEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { readKeyStore } from '../../../../core/keystore/read/read-key-store.ts';
import { expectCode, fixture, privateKeyFixture } from '../../fixture.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function encrypt(
  plain: Uint8Array,
  rounds = 2048,
  alg = 'PBES2-HS256+A128KW',
  enc = 'A256GCM',
): Promise<string> {
  return await new CompactEncrypt(plain)
    .setProtectedHeader({ alg, enc, cty: 'jwk+json' })
    .setKeyManagementParameters({ p2c: rounds })
    .encrypt(bytesOf('changeit'));
}

describe('an encrypted JWK (RFC 7517 section 7)', () => {
  it.each(['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW'])(
    '%s opens with its password',
    async (alg) => {
      const file = bytesOf(`${await encrypt(fixture('jwk/rsa-2048.json'), 2048, alg)}\n`);
      const { format, entries } = await readKeyStore(file, { store: 'changeit' });
      expect(format).toBe('jwk');
      expect(entries[0]?.privateKey).toEqual(await privateKeyFixture('rsa-2048'));
      await expectCode(() => readKeyStore(file, { store: 'wrong' }), 'wrong-password');
      await expectCode(() => readKeyStore(file, {}), 'password-needed');
    },
  );

  it.each(['A128CBC-HS256', 'A192CBC-HS384', 'A256CBC-HS512', 'A128GCM', 'A192GCM', 'A256GCM'])(
    '%s, as jose writes it, is read, and damaged where its tag does not fit',
    async (enc) => {
      const whole = await encrypt(fixture('jwk/oct.json'), 1000, 'PBES2-HS256+A128KW', enc);
      const { entries } = await readKeyStore(bytesOf(whole), { store: 'changeit' });
      expect(entries[0]?.secret).toHaveLength(32);
      const [header, key, iv, text, tag = ''] = whole.split('.');
      const other = Buffer.from(tag, 'base64url').map((byte, i) => (i === 0 ? byte ^ 1 : byte));
      const changed = [header, key, iv, text, Buffer.from(other).toString('base64url')].join('.');
      await expectCode(() => readKeyStore(bytesOf(changed), { store: 'changeit' }), 'damaged-file');
    },
  );

  it('may hold a set', async () => {
    const file = bytesOf(await encrypt(fixture('jwk/set.json')));
    const { format, entries } = await readKeyStore(file, { store: 'changeit' });
    expect({ format, count: entries.length }).toEqual({ format: 'jwks', count: 3 });
  });

  it('gets as many rounds as the limit allows, and is damaged where it says nothing sensible', async () => {
    const whole = await encrypt(fixture('jwk/oct.json'), 20_000);
    expect((await readKeyStore(bytesOf(whole), { store: 'changeit' })).entries[0]?.secret).toBeDefined();
    const withHeader = (change: object) => {
      const [header = '', ...rest] = whole.split('.');
      const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), ...change };
      return bytesOf([Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.'));
    };
    const codes = [
      [{ p2c: 10_000_001 }, 'work-factor-too-high'],
      [{ p2c: 0 }, 'damaged-file'],
      [{ p2c: 'many' }, 'damaged-file'],
      [{ alg: 'RSA-OAEP' }, 'algorithm-unsupported'],
    ] as const;
    for (const [change, code] of codes)
      await expectCode(() => readKeyStore(withHeader(change), { store: 'changeit' }), code);
  });
});
