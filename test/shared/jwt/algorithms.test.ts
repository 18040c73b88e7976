import { expect, it } from 'vitest';
import { algorithmsForKey, jwsAlgorithms } from '../../../shared/jwt/algorithms.ts';

it.each([
  [{ type: 'RSA', bits: 2048 }, ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
  [{ type: 'RSA', bits: 1024 }, ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
  [{ type: 'EC', curve: 'P-256' }, ['ES256']],
  [{ type: 'EC', curve: 'P-384' }, ['ES384']],
  [{ type: 'EC', curve: 'P-521' }, ['ES512']],
  [{ type: 'EC', curve: 'secp256k1' }, ['ES256K']],
  [{ type: 'EC', curve: 'brainpoolP256r1' }, []],
  [{ type: 'OKP', curve: 'Ed448' }, ['EdDSA', 'Ed448']],
  [{ type: 'AKP', restrictedTo: ['ML-DSA-65'] }, ['ML-DSA-65']],
  [{ type: 'RSA', bits: 2048, restrictedTo: ['PS256'] }, ['PS256']],
  [{ type: 'EC' }, []],
  [{ type: 'OKP', curve: 'Ed25519' }, ['EdDSA', 'Ed25519']],
  [{ type: 'OKP', curve: 'X25519' }, []],
  [{ type: 'oct', bits: 256 }, ['HS256', 'HS384', 'HS512']],
  [{ type: 'DSA', bits: 2048 }, []],
] as const)('%j signs with %j', (key, algorithms) => {
  expect(algorithmsForKey(key)).toEqual(algorithms);
});

it('offers no algorithm to two types of key: what stops RS256/HS256 confusion', () => {
  const keys = [
    { type: 'RSA' },
    { type: 'EC', curve: 'P-256' },
    { type: 'EC', curve: 'P-384' },
    { type: 'EC', curve: 'P-521' },
    { type: 'EC', curve: 'secp256k1' },
    { type: 'AKP' },
    { type: 'OKP', curve: 'Ed25519' },
    { type: 'oct' },
  ] as const;
  const offered = keys.flatMap((key) => algorithmsForKey(key));
  const onlyEd448 = Object.keys(jwsAlgorithms).filter((name) => name !== 'Ed448');
  expect([...offered].sort()).toEqual(onlyEd448.sort());
});
