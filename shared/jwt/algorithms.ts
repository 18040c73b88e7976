import type { KeyDescription } from './key-description.ts';

/** What a JWS algorithm asks of its key. */
export interface AlgorithmFacts {
  readonly keyType: KeyDescription['type'];
  readonly curves?: readonly string[];
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
  /** Keys below this are weak: RFC 7518 sections 3.2 and 3.3. */
  readonly minBits?: number;
  readonly reference: string;
}

const hmac = { keyType: 'oct', reference: 'RFC 7518 section 3.2' } as const;
const rsa = { keyType: 'RSA', minBits: 2048, reference: 'RFC 7518 section 3.3' } as const;
const pss = { keyType: 'RSA', minBits: 2048, reference: 'RFC 7518 section 3.5' } as const;
const ecdsa = { keyType: 'EC', reference: 'RFC 7518 section 3.4' } as const;
const mlDsa = { keyType: 'AKP', reference: 'draft-ietf-cose-dilithium' } as const;

export const jwsAlgorithms: Readonly<Record<string, AlgorithmFacts>> = {
  RS256: { ...rsa, hash: 'sha256' },
  RS384: { ...rsa, hash: 'sha384' },
  RS512: { ...rsa, hash: 'sha512' },
  PS256: { ...pss, hash: 'sha256' },
  PS384: { ...pss, hash: 'sha384' },
  PS512: { ...pss, hash: 'sha512' },
  ES256: { ...ecdsa, curves: ['P-256'], hash: 'sha256' },
  ES384: { ...ecdsa, curves: ['P-384'], hash: 'sha384' },
  ES512: { ...ecdsa, curves: ['P-521'], hash: 'sha512' },
  ES256K: { ...ecdsa, curves: ['secp256k1'], hash: 'sha256', reference: 'RFC 8812 section 3.2' },
  EdDSA: { keyType: 'OKP', curves: ['Ed25519', 'Ed448'], reference: 'RFC 8037 section 3.1' },
  Ed25519: { keyType: 'OKP', curves: ['Ed25519'], reference: 'RFC 9864 section 2.2' },
  Ed448: { keyType: 'OKP', curves: ['Ed448'], reference: 'RFC 9864 section 2.2' },
  HS256: { ...hmac, hash: 'sha256', minBits: 256 },
  HS384: { ...hmac, hash: 'sha384', minBits: 384 },
  HS512: { ...hmac, hash: 'sha512', minBits: 512 },
  'ML-DSA-44': mlDsa,
  'ML-DSA-65': mlDsa,
  'ML-DSA-87': mlDsa,
};

/** The algorithms that a key can sign with, the usual choice first. */
export function algorithmsForKey(key: KeyDescription): readonly string[] {
  return Object.entries(jwsAlgorithms)
    .filter(([name, facts]) => isForKey(name, facts, key))
    .map(([name]) => name);
}

function isForKey(name: string, { keyType, curves }: AlgorithmFacts, key: KeyDescription): boolean {
  if (key.restrictedTo && !key.restrictedTo.includes(name)) return false;
  return keyType === key.type && (curves === undefined || curves.includes(key.curve ?? ''));
}
