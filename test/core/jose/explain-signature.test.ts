import { constants, createHmac, sign as nodeSign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactSign, exportJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { signingKeyOf, verificationKeysOf } from '../../../core/jose/entry-keys.ts';
import { deriveParameters } from '../../../core/jose/header-parameters.ts';
import { secretSuspects, vaultSuspects } from '../../../core/jose/suspects.ts';
import type { VerificationKey } from '../../../core/jose/verification-key.ts';
import { type VerifyOptions, verifyToken } from '../../../core/jose/verify-token.ts';
import type { WorkBudget } from '../../../core/key/work-budget.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { createVault } from '../../../core/vault/vault.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import { part } from '../../shared/jwt/token-parts.ts';
import { fixture } from '../fixture.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';
import { keyFor, makeKey } from './keys.ts';
import { signToken } from './sign-json.ts';
import { verifyingKeys } from './vectors.ts';

const at = 1_700_000_000;
const claims = { iss: 'me', exp: at + 300 };
const keyOf = (alg: string) => makeKey(keyFor[alg] ?? '').verification;

/** What the verdict says besides `signature-invalid`. */
async function explanation(token: string, key: VerificationKey, more: Partial<VerifyOptions> = {}) {
  const verdict = await verifyToken(token, [key], { at, ...more });
  expect(verdict).toMatchObject({ valid: false, signature: 'invalid', reason: 'signature-invalid' });
  return verdict.findings.filter(({ code }) => code !== 'signature-invalid');
}

function sign(alg: string, header: JsonObject = {}, kind = keyFor[alg] ?? ''): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ ...header, alg })
    .sign(makeKey(kind).signing.key);
}

function byHand(alg: string, make: (input: Buffer) => Buffer): string {
  const input = `${part({ alg })}.${part(claims)}`;
  return `${input}.${make(Buffer.from(input)).toString('base64url')}`;
}

const goodOf = async (alg: string) => (await verifyToken(await sign(alg), [keyOf(alg)], { at })).valid;

describe('the form of the signature', () => {
  it.each(['ES256', 'ES384', 'ES512'])('%s: DER for r and s side by side', async (alg) => {
    expect(await goodOf(alg)).toBe(true);
    const { key } = makeKey(keyFor[alg] ?? '').signing;
    const token = byHand(alg, (input) => nodeSign(`sha${alg === 'ES512' ? 512 : alg.slice(2)}`, input, key));
    const found = await explanation(token, keyOf(alg));
    expect(found).toContainEqual(
      expect.objectContaining({
        code: 'signature-der-encoded',
        message: expect.stringContaining('would be valid'),
      }),
    );
    const other = await explanation(token, makeKey(`${keyFor[alg]} `).verification);
    expect(other.map(({ message }) => message).join()).not.toContain('would be valid');
  });
});

describe('the hash and the algorithm', () => {
  it.each([
    ['RS256', 'RS512'],
    ['RS256', 'PS256'],
    ['PS384', 'RS384'],
    ['HS512', 'HS256'],
  ])('%s in the header, made with %s', async (said, made) => {
    expect(await goodOf(said)).toBe(true);
    const kind = keyFor[said] ?? '';
    // The header is signed along: the mistake is made by a library that signs with one hash and writes another's name.
    const input = Buffer.from(`${part({ alg: said })}.${part(claims)}`);
    const { key } = makeKey(kind).signing;
    const bits = made.slice(2);
    const bytes = made.startsWith('HS')
      ? createHmac(`sha${bits}`, key).update(input).digest()
      : nodeSign(`sha${bits}`, input, {
          key,
          ...(made.startsWith('PS')
            ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: Number(bits) / 8 }
            : {}),
        });
    const found = await explanation(`${input}.${bytes.toString('base64url')}`, keyOf(said));
    expect(found).toMatchObject([
      { code: 'signature-other-algorithm', message: expect.stringContaining(`made with ${made}`) },
    ]);
  });

  it('ES256 over SHA-1, which no algorithm of JWS is', async () => {
    const { key } = makeKey('EC P-256').signing;
    const token = byHand('ES256', (input) => nodeSign('sha1', input, { key, dsaEncoding: 'ieee-p1363' }));
    expect(await explanation(token, keyOf('ES256'))).toMatchObject([
      { code: 'signature-other-algorithm', message: expect.stringContaining('SHA-1 in place of SHA-256') },
    ]);
  });
});

describe('another key', () => {
  it('among those that were given, which the kid passed over', async () => {
    const [right, wrong] = [keyOf('ES256'), makeKey('EC P-256 ').verification];
    const withKid = (key: VerificationKey, kid: string) => ({
      ...key,
      description: { ...key.description, kid },
    });
    const token = await sign('ES256', { kid: 'a' });
    const verdict = await verifyToken(token, [withKid(wrong, 'a'), withKid(right, 'b')], { at });
    expect(verdict).toMatchObject({ valid: false, signature: 'invalid' });
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ code: 'signature-other-key', message: expect.stringContaining('"b"') }),
    );
  });

  it('one that is kept, even when the key that was given is of another type', async () => {
    const suspects = async () => [{ key: keyOf('RS256'), name: 'the key “mine” of the vault' }];
    const verdict = await verifyToken(await sign('RS256'), [keyOf('ES256')], { at, suspects });
    expect(verdict).toMatchObject({ valid: false, signature: 'unchecked', reason: 'key-type-mismatch' });
    expect(verdict.findings.at(-1)).toMatchObject({
      code: 'signature-other-key',
      message: 'the key “mine” of the vault verifies the signature',
    });
  });

  it('a vault that is damaged explains nothing, and the verdict stands', async () => {
    const file = join(await temporaryFolder(), 'vault.json');
    const token = await sign('RS256');
    const suspects = (work: WorkBudget) => vaultSuspects(createVault(file), work);
    const verify = () => verifyToken(token, [makeKey('RSA 2048 ').verification], { at, suspects });
    expect(await verify()).toMatchObject({ reason: 'signature-invalid' });
    writeFileSync(file, 'no vault');
    expect(await verify()).toMatchObject({ reason: 'signature-invalid' });
  });

  it('none is looked for while the signature is valid', async () => {
    const suspects = () => Promise.reject(new Error('nobody should have asked'));
    expect(await verifyToken(await sign('RS256'), [keyOf('RS256')], { at, suspects })).toMatchObject({
      valid: true,
    });
  });
});

describe('a secret read in another way', () => {
  const secret = '00ff'.repeat(16);
  it.each([
    ['text', 'hex', Buffer.from(secret, 'hex')],
    ['text', 'base64url', Buffer.from(secret, 'base64url')],
    ['hex', 'text', Buffer.from(secret)],
    ['base64url', 'text', Buffer.from(secret)],
  ] as const)('given as %s, meant as %s', async (given, meant, bytes) => {
    const token = byHand('HS256', (input) => createHmac('sha256', bytes).update(input).digest());
    const wrong = Buffer.from(secret, given === 'text' ? 'utf8' : given);
    const [key] = await verifyingKeys({ kty: 'oct', k: wrong.toString('base64url') });
    const [right] = await verifyingKeys({ kty: 'oct', k: bytes.toString('base64url') });
    if (!key || !right) throw new Error('no key');
    expect((await verifyToken(token, [right], { at })).valid).toBe(true);
    const found = await explanation(token, key, { suspects: () => secretSuspects(secret, given) });
    expect(found).toMatchObject([
      { code: 'secret-other-encoding', message: `the secret read as ${meant} verifies the signature` },
    ]);
  });
});

describe('an altered token and another key, told apart', () => {
  const changed = (token: string) => {
    const [header, , signature] = token.split('.');
    return `${header}.${part({ ...claims, iss: 'you' })}.${signature}`;
  };

  it('by kid, jwk, x5c and both thumbprints', async () => {
    const [entry] = (await readKeyStore(fixture('pem/key-with-chain.pem'), {})).entries;
    if (!entry) throw new Error('the fixture has no key');
    const signer = await signingKeyOf(entry);
    const [key] = await verificationKeysOf([entry]);
    const [otherKey] = await verifyingKeys(
      (await exportJWK(makeKey('RSA 2048').verification.key)) as JsonObject,
    );
    if (!key || !otherKey) throw new Error('no key');
    for (const name of ['kid', 'x5t', 'x5t#S256', 'x5c'] as const) {
      const named = await deriveParameters([name], entry, signer.description);
      const { token } = await signToken(signer, { alg: 'RS256', ...named }, claims);
      expect((await verifyToken(token, [key], { at })).valid).toBe(true);
      const found = await explanation(changed(token), key);
      expect(found).toContainEqual(
        expect.objectContaining({
          code: 'token-altered',
          message: expect.stringContaining('this key made the signature'),
        }),
      );
    }
    const { token } = await signToken(
      signer,
      { alg: 'RS256', ...(await deriveParameters(['x5c'], entry, {})) },
      claims,
    );
    const found = (await explanation(changed(token), otherKey)).map(({ code }) => code);
    expect(found).toContain('key-id-mismatch');
    expect(found).not.toContain('token-altered');
  });

  it('says nothing where the header names no key', async () => {
    expect(await explanation(changed(await sign('ES256')), keyOf('ES256'))).toEqual([]);
  });
});

it('signing warns when the header names another key than the one that signs', async () => {
  const { signing } = makeKey('RSA 2048');
  const other = (await exportJWK(makeKey('RSA 2048 ').verification.key)) as JsonObject;
  const [{ description } = { description: signing.description }] = await verifyingKeys(
    (await exportJWK(makeKey('RSA 2048').verification.key)) as JsonObject,
  );
  const signer = { ...signing, description };
  const own = (await exportJWK(makeKey('RSA 2048').verification.key)) as JsonObject;
  expect((await signToken(signer, { alg: 'RS256', jwk: own }, claims)).findings).toEqual([]);
  expect((await signToken(signer, { alg: 'RS256', jwk: other }, claims)).findings).toMatchObject([
    { code: 'key-id-mismatch', severity: 'warning', path: 'header.jwk' },
  ]);
});
