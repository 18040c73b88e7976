import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { compactVerify, decodeProtectedHeader, importX509 } from 'jose';
import { describe, expect, it } from 'vitest';
import { createOpenStores } from '../../../core/keystore/open-stores.ts';
import { createJoseService } from '../../../core/services/jose-service.ts';
import { createVaultService } from '../../../core/services/vault-service.ts';
import { createSources } from '../../../core/vault/sources.ts';
import { createVault } from '../../../core/vault/vault.ts';
import type { KeyType } from '../../../shared/contract/vault.ts';
import { findServer } from '../../../shared/servers/known-servers.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';

const options = { signal: new AbortController().signal };
const at = 1_700_000_000;
const claims = JSON.stringify({ iss: 'me', exp: at + 300 });
const code = (error: string) => expect.objectContaining({ code: error });

async function start() {
  const vault = createVault(join(await temporaryFolder(), 'vault.json'));
  const stores = createOpenStores();
  return {
    keep: createVaultService(vault, stores),
    jose: createJoseService(vault, createSources(vault, stores), stores, async (name) => findServer(name)),
  };
}

describe('a key of the vault', () => {
  it.each([
    ['rsa', 'RS256'],
    ['ec', 'ES256'],
    ['ed25519', 'EdDSA'],
    ['hmac', 'HS256'],
  ] as [KeyType, string][])('%s signs and verifies, and is in no answer', async (type, alg) => {
    const { keep, jose } = await start();
    const entry = await keep.generate({ name: 'mine', type }, options);
    expect(entry.algorithms).toContain(alg);
    const signed = await jose.sign({ entry: entry.id, header: `{"alg":"${alg}"}`, claims }, options);
    const verdict = await jose.verify({ token: signed.token, key: { entry: entry.id }, at }, options);
    expect(verdict).toMatchObject({ valid: true, signature: 'valid', reason: null });
    const answers = JSON.stringify([entry, signed, verdict, await keep.list({}, options)]);
    expect(answers).not.toMatch(/PRIVATE|"(?:d|k|p|q|secret|sealed|privateKey)":/);
    expect(structuredClone([signed, verdict])).toEqual([signed, verdict]);
  });

  it('fills in the header what follows from its certificate', async () => {
    const { keep, jose } = await start();
    const { id, chain, key } = await keep.generate({ name: 'mine', type: 'ec', subject: 'CN=me' }, options);
    const { token } = await jose.sign(
      { entry: id, header: '{"alg":"ES256"}', claims, add: ['kid', 'x5t', 'x5t#S256', 'x5c'] },
      options,
    );
    const header = decodeProtectedHeader(token);
    const pem = chain[0]?.pem ?? '';
    expect(header).toEqual({
      alg: 'ES256',
      kid: key?.thumbprint,
      x5t: chain[0]?.x5t,
      'x5t#S256': chain[0]?.['x5t#S256'],
      x5c: [new X509Certificate(pem).raw.toString('base64')],
    });
    await compactVerify(token, await importX509(pem, 'ES256'));
    expect(await jose.verify({ token, key: { text: pem }, at }, options)).toMatchObject({
      signature: 'valid',
      key: { source: 'certificate' },
    });
    expect(Object.keys(header)[0]).toBe('alg');
  });

  it('without a certificate fills in none', async () => {
    const { keep, jose } = await start();
    const { id } = await keep.generate({ name: 'mine', type: 'ec' }, options);
    const asked = { entry: id, header: '{"alg":"ES256"}', claims };
    expect(
      decodeProtectedHeader((await jose.sign({ ...asked, add: ['kid'] }, options)).token).kid,
    ).toBeTruthy();
    await expect(jose.sign({ ...asked, add: ['x5c'] }, options)).rejects.toEqual(code('not-a-certificate'));
  });
});

describe('what cannot be signed', () => {
  it.each([
    ['a header that is no JSON', { header: '{"alg":', claims }, 'header-not-json'],
    ['a header that is no object', { header: '["ES256"]', claims }, 'header-not-json'],
    ['claims that are no JSON', { header: '{"alg":"ES256"}', claims: '{a:1}' }, 'claims-not-json'],
    ['another type of key', { header: '{"alg":"RS256"}', claims }, 'key-type-mismatch'],
    ['alg none', { header: '{"alg":"none"}', claims }, 'algorithm-unsupported'],
  ])('%s', async (_, input, error) => {
    const { keep, jose } = await start();
    const { id } = await keep.generate({ name: 'mine', type: 'ec' }, options);
    expect((await jose.sign({ entry: id, header: '{"alg":"ES256"}', claims }, options)).token).toBeTruthy();
    await expect(jose.sign({ entry: id, ...input }, options)).rejects.toEqual(code(error));
    await expect(jose.sign({ entry: 'nothing', ...input }, options)).rejects.toHaveProperty('code');
  });

  it('says where the JSON goes wrong, and quotes none of it', async () => {
    const { keep, jose } = await start();
    const { id } = await keep.generate({ name: 'mine', type: 'ec' }, options);
    await expect(
      jose.sign({ entry: id, header: '{"alg":"ES256"}', claims: '{"a" 1}' }, options),
    ).rejects.toMatchObject({
      message: 'the claims is not JSON: expected ":" at 5',
      details: { at: 5 },
    });
  });
});

describe('a secret', () => {
  it.each([
    ['text', 'a shared secret of more than 256 bits'],
    ['base64url', 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T'],
    ['hex', '00ff'.repeat(20)],
  ] as const)('in %s verifies, typed or kept', async (encoding, secret) => {
    const { keep, jose } = await start();
    const { id } = await keep.addSecret({ name: 's', kind: 'secret', secret, encoding }, options);
    const { token } = await jose.sign({ entry: id, header: '{"alg":"HS256"}', claims }, options);
    for (const key of [{ secret, encoding }, { entry: id }]) {
      expect(await jose.verify({ token, key, at }, options)).toMatchObject({ valid: true });
    }
    const wrong = { secret: `${secret.slice(0, -4)}aaaa`, encoding };
    expect(await jose.verify({ token, key: wrong, at }, options)).toMatchObject({ signature: 'invalid' });
    await expect(jose.verify({ token, key: { secret: '', encoding }, at }, options)).rejects.toEqual(
      code('key-missing'),
    );
  });

  it('that is too short needs an explicit yes', async () => {
    const { keep, jose } = await start();
    const { id } = await keep.addSecret(
      { name: 's', kind: 'secret', secret: 'short', encoding: 'text' },
      options,
    );
    const asked = { entry: id, header: '{"alg":"HS256"}', claims };
    await expect(jose.sign(asked, options)).rejects.toEqual(code('key-too-small'));
    const { findings } = await jose.sign({ ...asked, allowWeakKey: true }, options);
    expect(findings.map(({ code }) => code)).toContain('key-too-small');
  });

  it.each([
    ['base64url', 'not base64url!'],
    ['base64url', 'YQ=='],
    ['hex', 'abc'],
    ['hex', 'xyz0'],
    ['text', ''],
  ] as const)('is not kept when it is not %s: %j', async (encoding, secret) => {
    const { keep } = await start();
    await expect(keep.addSecret({ name: 's', kind: 'secret', secret, encoding }, options)).rejects.toEqual(
      code('invalid-input'),
    );
    expect(await keep.list({}, options)).toEqual([]);
  });

  it('of a client is offered for no algorithm', async () => {
    const { keep } = await start();
    const entry = await keep.addSecret(
      { name: 'c', kind: 'client-secret', secret: 'a client secret of more than 256 bits', encoding: 'text' },
      options,
    );
    expect(entry.algorithms).toEqual([]);
    expect(entry).not.toHaveProperty('key');
  });
});
