import type { KeyDescription } from './key-description.ts';

/** What a JWE key-management algorithm asks of its key (RFC 7518 section 4.1). */
export interface KeyManagementFacts {
  readonly keyType: 'RSA' | 'agreement' | 'oct';
  /** Of the secret. `dir` takes what the content encryption asks for, PBES2 any password. */
  readonly bits?: number;
  readonly reference: string;
}

const oaep = { keyType: 'RSA', reference: 'RFC 7518 section 4.3' } as const;
const agreement = { keyType: 'agreement', reference: 'RFC 7518 section 4.6' } as const;
const keyWrap = { keyType: 'oct', reference: 'RFC 7518 section 4.4' } as const;
const gcmKeyWrap = { keyType: 'oct', reference: 'RFC 7518 section 4.7' } as const;
const password = { keyType: 'oct', reference: 'RFC 7518 section 4.8' } as const;

export const keyManagementAlgorithms: Readonly<Record<string, KeyManagementFacts>> = {
  'RSA-OAEP-256': oaep,
  'RSA-OAEP-384': oaep,
  'RSA-OAEP-512': oaep,
  'RSA-OAEP': oaep,
  'ECDH-ES': agreement,
  'ECDH-ES+A128KW': agreement,
  'ECDH-ES+A192KW': agreement,
  'ECDH-ES+A256KW': agreement,
  dir: { keyType: 'oct', reference: 'RFC 7518 section 4.5' },
  A128KW: { ...keyWrap, bits: 128 },
  A192KW: { ...keyWrap, bits: 192 },
  A256KW: { ...keyWrap, bits: 256 },
  A128GCMKW: { ...gcmKeyWrap, bits: 128 },
  A192GCMKW: { ...gcmKeyWrap, bits: 192 },
  A256GCMKW: { ...gcmKeyWrap, bits: 256 },
  'PBES2-HS256+A128KW': password,
  'PBES2-HS384+A192KW': password,
  'PBES2-HS512+A256KW': password,
};

/** Content encryption (RFC 7518 section 5.1), with the bits of its key. */
export const contentEncryptions: Readonly<
  Record<string, { readonly bits: number; readonly reference: string }>
> = {
  A128GCM: { bits: 128, reference: 'RFC 7518 section 5.3' },
  A192GCM: { bits: 192, reference: 'RFC 7518 section 5.3' },
  A256GCM: { bits: 256, reference: 'RFC 7518 section 5.3' },
  'A128CBC-HS256': { bits: 256, reference: 'RFC 7518 section 5.2.3' },
  'A192CBC-HS384': { bits: 384, reference: 'RFC 7518 section 5.2.4' },
  'A256CBC-HS512': { bits: 512, reference: 'RFC 7518 section 5.2.5' },
};

const agreementCurves: readonly string[] = ['P-256', 'P-384', 'P-521', 'X25519'];

/** The key-management algorithms that a key can be used with, the usual choice first. `enc`: what `dir` would be used with. */
export function keyManagementForKey(key: KeyDescription, enc?: string): readonly string[] {
  return Object.entries(keyManagementAlgorithms)
    .filter(([name, facts]) => isForKey(name, facts, key, enc))
    .map(([name]) => name);
}

function isForKey(name: string, facts: KeyManagementFacts, key: KeyDescription, enc?: string): boolean {
  // An RSA-PSS key is for signatures alone (RFC 4055 section 1.2).
  if (facts.keyType === 'RSA') return key.type === 'RSA' && key.restrictedTo === undefined;
  if (facts.keyType === 'agreement') return agreementCurves.includes(key.curve ?? '');
  if (key.type !== 'oct') return false;
  const bits = name === 'dir' && enc !== undefined ? contentEncryptions[enc]?.bits : facts.bits;
  return bits === undefined || bits === key.bits;
}
