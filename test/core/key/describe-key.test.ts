import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { derBits, derInteger, derNull, derOid, derSequence } from '../../../core/asn1/der.ts';
import { matchesKey } from '../../../core/certificate/matches-key.ts';
import { publicKeyOf } from '../../../core/certificate/public-key.ts';
import { describeKey, describePrivateKey } from '../../../core/key/describe-key.ts';
import { certificateFixture, expectCode, privateKeyFixture } from '../fixture.ts';

describe('a key', () => {
  it('has the thumbprint of RFC 7638 section 3.1', async () => {
    const n = Buffer.from(
      '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
      'base64url',
    );
    const key = derSequence(derInteger(n), derInteger(Uint8Array.of(1, 0, 1)));
    const spki = derSequence(derSequence(derOid('1.2.840.113549.1.1.1'), derNull()), derBits(key));
    expect(await describeKey(spki)).toEqual({
      type: 'RSA',
      bits: 2048,
      thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    });
  });

  it.each(['rsa-2048', 'rsa-pss', 'ec-p-256', 'ec-secp256k1', 'ec-brainpool', 'ed25519', 'ed448', 'dsa'])(
    '%s is described alike by its private and its public half',
    async (name) => {
      const privateKey = await privateKeyFixture(name);
      const spki = await publicKeyOf({ chain: [], privateKey });
      expect(spki).toBeDefined();
      expect(await describePrivateKey(privateKey)).toEqual(await describeKey(spki ?? new Uint8Array()));
      // node:crypto takes it for the same key.
      expect(createPublicKey({ key: Buffer.from(spki ?? []), format: 'der', type: 'spki' }).type).toBe(
        'public',
      );
    },
  );

  it('of a type that has no name here is not refused', async () => {
    const slhDsa = derSequence(derSequence(derOid('2.16.840.1.101.3.4.3.20')), derBits(new Uint8Array(32)));
    expect(await describeKey(slhDsa)).toEqual({ type: 'OKP', curve: '2.16.840.1.101.3.4.3.20' });
    await expectCode(() => describeKey(Uint8Array.of(0x30, 0)), 'damaged-file');
  });
});

describe('whether a certificate belongs to a key', () => {
  it.each(['rsa-1024', 'rsa-pss', 'ec-p-384', 'ec-secp256k1', 'ec-brainpool', 'ed25519', 'ed448', 'dsa'])(
    '%s does, and not to another',
    async (name) => {
      const certificate = await certificateFixture(name);
      expect(await matchesKey(certificate, await privateKeyFixture(name))).toBe(true);
      expect(await matchesKey(certificate, await privateKeyFixture('ec-p-256'))).toBe(false);
    },
  );
});
