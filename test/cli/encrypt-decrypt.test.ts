import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactDecrypt, importPKCS8 } from 'jose';
import { describe, expect, it } from 'vitest';
import type {
  AlgorithmSupport,
  DecryptedToken,
  EncryptedToken,
  FetchPlan,
  SignedToken,
  Verdict,
} from '../../shared/contract/jose.ts';
import type { DecodedToken } from '../../shared/jwt/decode-token.ts';
import { fixtures, runSignet, scratchFolder } from '../support/run-signet.ts';

const pem = join(fixtures, 'pem');
const publicKey = join(pem, 'rsa-2048.public.pem');
const privateKey = join(pem, 'rsa-2048.pkcs8.pem');

describe('signet encrypt and signet decrypt', () => {
  it('claims for a certificate’s key; jose opens them, and so does Signet', async () => {
    const run = await runSignet(['encrypt', '--key', publicKey, '--claims', '{"iss":"me"}', '--json']);
    expect(run.status).toBe(0);
    const { token, header } = run.json<EncryptedToken>();
    expect(header).toEqual({ alg: 'RSA-OAEP-256', enc: 'A256GCM' });
    const key = await importPKCS8(readFileSync(privateKey, 'utf8'), 'RSA-OAEP-256');
    const opened = await compactDecrypt(token, key);
    expect(new TextDecoder().decode(opened.plaintext)).toBe('{"iss":"me"}');
    const decrypted = (
      await runSignet(['decrypt', token, '--key', privateKey, '--json'])
    ).json<DecryptedToken>();
    expect(decrypted).toMatchObject({ header, claims: { iss: 'me' }, nested: false });
  });

  it('a signed token inside: encrypted, decrypted and verified through pipes', async () => {
    const signed = await runSignet(['sign', '--key', privateKey, '--claim', 'iss=me']);
    const encrypted = await runSignet(['encrypt', '-', '--key', publicKey], { input: signed.stdout });
    expect(
      (await runSignet(['decode', '-', '--json'], { input: encrypted.stdout })).json<DecodedToken>(),
    ).toMatchObject({
      kind: 'jwe',
      header: { cty: 'JWT' },
    });
    const decrypted = await runSignet(['decrypt', '-', '--key', privateKey], { input: encrypted.stdout });
    expect(decrypted.text).toBe(signed.text);
    const verified = await runSignet(['verify', '-', '--key', publicKey, '--json'], {
      input: decrypted.stdout,
    });
    expect(verified.json<Verdict>()).toMatchObject({ valid: true });
  });

  it('a password, a compressed text, and a header of one’s own', async () => {
    const secret = join(scratchFolder(), 'secret');
    writeFileSync(secret, 'correct horse battery staple');
    const header = JSON.stringify({ alg: 'PBES2-HS512+A256KW', enc: 'A128CBC-HS256', p2c: 2000 });
    const asked = [
      'encrypt',
      'hello',
      '--secret-file',
      secret,
      '--header',
      header,
      '--zip',
      '--kid',
      'k',
      '--json',
    ];
    const encrypted = (await runSignet(asked)).json<EncryptedToken>();
    expect(encrypted.header).toMatchObject({ p2c: 2000, zip: 'DEF', kid: 'k' });
    const run = await runSignet(['decrypt', encrypted.token, '--secret-file', secret]);
    expect(run.text).toBe('hello\n');
    const wrong = await runSignet(['decrypt', encrypted.token, '--secret', 'another', '--json']);
    expect(wrong.status).toBe(2);
    expect(wrong.json()).toMatchObject({ error: { code: 'decryption-failed' } });
  });

  it('a signed token is not decrypted, and no key is no key', async () => {
    const { text } = await runSignet(['sign', '--key', privateKey, '--claim', 'iss=me']);
    const run = await runSignet(['decrypt', text.trim(), '--key', privateKey, '--json']);
    expect(run.json()).toMatchObject({ error: { code: 'token-not-encrypted' } });
    expect((await runSignet(['encrypt', 'x', '--json'])).json()).toMatchObject({
      error: { code: 'key-missing' },
    });
  });
});

describe('signet sign and verify apart from claims', () => {
  it('a file’s bytes, left out of the token, unencoded', async () => {
    const file = join(scratchFolder(), 'payload');
    writeFileSync(file, Buffer.from([0xff, 0x2e, 0x00]));
    const asked = ['sign', '--key', privateKey, '--payload', file, '--detached', '--unencoded', '--json'];
    const { token, header } = (await runSignet(asked)).json<SignedToken>();
    expect(header).toEqual({ alg: 'RS256', b64: false, crit: ['b64'] });
    expect(token).toContain('..');
    const verify = ['verify', token, '--key', publicKey, '--json'];
    expect((await runSignet([...verify, '--payload', file])).json<Verdict>()).toMatchObject({ valid: true });
    expect((await runSignet(verify)).json<Verdict>()).toMatchObject({ signature: 'invalid' });
    writeFileSync(file, Buffer.from([0xff, 0x2e, 0x01]));
    expect((await runSignet([...verify, '--payload', file])).json<Verdict>()).toMatchObject({
      signature: 'invalid',
    });
  });

  it('names the key of the vault that a token was signed with, without asking for its passphrase', async () => {
    const home = scratchFolder();
    const open = { env: { SIGNET_HOME: home, SIGNET_PASSPHRASE: 'a long passphrase' } };
    const locked = { env: { SIGNET_HOME: home } };
    const made = await runSignet(['key', 'generate', '--type', 'rsa', '--vault', 'mine', '--json'], open);
    expect(made.status).toBe(0);
    const signed = await runSignet(['sign', '--vault', 'mine', '--claim', 'iss=me'], open);
    const run = await runSignet(['verify', signed.text.trim(), '--key', publicKey, '--json'], locked);
    expect(run.json<Verdict>()).toMatchObject({ valid: false, reason: 'signature-invalid' });
    expect(run.json<Verdict>().findings).toContainEqual(
      expect.objectContaining({ code: 'signature-other-key', message: expect.stringContaining('“mine”') }),
    );
  });

  it('shows what it would fetch, and fetches nothing', async () => {
    const issuer = 'http://127.0.0.1:9';
    const run = await runSignet(['verify', 'x', '--issuer-discovery', issuer, '--plan', '--json']);
    expect(run.status).toBe(0);
    expect(run.json<FetchPlan>().requests[0]?.url).toBe(`${issuer}/.well-known/openid-configuration`);
  });
});

describe('signet algorithms', () => {
  it('lists what works here, and RSA1_5 as refused', async () => {
    const { algorithms } = (await runSignet(['algorithms', '--json'])).json<{
      algorithms: AlgorithmSupport[];
    }>();
    const named = (name: string) => algorithms.find((each) => each.name === name);
    for (const name of ['RS256', 'ES256', 'HS256', 'RSA-OAEP-256', 'A128KW', 'A256GCM'])
      expect(named(name), name).toMatchObject({ supported: true });
    expect(named('RSA1_5')).toMatchObject({ supported: false, reason: expect.any(String) });
  });
});

describe('signet decode of a token with certificates', () => {
  it('describes those in x5c', async () => {
    const key = join(pem, 'key-with-chain.pem');
    const { text } = await runSignet(['sign', '--key', key, '--claim', 'iss=me', '--x5c']);
    const decoded = (await runSignet(['decode', text.trim(), '--json'])).json<{
      certificates: readonly { subject: string }[];
    }>();
    expect(decoded.certificates.map(({ subject }) => subject)).toEqual([
      'CN=leaf.example.com,O=Example,C=US',
      'CN=Example Intermediate,O=Example,C=US',
      'CN=Example Root,O=Example,C=US',
    ]);
  });
});
