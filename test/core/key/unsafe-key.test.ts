import { generateKeyPairSync } from 'node:crypto';
import { ed448, x448 } from '@noble/curves/ed448.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { derBits, derInteger, derOid, derSequence } from '../../../core/asn1/der.ts';
import { describeKey } from '../../../core/key/describe-key.ts';
import { whyUnsafe, whyUnsafeSecret } from '../../../core/key/unsafe-key.ts';
import { spkiOf } from '../../support/make-certificate.ts';
import { bytesOf, rsaSpki, unsafeKeys } from '../../support/unsafe-keys.ts';

const okp = { Ed25519: '1.3.101.112', Ed448: '1.3.101.113', X25519: '1.3.101.110', X448: '1.3.101.111' };

function okpKey(curve: keyof typeof okp, bits: Uint8Array): Uint8Array {
  return derSequence(derSequence(derOid(okp[curve])), derBits(bits));
}

function littleEndian(value: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}

describe('keys as they are generated', () => {
  it.each([
    ['rsa', { modulusLength: 512 }],
    ['rsa', { modulusLength: 1024 }],
    ['rsa', { modulusLength: 2048, publicExponent: 3 }],
    ['rsa', { modulusLength: 3072 }],
    ['ec', { namedCurve: 'P-256' }],
    ['ec', { namedCurve: 'P-384' }],
    ['ec', { namedCurve: 'P-521' }],
    ['ec', { namedCurve: 'secp256k1' }],
    ['ec', { namedCurve: 'brainpoolP256r1' }],
    ['ed25519', {}],
    ['ed448', {}],
    ['x25519', {}],
    ['x448', {}],
    ['dsa', { modulusLength: 1024, divisorLength: 160 }],
  ] as const)('%s %j', async (type, options) => {
    for (let i = 0; i < (type === 'ec' || type.endsWith('19') ? 20 : 2); i++) {
      const { publicKey } = generateKeyPairSync(type as 'rsa', options as { modulusLength: number });
      expect(whyUnsafe(spkiOf(publicKey))).toBeUndefined();
      expect(await describeKey(spkiOf(publicKey))).not.toHaveProperty('unsafe');
    }
  });

  it('a compressed point', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const whole = spkiOf(publicKey);
    const point = whole.subarray(-97);
    const compressed = Uint8Array.of(2 + ((point.at(-1) ?? 0) & 1), ...point.subarray(1, 49));
    const algorithm = derSequence(derOid('1.2.840.10045.2.1'), derOid('1.3.132.0.34'));
    expect(whyUnsafe(derSequence(algorithm, derBits(compressed)))).toBeUndefined();
    expect(
      whyUnsafe(
        derSequence(algorithm, derBits(Uint8Array.of(6 + ((point.at(-1) ?? 0) & 1), ...point.subarray(1)))),
      ),
    ).toBeUndefined();
  });
});

describe('keys that prove nothing', () => {
  it.each(Object.entries(unsafeKeys))('%s', async (_, make) => {
    const { spki } = make();
    expect(whyUnsafe(spki)).toMatch(/^(has|was|is) /);
    expect(await describeKey(spki)).toMatchObject({ unsafe: whyUnsafe(spki) });
  });

  it.each([0n, 1n, 2n, 4n, 65536n, 1n << 300n])('RSA with the exponent %d', (exponent) => {
    const { n = '' } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
      format: 'jwk',
    });
    expect(whyUnsafe(rsaSpki(Buffer.from(n, 'base64url'), 3n))).toBeUndefined();
    expect(whyUnsafe(rsaSpki(Buffer.from(n, 'base64url'), exponent))).toMatch(/exponent/);
  });

  it('RSA with the smallest and the largest factor that is looked for', () => {
    const { n = '' } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
      format: 'jwk',
    });
    const modulus = BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`);
    for (const factor of [2n, 3n, 5n, 541n, 751n])
      expect(whyUnsafe(rsaSpki(modulus * factor, 65537n))).toContain(`that ${factor} divides`);
  });

  it('DSA whose public value or generator has no order', () => {
    const { publicKey } = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 });
    const p = (1n << 1023n) + 1n;
    const key = (g: bigint, y: bigint) =>
      derSequence(
        derSequence(
          derOid('1.2.840.10040.4.1'),
          derSequence(...[p, 1n << 159n, g].map((v) => derInteger(bytesOf(v)))),
        ),
        derBits(derInteger(bytesOf(y))),
      );
    expect(whyUnsafe(spkiOf(publicKey))).toBeUndefined();
    expect(whyUnsafe(key(2n, 5n))).toBeUndefined();
    for (const [g, y] of [
      [2n, 1n],
      [2n, 0n],
      [2n, p - 1n],
      [1n, 5n],
      [p - 1n, 5n],
    ] as const)
      expect(whyUnsafe(key(g, y))).toMatch(/anybody can make its signatures/);
  });

  it('secrets of no bytes, and of zeros', () => {
    expect(whyUnsafeSecret(Uint8Array.of(0, 1))).toBeUndefined();
    expect(whyUnsafeSecret(new Uint8Array())).toMatch(/empty/);
    expect(whyUnsafeSecret(new Uint8Array(32))).toMatch(/zero/);
  });
});

describe('points of small order, in every encoding', () => {
  const p25519 = 2n ** 255n - 19n;
  const p448 = 2n ** 448n - 2n ** 224n - 1n;
  /** The y of the multiples of a point of order 8: found by the library, not copied from the table. */
  const torsion25519 = torsionOf(8);

  function torsionOf(order: number): bigint[] {
    const ys = new Set<bigint>();
    // Any point times the prime order is one of small order.
    for (let y = 2n; ys.size < 5; y++) {
      try {
        const point = ed25519.Point.fromBytes(littleEndian(y, 32), true);
        const cleared = point.multiplyUnsafe(ed25519.Point.Fn.ORDER - 1n).add(point);
        for (let i = 0, sum = cleared; i < order; i++, sum = sum.add(cleared)) ys.add(sum.toAffine().y);
      } catch {
        // Not every y belongs to a point.
      }
    }
    return [...ys];
  }

  it('Ed25519', () => {
    expect(torsion25519).toHaveLength(5);
    let told = 0;
    for (const y of torsion25519)
      for (const value of [y, y + p25519])
        for (const sign of [0n, 1n << 255n]) {
          if (value >= 1n << 255n) continue;
          expect(whyUnsafe(okpKey('Ed25519', littleEndian(value + sign, 32)))).toMatch(/small order/);
          told++;
        }
    // y of 0 and 1 fit a second time above the prime.
    expect(told).toBe(14);
    expect(whyUnsafe(okpKey('Ed25519', ed25519.Point.BASE.toBytes()))).toBeUndefined();
    for (let i = 0; i < 200; i++)
      expect(
        whyUnsafe(okpKey('Ed25519', ed25519.getPublicKey(ed25519.utils.randomSecretKey()))),
      ).toBeUndefined();
  });

  it('Ed448', () => {
    for (const y of [0n, 1n, p448 - 1n, p448, p448 + 1n])
      for (const sign of [0n, 1n << 455n])
        expect(whyUnsafe(okpKey('Ed448', littleEndian(y + sign, 57)))).toMatch(/small order/);
    for (let i = 0; i < 20; i++)
      expect(whyUnsafe(okpKey('Ed448', ed448.getPublicKey(ed448.utils.randomSecretKey())))).toBeUndefined();
  });

  it('X25519: where every secret gives the same result', () => {
    // RFC 7748 section 6.1: the shared secret is all zeros; the u of a point from its y (section 4.1).
    const field = ed25519.Point.Fp;
    const us = torsion25519.flatMap((y) =>
      y === 1n ? [0n] : [field.div(field.add(1n, y), field.sub(1n, y))],
    );
    for (const u of [...us, p25519, p25519 + 1n]) {
      const bits = littleEndian(u, 32);
      expect(() => x25519.getSharedSecret(x25519.utils.randomSecretKey(), bits)).toThrow();
      expect(whyUnsafe(okpKey('X25519', bits))).toMatch(/small order/);
      expect(whyUnsafe(okpKey('X25519', littleEndian(u + (1n << 255n), 32)))).toMatch(/small order/);
    }
    for (const u of [p25519 - 1n, 2n * p25519 - 1n - p25519])
      expect(whyUnsafe(okpKey('X25519', littleEndian(u, 32)))).toMatch(/small order/);
    expect(whyUnsafe(okpKey('X25519', littleEndian(9n, 32)))).toBeUndefined();
  });

  it('X448', () => {
    for (const u of [0n, 1n, p448 - 1n, p448, p448 + 1n]) {
      const bits = littleEndian(u, 56);
      expect(() => x448.getSharedSecret(x448.utils.randomSecretKey(), bits)).toThrow();
      expect(whyUnsafe(okpKey('X448', bits))).toMatch(/small order/);
    }
    expect(whyUnsafe(okpKey('X448', littleEndian(5n, 56)))).toBeUndefined();
  });
});

it('takes no time to look into numbers without end', () => {
  const endless = new Uint8Array(8_000_000).fill(0xff);
  const start = performance.now();
  expect(whyUnsafe(rsaSpki(endless, 65537n))).toBeUndefined();
  expect(whyUnsafe(rsaSpki(endless, endless))).toMatch(/exponent above/);
  expect(performance.now() - start).toBeLessThan(5000);
});
