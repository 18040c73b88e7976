import type { KeyDescription } from '../contract/key.ts';

/** What a JWS algorithm asks of its key (RFC 7518 section 3.1, RFC 8037 section 3.1). */
export interface AlgorithmFacts {
  readonly keyType: KeyDescription['type'];
  readonly curve?: string;
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
  /** Keys below this are weak: RFC 7518 sections 3.2 and 3.3. */
  readonly minBits?: number;
}

export const jwsAlgorithms: Readonly<Record<string, AlgorithmFacts>> = {
  RS256: { keyType: 'RSA', hash: 'sha256', minBits: 2048 },
  RS384: { keyType: 'RSA', hash: 'sha384', minBits: 2048 },
  RS512: { keyType: 'RSA', hash: 'sha512', minBits: 2048 },
  PS256: { keyType: 'RSA', hash: 'sha256', minBits: 2048 },
  PS384: { keyType: 'RSA', hash: 'sha384', minBits: 2048 },
  PS512: { keyType: 'RSA', hash: 'sha512', minBits: 2048 },
  ES256: { keyType: 'EC', curve: 'P-256', hash: 'sha256' },
  ES384: { keyType: 'EC', curve: 'P-384', hash: 'sha384' },
  ES512: { keyType: 'EC', curve: 'P-521', hash: 'sha512' },
  EdDSA: { keyType: 'OKP', curve: 'Ed25519' },
  Ed25519: { keyType: 'OKP', curve: 'Ed25519' },
  HS256: { keyType: 'oct', hash: 'sha256', minBits: 256 },
  HS384: { keyType: 'oct', hash: 'sha384', minBits: 384 },
  HS512: { keyType: 'oct', hash: 'sha512', minBits: 512 },
};

/** The algorithms that a key can sign with, the usual choice first. */
export function algorithmsForKey(key: KeyDescription): readonly string[] {
  return Object.entries(jwsAlgorithms)
    .filter(
      ([, facts]) => facts.keyType === key.type && (facts.curve === undefined || facts.curve === key.curve),
    )
    .map(([name]) => name);
}
