import type { KeyDescription } from '../../../shared/jwt/key-description.ts';

export interface KeyStrength {
  readonly weak: boolean;
  readonly words: string;
}

/** Bits of security of curves and post-quantum keys (NIST SP 800-57 part 1 section 5.6.1, FIPS 204). */
const securityOf: Readonly<Record<string, number>> = {
  'P-256': 128,
  secp256k1: 128,
  Ed25519: 128,
  X25519: 128,
  'P-384': 192,
  X448: 224,
  Ed448: 224,
  'P-521': 256,
  'ML-DSA-44': 128,
  'ML-DSA-65': 192,
  'ML-DSA-87': 256,
};

/** How strong a key is by today's rules; undefined where nothing can be said. */
export function keyStrength(key: KeyDescription | undefined): KeyStrength | undefined {
  if (!key) return undefined;
  const { type, bits, curve, unsafe } = key;
  if (unsafe !== undefined) return { weak: true, words: `none: the key ${unsafe}` };
  if (type === 'DSA') return { weak: true, words: 'weak: DSA is no longer approved (FIPS 186-5)' };
  if (type === 'RSA') return bits === undefined ? undefined : rsaStrength(bits);
  if (type === 'oct') return bits === undefined ? undefined : secretStrength(bits);
  const security = securityOf[curve ?? key.restrictedTo?.[0] ?? ''];
  return security === undefined ? undefined : { weak: false, words: `strong: ${security} bits of security` };
}

function rsaStrength(bits: number): KeyStrength {
  if (bits < 2048) {
    return { weak: true, words: `weak: ${bits} bits, where RFC 7518 asks for 2048 or more` };
  }
  return bits < 3072
    ? { weak: false, words: 'good until 2030: 112 bits of security (NIST SP 800-57)' }
    : { weak: false, words: `strong: ${bits < 7680 ? 128 : 192} bits of security or more` };
}

function secretStrength(bits: number): KeyStrength {
  return bits < 256
    ? { weak: true, words: `weak: ${bits} bits, where HS256 asks for 256 or more (RFC 7518)` }
    : { weak: false, words: `strong, if it is random: ${bits} bits` };
}
