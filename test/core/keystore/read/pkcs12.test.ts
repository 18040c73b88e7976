import { createHmac, pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type Asn1,
  childrenOf,
  explicitValue,
  membersOf,
  octetsOf,
  readAsn1,
  tags,
} from '../../../../core/asn1/asn1.ts';
import { der, derContext, derInteger, derOctets, derOid, derSequence } from '../../../../core/asn1/der.ts';
import { describeKeyStore } from '../../../../core/keystore/describe-key-store.ts';
import { readKeyStore } from '../../../../core/keystore/read/read-key-store.ts';
import { certificateFixture, expectCode, fixture, privateKeyFixture } from '../../fixture.ts';

const openssl = fixture('keystores/openssl.p12');

describe('a PKCS#12 file', () => {
  it.each([
    ['openssl', 'changeit', 'ok'],
    ['openssl-3des', 'changeit', 'ok'],
    ['openssl-sha512-mac', 'changeit', 'ok'],
    ['openssl-plain-certificates', 'changeit', 'ok'],
    ['openssl-no-mac', 'changeit', 'unchecked'],
    ['openssl-unencrypted', undefined, 'unchecked'],
    ['openssl-empty-password', '', 'ok'],
    ['openssl-empty-password-3des', '', 'ok'],
    ['openssl-unicode-password', 'pässwörd ✓', 'ok'],
  ])('%s gives its key and its chain', async (name, password, expected) => {
    const { format, integrity, entries } = await readKeyStore(
      fixture(`keystores/${name}.p12`),
      password === undefined ? {} : { store: password },
    );
    expect({ format, integrity }).toEqual({ format: 'pkcs12', integrity: expected });
    expect(entries).toEqual([
      {
        alias: 'leaf',
        kind: 'key',
        chain: [
          await certificateFixture('leaf'),
          await certificateFixture('intermediate'),
          await certificateFixture('root'),
        ],
        privateKey: await privateKeyFixture('rsa-2048'),
      },
    ]);
  });

  it.each([
    'openssl',
    'openssl-3des',
    'openssl-no-mac',
    'openssl-sha512-mac',
    'openssl-empty-password',
    'wso2carbon',
    'keytool-3des',
  ])('%s refuses a wrong password', async (name) => {
    await expectCode(
      () => readKeyStore(fixture(`keystores/${name}.p12`), { store: 'wrong' }),
      'wrong-password',
    );
  });

  it.each(['wso2carbon', 'keytool-3des'])(
    '%s, which keytool wrote, gives what the JKS store gives',
    async (name) => {
      const [fromJks] = (await readKeyStore(fixture('keystores/wso2carbon.jks'), { store: 'wso2carbon' }))
        .entries;
      const { integrity, entries } = await readKeyStore(fixture(`keystores/${name}.p12`), {
        store: 'wso2carbon',
      });
      expect(integrity).toBe('ok');
      expect(entries).toHaveLength(1);
      expect(entries[0]).toMatchObject({ alias: 'wso2carbon', kind: 'key', chain: fromJks?.chain });
      expect(entries[0]?.privateKey).toEqual(fromJks?.privateKey);
    },
  );

  it('holds several keys, trusted certificates and secrets', async () => {
    const { entries } = await readKeyStore(fixture('keystores/several.p12'), { store: 'changeit' });
    expect(entries.map(({ alias, kind, chain }) => [alias, kind, chain.length])).toEqual([
      ['first', 'key', 1],
      ['third', 'key', 1],
      ['trusted', 'certificate', 1],
      ['hmac', 'secret', 0],
    ]);
    expect(entries[1]?.chain[0]).toEqual(fixture('expected/several.p12.third.cer'));
    expect(entries[3]?.secret).toHaveLength(32);
  });

  it('shows what is not encrypted without a password, and asks for it where that is nothing', async () => {
    const plain = await readKeyStore(fixture('keystores/openssl-plain-certificates.p12'), {});
    expect(plain.entries[0]?.chain).toHaveLength(3);
    expect(plain.entries[0]?.unreadable?.code).toBe('password-needed');
    expect((await readKeyStore(fixture('keystores/trust-without-password.p12'), {})).entries).toMatchObject([
      { alias: 'root', kind: 'certificate' },
    ]);
    const certificates = fixture('keystores/openssl-only-certificates.p12');
    expect((await readKeyStore(certificates, { store: 'changeit' })).entries).toHaveLength(3);
    await expectCode(() => readKeyStore(certificates, {}), 'password-needed');
  });

  it('numbers entries that have no name', async () => {
    const { entries } = await readKeyStore(fixture('keystores/openssl-no-names.p12'), { store: 'changeit' });
    expect(entries.map(({ alias }) => alias)).toEqual(['1']);
  });

  it('names an algorithm that it does not have, and does not blame the password', async () => {
    const file = fixture('keystores/openssl-legacy.p12');
    expect((await readKeyStore(file, { store: 'changeit' })).entries).toHaveLength(1);
    // RC2 with 40 bits becomes the number after it, which nobody has given a cipher.
    const [version, authSafe] = membersOf(readAsn1(file));
    const unknown = Buffer.from(derSequence(version?.bytes ?? file, authSafe?.bytes ?? file));
    unknown[unknown.indexOf(Buffer.from('2a864886f70d010c0106', 'hex')) + 9] = 9;
    const { entries, closed } = await readKeyStore(new Uint8Array(unknown), { store: 'changeit' });
    expect(entries).toMatchObject([{ kind: 'key', chain: [] }]);
    expect(closed).toMatchObject([{ code: 'algorithm-unsupported' }]);
    expect(closed?.[0]?.message).toContain('1.2.840.113549.1.12.1.9');
  });

  it('lists the rest where one safe stays closed, and says why', async () => {
    const file = fixture('keystores/openssl-no-mac.p12');
    const [version, authSafe] = membersOf(readAsn1(file));
    const [type, content] = membersOf(authSafe);
    const [certificates, keys] = membersOf(readAsn1(octetsOf(explicitValue(content, 0))));
    const other = membersOf(readAsn1(fixture('keystores/openssl-unicode-password.p12')));
    const [foreignSafe] = membersOf(readAsn1(octetsOf(explicitValue(membersOf(other[1])[1], 0))));
    const withSafes = (...safes: readonly (Asn1 | undefined)[]) => {
      const contents = derSequence(...safes.map((safe) => safe?.bytes ?? file));
      return derSequence(
        version?.bytes ?? file,
        derSequence(type?.bytes ?? file, derContext(0, derOctets(contents))),
      );
    };
    const whole = await readKeyStore(withSafes(certificates, keys), { store: 'changeit' });
    expect(whole.closed).toBeUndefined();
    const partly = await readKeyStore(withSafes(foreignSafe, certificates, keys), { store: 'changeit' });
    expect(partly.entries).toEqual(whole.entries);
    expect(partly.closed).toMatchObject([{ code: 'wrong-password' }]);
    expect((await describeKeyStore(partly)).closed).toEqual(['the password is not that of the key store']);
    await expectCode(() => readKeyStore(withSafes(foreignSafe), { store: 'changeit' }), 'wrong-password');
  });

  it('is damaged when it ends early, wherever that is', async () => {
    for (let length = 0; length < openssl.length; length++) {
      const expected = length === 0 ? 'empty-input' : length < 5 ? 'unknown-format' : 'damaged-file';
      await expectCode(() => readKeyStore(openssl.subarray(0, length), { store: 'changeit' }), expected);
    }
  });

  it('may be BER: lengths left open, strings in pieces', async () => {
    for (const name of ['openssl', 'openssl-3des', 'wso2carbon']) {
      const original = fixture(`keystores/${name}.p12`);
      const passwords = { store: name === 'wso2carbon' ? name : 'changeit' };
      const ber = toBer(readAsn1(original));
      expect(ber.length).toBeGreaterThan(original.length);
      expect(await readKeyStore(ber, passwords)).toEqual(await readKeyStore(original, passwords));
      for (let length = 8; length < ber.length; length += 7) {
        await expectCode(() => readKeyStore(ber.subarray(0, length), passwords), 'damaged-file');
      }
    }
  });

  // RFC 9579 section 4: any PRF beside any HMAC, and a key as long as the parameters say.
  it.each([
    ['sha256', 9, 'sha256', 9, 32],
    ['sha256', 9, 'sha512', 11, 64],
    ['sha512', 11, 'sha512', 11, 64],
    ['sha512', 11, 'sha256', 9, 32],
    ['sha1', 7, 'sha384', 10, 20],
    ['sha224', 8, 'sha512-256', 13, 48],
  ])(
    'may have a PBMAC1 of PRF %s (%i) and HMAC %s (%i) under %i bytes',
    async (prf, prfArc, hmac, hmacArc, length) => {
      const [version, authSafe] = membersOf(readAsn1(openssl));
      const contents = octetsOf(explicitValue(membersOf(authSafe)[1], 0));
      const salt = new Uint8Array(16).fill(7);
      const key = pbkdf2Sync('changeit', salt, 2048, length, prf);
      const mac = createHmac(hmac, key).update(contents).digest();
      const algorithm = (arc: number) => derSequence(derOid(`1.2.840.113549.2.${arc}`));
      const rounds = derInteger(Uint8Array.of(8, 0));
      const kdf = derSequence(
        derOid('1.2.840.113549.1.5.12'),
        derSequence(derOctets(salt), rounds, derInteger(length), algorithm(prfArc)),
      );
      const pbmac1 = derSequence(derOid('1.2.840.113549.1.5.14'), derSequence(kdf, algorithm(hmacArc)));
      const withMac = (bytes: Uint8Array) =>
        derSequence(
          version?.bytes ?? bytes,
          authSafe?.bytes ?? bytes,
          derSequence(derSequence(pbmac1, derOctets(bytes)), derOctets(new Uint8Array(8)), derInteger(1)),
        );
      expect((await readKeyStore(withMac(mac), { store: 'changeit' })).integrity).toBe('ok');
      await expectCode(() => readKeyStore(withMac(mac), { store: 'wrong' }), 'wrong-password');
      mac[0] = (mac[0] ?? 0) ^ 1;
      await expectCode(() => readKeyStore(withMac(mac), { store: 'changeit' }), 'integrity-failed');
    },
  );

  it('gives the octets of a secret of an unknown type', async () => {
    const octets = new TextEncoder().encode('a secret of my own');
    const bag = (type: string) =>
      derSequence(
        derOid('1.2.840.113549.1.12.10.1.5'),
        derContext(0, derSequence(derOid(type), derContext(0, derOctets(octets)))),
      );
    const data = derOid('1.2.840.113549.1.7.1');
    const safe = derSequence(data, derContext(0, derOctets(derSequence(bag('1.2.3.4')))));
    const file = derSequence(derInteger(3), derSequence(data, derContext(0, derOctets(derSequence(safe)))));
    const { entries } = await readKeyStore(file, {});
    expect(entries).toEqual([{ alias: '1', kind: 'secret', chain: [], secret: octets }]);
  });
});

/** The same value with open lengths, and its octet strings cut in two. */
function toBer(node: Asn1): Uint8Array {
  const open = (identifier: number, parts: readonly Uint8Array[]) =>
    Uint8Array.from([identifier, 0x80, ...parts.flatMap((part) => [...part]), 0, 0]);
  if (node.constructed) return open(node.tag | 0x20, childrenOf(node).map(toBer));
  const cut = Math.floor(node.content.length / 2);
  // A certificate's own octet strings stay as they are: its signature is over DER.
  if (node.tag !== tags.octetString || cut === 0) return node.bytes;
  return open(0x24, [
    derOctets(node.content.subarray(0, cut)),
    der(tags.octetString, node.content.subarray(cut)),
  ]);
}
