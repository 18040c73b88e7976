// Public keys that prove nothing: whoever has one can sign as its owner, or computes the private key out of it. A
// signature under such a key is true to the mathematics and says nothing about who made it (RFC 8725 section 3.4).

import { magnitudeOf, membersOf, readAsn1 } from '../asn1/asn1.ts';
import { unlessDamaged } from '../asn1/damaged.ts';
import { bitLength } from '../asn1/magnitude.ts';
import { keyOids, okpCurves } from './key-oids.ts';
import { namedCurve, parsePublicKey } from './public-jwk.ts';

/**
 * Why a public key proves nothing, as a clause without a subject (`has the exponent 1, …`); undefined for a key of which
 * nothing of the kind is known. A curve that this runtime lacks is not looked into.
 * @param spki SubjectPublicKeyInfo DER.
 */
export function whyUnsafe(spki: Uint8Array): string | undefined {
  return unlessDamaged(() => {
    const { algorithm, bits } = parsePublicKey(spki);
    const okp = okpCurves.find(({ oid }) => oid === algorithm.oid);
    if (okp !== undefined) return points[okp.crv]?.(bits);
    switch (algorithm.oid) {
      case keyOids.rsa:
      case keyOids.rsaPss: {
        const [modulus, exponent] = membersOf(readAsn1(bits));
        return whyUnsafeRsa(magnitudeOf(modulus), magnitudeOf(exponent));
      }
      case keyOids.dsa: {
        const domain = algorithm.parameters?.constructed ? membersOf(algorithm.parameters) : [];
        return whyUnsafeDsa(domain.map(magnitudeOf), magnitudeOf(readAsn1(bits)));
      }
      case keyOids.ec:
        return whyUnsafeEc(namedCurve(algorithm.parameters), bits);
      default:
        return undefined;
    }
  });
}

/** As {@link whyUnsafe}, of a shared secret. HMAC fills a short key with zeros (RFC 2104 section 2): they add nothing to none. */
export function whyUnsafeSecret(secret: Uint8Array): string | undefined {
  if (secret.length === 0) return 'is empty: everybody has it';
  return secret.every((byte) => byte === 0) ? 'has zero bytes alone, which is as good as none' : undefined;
}

const smallestModulusBits = 512;
/** The longest that OpenSSL and BoringSSL compute with: longer ones verify nothing, and cost the more. */
const largestModulusBits = 16_384;
/** FIPS 186-5 section 5.1: an exponent is below 2^256. */
const largestExponentBytes = 32;

function whyUnsafeRsa(modulus: Uint8Array, exponent: Uint8Array): string | undefined {
  if (exponent.length > largestExponentBytes)
    return 'has an exponent above 2^256, which no standard allows and which can undo the key';
  const e = toBigInt(exponent);
  if (e === 1n) return 'has the exponent 1: anybody can make its signatures';
  if (e % 2n === 0n) return `has the exponent ${e}: one that is even belongs to no RSA key`;
  const bits = bitLength(modulus);
  if (bits < smallestModulusBits) return `has a modulus of ${bits} bits, which can be factored at once`;
  if (bits > largestModulusBits) return undefined;
  const n = toBigInt(modulus);
  const residues = residuesOf(n);
  const factor = primes[residues.indexOf(0)];
  if (factor !== undefined) return `has a modulus that ${factor} divides: its private key can be computed`;
  if (residues.every(isSquareResidue) && isSquare(n))
    return 'has the square of a number as its modulus: its private key can be computed';
  if (residues.every(isRocaResidue))
    return 'was made by a faulty chip (ROCA, CVE-2017-15361): its private key can be computed from its modulus';
  return undefined;
}

function toBigInt(magnitude: Uint8Array): bigint {
  const hex = Buffer.from(magnitude.buffer, magnitude.byteOffset, magnitude.length).toString('hex');
  return hex === '' ? 0n : BigInt(`0x${hex}`);
}

/** As far as SP 800-89 section 5.3.3 looks for small factors. */
const primes = [2, ...oddPrimes(752)];
const product = primes.reduce((all, prime) => all * BigInt(prime), 1n);
/** So many primes of three digits have a product that a number holds exactly. */
const together = 5;
const groups = Array.from({ length: Math.ceil(primes.length / together) }, (_, i) => {
  const group = primes.slice(i * together, (i + 1) * together);
  return { group, product: group.reduce((all, prime) => all * BigInt(prime), 1n) };
});

function oddPrimes(limit: number): number[] {
  const found: number[] = [];
  for (let n = 3; n < limit; n += 2) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** What is left of a number by each of the {@link primes}. It is divided once, then what is left of it: key stores have thousands. */
function residuesOf(n: bigint): number[] {
  const rest = n % product;
  const residues: number[] = [];
  for (const { group, product: divisor } of groups) {
    const left = Number(rest % divisor);
    for (const prime of group) residues.push(left % prime);
  }
  return residues;
}

/** Euler's criterion: a square is one modulo every prime, any other number modulo half of them. */
function isSquareResidue(residue: number, index: number): boolean {
  const prime = primes[index] ?? 2;
  return prime === 2 || power(BigInt(residue), BigInt((prime - 1) / 2), BigInt(prime)) === 1n;
}

function isSquare(n: bigint): boolean {
  let root = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root * root === n;
    root = next;
  }
}

/**
 * The primes of those chips are k·M + (65537^a mod M), M being a product of small primes: modulo each of them the modulus
 * is a power of 65537. Of other keys, one in some hundred million is so by chance (Nemec et al., "The Return of
 * Coppersmith's Attack", CCS 2017).
 */
const lastRocaPrime = 167;
const powersOf65537 = primes.filter((prime) => prime <= lastRocaPrime).map(powersModulo);

function powersModulo(prime: number): ReadonlySet<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * 65537) % prime) powers.add(power);
  return powers;
}

function isRocaResidue(residue: number, index: number): boolean {
  return powersOf65537[index]?.has(residue) ?? true;
}

/** A generator or a public value of order 1 or 2 makes every signature that anybody computes hold (FIPS 186-4 section 4.7). */
function whyUnsafeDsa([p, , g]: readonly Uint8Array[], y: Uint8Array): string | undefined {
  if (p === undefined || g === undefined) return undefined;
  const last = toBigInt(p) - 1n;
  const isTrivial = (value: bigint) => value <= 1n || value >= last;
  if (isTrivial(toBigInt(y))) return 'has a public value of no use: anybody can make its signatures';
  return isTrivial(toBigInt(g)) ? 'has a generator of no use: anybody can make its signatures' : undefined;
}

function whyUnsafeEc(curve: string | undefined, point: Uint8Array): string | undefined {
  const [form, ...coordinates] = point;
  // SEC 1 section 2.3.3: 00 | 02, 03: x, and whether y is odd | 04, 06, 07: x and y.
  if (form === 0) return 'is the point at infinity, which proves nothing';
  const equation = equations[curve ?? ''];
  if (equation === undefined) return undefined;
  return isOnCurve(equation, form ?? 0, Uint8Array.from(coordinates))
    ? undefined
    : 'is no point of its curve';
}

/** y² = x³ + ax + b modulo p (SEC 2). */
interface Equation {
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
}

const equations: Readonly<Record<string, Equation>> = {
  '1.2.840.10045.3.1.7': {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    a: -3n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  '1.3.132.0.34': {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    a: -3n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  '1.3.132.0.35': {
    p: 2n ** 521n - 1n,
    a: -3n,
    b: 0x051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
  '1.3.132.0.10': { p: 2n ** 256n - 2n ** 32n - 977n, a: 0n, b: 7n },
};

function isOnCurve({ p, a, b }: Equation, form: number, coordinates: Uint8Array): boolean {
  const length = Math.ceil(p.toString(2).length / 8);
  const x = toBigInt(coordinates.subarray(0, length));
  const right = (x ** 3n + a * x + b) % p;
  const square = right < 0n ? right + p : right;
  if (form === 2 || form === 3)
    return coordinates.length === length && x < p && power(square, (p - 1n) / 2n, p) <= 1n;
  const y = toBigInt(coordinates.subarray(length));
  return coordinates.length === 2 * length && x < p && y < p && (y * y) % p === square;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

const p25519 = 2n ** 255n - 19n;
const p448 = 2n ** 448n - 2n ** 224n - 1n;

/**
 * Coordinates of the points whose order divides the cofactor (8 of Curve25519, 4 of Curve448): a shared secret or a
 * signature under one of them depends on no private key. All encodings of a coordinate are told, those beyond the prime too.
 */
const smallOrder = {
  /** y of orders 1, 2, 4 and 8. */
  Ed25519: [
    0n,
    1n,
    p25519 - 1n,
    0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n,
    0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
  ],
  /** y of orders 1, 2 and 4. */
  Ed448: [0n, 1n, p448 - 1n],
  /** u of orders 1 to 8 (RFC 7748 section 6.1, and those of the twist). */
  X25519: [
    0n,
    1n,
    p25519 - 1n,
    0x00b8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0n,
    0x57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5fn,
  ],
  /** u of orders 1, 2 and 4. */
  X448: [0n, 1n, p448 - 1n],
} satisfies Readonly<Record<string, readonly bigint[]>>;

const points: Readonly<Record<string, (bits: Uint8Array) => string | undefined>> = {
  // The highest bit is the sign of x (RFC 8032 section 5.1.2), and ignored by X25519 (RFC 7748 section 5).
  Ed25519: (bits) => whySmall(littleEndian(bits) & (2n ** 255n - 1n), p25519, smallOrder.Ed25519),
  X25519: (bits) => whySmall(littleEndian(bits) & (2n ** 255n - 1n), p25519, smallOrder.X25519),
  // A byte more than the coordinate, for the sign (RFC 8032 section 5.2.2).
  Ed448: (bits) => whySmall(littleEndian(bits) & (2n ** 455n - 1n), p448, smallOrder.Ed448),
  X448: (bits) => whySmall(littleEndian(bits), p448, smallOrder.X448),
};

function littleEndian(bits: Uint8Array): bigint {
  return toBigInt(bits.toReversed());
}

function whySmall(coordinate: bigint, prime: bigint, small: readonly bigint[]): string | undefined {
  return small.includes(coordinate % prime)
    ? 'is a point of small order: anybody can make its signatures or compute its shared secrets'
    : undefined;
}
