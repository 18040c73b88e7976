import {
  checkPrimeSync,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  generatePrimeSync,
  type KeyObject,
  randomInt,
  sign,
} from 'node:crypto';
import { derBits, derInteger, derOid, derSequence } from '../../core/asn1/der.ts';

/** A public key that proves nothing, and where it can be made here, a signature under it. */
export interface UnsafeKey {
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  /** The JWS algorithm. */
  readonly algorithm: string;
  /** Without any private key. */
  readonly forge?: (input: Uint8Array) => Uint8Array;
  /** With one that is as weak. */
  readonly privateKey?: KeyObject;
}

const honest = generateKeyPairSync('rsa', { modulusLength: 2048 });
const modulus = Buffer.from(String(honest.publicKey.export({ format: 'jwk' }).n), 'base64url');

export function rsaSpki(n: Uint8Array | bigint, e: Uint8Array | bigint): Uint8Array {
  const number = (value: Uint8Array | bigint) =>
    derInteger(typeof value === 'bigint' ? bytesOf(value) : value);
  const rsa = derSequence(derOid('1.2.840.113549.1.1.1'), Uint8Array.of(5, 0));
  return derSequence(rsa, derBits(derSequence(number(n), number(e))));
}

export function bytesOf(value: bigint): Uint8Array {
  const hex = value.toString(16);
  return Uint8Array.from(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'));
}

/** EMSA-PKCS1-v1_5 (RFC 8017 section 9.2): what a signature under the exponent 1 is, as it stands. */
export function paddedHash(input: Uint8Array, length = modulus.length): Uint8Array {
  const info = Buffer.from('3031300d060960864801650304020105000420', 'hex');
  const hash = Buffer.concat([info, createHash('sha256').update(input).digest()]);
  return Buffer.concat([Buffer.of(0, 1), Buffer.alloc(length - hash.length - 3, 0xff), Buffer.of(0), hash]);
}

/** A private key from two primes, whatever they are. */
export function rsaFromPrimes(p: bigint, q: bigint, e = 65537n): KeyObject {
  const d = inverse(e, (p - 1n) * (q - 1n));
  const member = (value: bigint) => Buffer.from(bytesOf(value)).toString('base64url');
  const [n, dp, dq, qi] = [p * q, d % (p - 1n), d % (q - 1n), inverse(q, p)];
  const jwk = { kty: 'RSA', n: member(n), e: member(e), d: member(d), p: member(p), q: member(q) };
  return createPrivateKey({
    key: { ...jwk, dp: member(dp), dq: member(dq), qi: member(qi) },
    format: 'jwk',
  });
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [modulus, ((value % modulus) + modulus) % modulus, 0n, 1n];
  while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return ((x % modulus) + modulus) % modulus;
}

/** How many primes make up M, by the bits of the modulus (Nemec et al., table 1). */
const rocaPrimes: Readonly<Record<number, number>> = { 512: 39, 1024: 71, 2048: 126 };

/** A key as the faulty chips made it: each prime is k·M + (65537^a mod M). */
export function rocaKey(bits: 512 | 1024 | 2048): KeyObject {
  const small: number[] = [];
  for (let n = 2; small.length < (rocaPrimes[bits] ?? 0); n++)
    if (small.every((prime) => n % prime !== 0)) small.push(n);
  const m = small.reduce((all, prime) => all * BigInt(prime), 1n);
  const prime = () => {
    for (;;) {
      let power = 1n;
      for (let i = randomInt(1000, 50_000); i > 0; i--) power = (power * 65537n) % m;
      const top = 3n << BigInt(bits / 2 - 2);
      const candidate = ((top + BigInt(randomInt(1, 2 ** 40))) / m) * m + power;
      const first = candidate > top ? candidate : candidate + m;
      for (let i = 0; i < 2000; i++) {
        const next = first + BigInt(i) * m;
        if (checkPrimeSync(next)) return next;
      }
    }
  };
  const [p, q] = [prime(), prime()];
  return p > q ? rsaFromPrimes(p, q) : rsaFromPrimes(q, p);
}

const edSpki = (oid: string, point: Uint8Array) => derSequence(derSequence(derOid(oid)), derBits(point));

/** With A the neutral point and R = B·S, S·B = R + h·A holds for every message: R neutral, S = 0. */
const identity = Uint8Array.of(1, ...new Uint8Array(31));

const withSpki = (privateKey: KeyObject) => ({
  spki: Uint8Array.from(createPublicKey(privateKey).export({ format: 'der', type: 'spki' })),
  privateKey,
});

/** Keys that prove nothing, by what is wrong with them. */
export const unsafeKeys: Readonly<Record<string, () => UnsafeKey>> = {
  'RSA exponent 1': () => ({
    spki: rsaSpki(modulus, 1n),
    algorithm: 'RS256',
    forge: (input) => paddedHash(input),
  }),
  'RSA exponent 2': () => ({ spki: rsaSpki(modulus, 2n), algorithm: 'RS256' }),
  'RSA exponent 65536': () => ({ spki: rsaSpki(modulus, 65536n), algorithm: 'RS256' }),
  'RSA exponent above 2^256': () => ({ spki: rsaSpki(modulus, (1n << 256n) + 1n), algorithm: 'RS256' }),
  'RSA modulus even': () => ({
    spki: rsaSpki(BigInt(`0x${modulus.toString('hex')}`) - 1n, 65537n),
    algorithm: 'RS256',
  }),
  'RSA modulus with a small factor': () => ({
    ...withSpki(rsaFromPrimes(generatePrimeSync(2045, { bigint: true }), 7n)),
    algorithm: 'RS256',
  }),
  'RSA modulus a square': () => {
    const p = generatePrimeSync(1024, { bigint: true });
    return { spki: rsaSpki(p * p, 65537n), algorithm: 'RS256' };
  },
  'RSA modulus of 256 bits': () => ({
    spki: rsaSpki(
      generatePrimeSync(128, { bigint: true }) * generatePrimeSync(128, { bigint: true }),
      65537n,
    ),
    algorithm: 'RS256',
  }),
  'ROCA, 1024 bits': () => ({ ...withSpki(rocaKey(1024)), algorithm: 'RS256' }),
  'ROCA, 2048 bits': () => ({ ...withSpki(rocaKey(2048)), algorithm: 'RS256' }),
  'Ed25519 of order 1': () => ({
    spki: edSpki('1.3.101.112', identity),
    algorithm: 'EdDSA',
    forge: () => Uint8Array.of(...identity, ...new Uint8Array(32)),
  }),
  'P-256 off its curve': () => ({
    spki: derSequence(
      derSequence(derOid('1.2.840.10045.2.1'), derOid('1.2.840.10045.3.1.7')),
      derBits(Uint8Array.of(4, ...new Uint8Array(63), 5)),
    ),
    algorithm: 'ES256',
  }),
  'P-256 at infinity': () => ({
    spki: derSequence(
      derSequence(derOid('1.2.840.10045.2.1'), derOid('1.2.840.10045.3.1.7')),
      derBits(Uint8Array.of(0)),
    ),
    algorithm: 'ES256',
  }),
};

/** A signature under such a key that node:crypto takes for good, if one can be made. */
export function signUnder({ forge, privateKey }: UnsafeKey, input: Uint8Array): Uint8Array | undefined {
  if (forge) return forge(input);
  return privateKey && Uint8Array.from(sign('sha256', input, privateKey));
}
