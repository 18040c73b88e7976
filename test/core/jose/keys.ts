import { createSecretKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { SigningKey } from '../../../core/jose/sign-token.ts';
import type { UsableKey } from '../../../core/jose/verification-key.ts';
import type { KeyDescription } from '../../../shared/jwt/key-description.ts';

export interface TestKey {
  readonly signing: SigningKey;
  readonly verification: UsableKey;
}

/** A key pair or a secret, made once and described as the core describes it. */
export function makeKey(kind: string): TestKey {
  const known = made.get(kind);
  if (known) return known;
  const key = generate(kind);
  made.set(kind, key);
  return key;
}

const made = new Map<string, TestKey>();

const curves: Readonly<Record<string, string>> = {
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
};

function generate(kind: string): TestKey {
  const [type = '', size = ''] = kind.split(' ');
  if (type === 'RSA') {
    const pair = generateKeyPairSync('rsa', { modulusLength: Number(size) });
    return testKey(pair.privateKey, pair.publicKey, { type, bits: Number(size) });
  }
  if (type === 'EC') {
    const pair = generateKeyPairSync('ec', { namedCurve: curves[size] ?? size });
    return testKey(pair.privateKey, pair.publicKey, { type, curve: size });
  }
  if (type === 'OKP') {
    const pair = generateKeyPairSync('ed25519');
    return testKey(pair.privateKey, pair.publicKey, { type, curve: 'Ed25519' });
  }
  const secret = createSecretKey(randomBytes(Number(size) / 8));
  return testKey(secret, secret, { type: 'oct', bits: Number(size) });
}

export function testKey(privateKey: KeyObject, publicKey: KeyObject, description: KeyDescription): TestKey {
  return {
    signing: { key: privateKey, description },
    verification: { source: 'public key', key: publicKey, description },
  };
}

/** A key that fits each algorithm of the table. */
export const keyFor: Readonly<Record<string, string>> = {
  RS256: 'RSA 2048',
  RS384: 'RSA 2048',
  RS512: 'RSA 2048',
  PS256: 'RSA 2048',
  PS384: 'RSA 2048',
  PS512: 'RSA 2048',
  ES256: 'EC P-256',
  ES384: 'EC P-384',
  ES512: 'EC P-521',
  EdDSA: 'OKP Ed25519',
  Ed25519: 'OKP Ed25519',
  HS256: 'oct 256',
  HS384: 'oct 384',
  HS512: 'oct 512',
};
