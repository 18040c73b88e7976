import { randomBytes } from 'node:crypto';
import { FlattenedSign, flattenedVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { signWithNode, verifyWithNode } from '../../../core/jose/node-signature.ts';
import { part } from '../../shared/jwt/token-parts.ts';
import { keyFor, makeKey } from './keys.ts';

describe.each(Object.keys(keyFor))('%s', (alg) => {
  const { signing, verification } = makeKey(keyFor[alg] ?? '');

  it('signs what jose accepts', async () => {
    const [protectedHeader, payload] = [part({ alg }), part('payload')];
    const signature = await signWithNode(alg, signing.key, Buffer.from(`${protectedHeader}.${payload}`));
    await flattenedVerify(
      { protected: protectedHeader, payload, signature: Buffer.from(signature).toString('base64url') },
      verification.key,
    );
  });

  it('accepts what jose signs, and nothing else', async () => {
    const jws = await new FlattenedSign(Buffer.from('payload')).setProtectedHeader({ alg }).sign(signing.key);
    const input = Buffer.from(`${jws.protected}.${jws.payload}`);
    const signature = Buffer.from(jws.signature, 'base64url');
    expect(await verifyWithNode(alg, verification.key, input, signature)).toBe(true);
    expect(await verifyWithNode(alg, verification.key, Buffer.from('x'), signature)).toBe(false);
    for (const other of [randomBytes(signature.length), signature.subarray(1), Buffer.alloc(0)]) {
      expect(await verifyWithNode(alg, verification.key, input, other).catch(() => false)).toBe(false);
    }
  });
});
