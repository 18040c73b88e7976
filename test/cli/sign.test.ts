import { createPublicKey, verify as verifyWithNode } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactVerify, importX509 } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedToken } from '../../shared/contract/jose.ts';
import { fixtures, runProgram, runSignet, scratchFolder } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';

const jks = join(fixtures, 'keystores', 'wso2carbon.jks');
const p12 = join(fixtures, 'keystores', 'wso2carbon.p12');
const store = ['--keystore', jks, '--alias', 'wso2carbon', '--storepass', 'wso2carbon'];

describe('signet sign', () => {
  let certificate: string;
  beforeAll(async () => {
    const run = await runSignet([
      'keystore',
      'export',
      jks,
      '--alias',
      'wso2carbon',
      '--storepass',
      'wso2carbon',
    ]);
    certificate = run.text;
  });

  it.each([
    ['JKS', jks],
    ['PKCS#12', p12],
  ])('signs with a key of a %s that keytool made; jose and node accept it', async (_kind, file) => {
    const args = [
      'sign',
      '--keystore',
      file,
      '--alias',
      'wso2carbon',
      '--storepass',
      'wso2carbon',
      '--claim',
      'iss=me',
      '--expires-in',
      '5m',
      '--issued-now',
      '--json',
    ];
    const run = await runSignet(args);
    expect(run.stderr).toBe('');
    const { token, header, claims } = run.json<SignedToken>();
    expect(header).toEqual({ alg: 'RS256' });
    expect(claims).toMatchObject({ iss: 'me' });

    const exported = await runSignet([
      'keystore',
      'export',
      file,
      '--alias',
      'wso2carbon',
      '--storepass',
      'wso2carbon',
    ]);
    await expect(compactVerify(token, await importX509(exported.text, 'RS256'))).resolves.toBeDefined();
    const [head, payload, signature = ''] = token.split('.');
    const good = verifyWithNode(
      'sha256',
      Buffer.from(`${head}.${payload}`),
      createPublicKey(exported.text),
      Buffer.from(signature, 'base64url'),
    );
    expect(good).toBe(true);
  });

  it.runIf(hasTool('openssl'))(
    'openssl verifies the signature under the exported certificate, and not an altered one',
    async () => {
      const { signingInput, token } = (
        await runSignet(['sign', ...store, '--claim', 'iss=me', '--json'])
      ).json<SignedToken>();
      const folder = scratchFolder();
      const write = (name: string, data: string | Uint8Array) => {
        const file = join(folder, name);
        writeFileSync(file, data);
        return file;
      };
      const publicKey = write(
        'key.pem',
        createPublicKey(certificate).export({ format: 'pem', type: 'spki' }) as string,
      );
      const signature = write('signature', Buffer.from(token.split('.')[2] ?? '', 'base64url'));
      const check = (file: string) =>
        runProgram('openssl', ['dgst', '-sha256', '-verify', publicKey, '-signature', signature, file]);
      expect((await check(write('input', signingInput))).text).toContain('Verified OK');
      expect((await check(write('altered', `${signingInput}x`))).status).not.toBe(0);
    },
  );

  it('prints the eight steps in order', async () => {
    const run = await runSignet(['sign', ...store, '--claims', '{"iss":"a"}', '--steps', '--json']);
    const { steps, token } = run.json<SignedToken>();
    expect(steps.map((step) => step.name)).toEqual([
      'header-json',
      'header-base64url',
      'claims-json',
      'claims-base64url',
      'signing-input',
      'signature',
      'token',
      'form-body',
    ]);
    expect(steps[0]?.value).toBe('{"alg":"RS256"}');
    expect(steps[7]?.value).toBe(
      `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${token}`,
    );
  });

  it('adds what was asked for to the header, and nothing else', async () => {
    const run = await runSignet([
      'sign',
      ...store,
      '--kid',
      'k1',
      '--x5t',
      '--x5t-s256',
      '--x5c',
      '--header',
      '{"typ":"JWT"}',
      '--json',
    ]);
    const { header } = run.json<SignedToken>();
    expect(Object.keys(header).sort()).toEqual(['alg', 'kid', 'typ', 'x5c', 'x5t', 'x5t#S256']);
    expect(header.kid).toBe('k1');
  });

  it('takes claims as strings and as JSON, and a preset of a server', async () => {
    const run = await runSignet([
      'sign',
      ...store,
      '--server',
      'wso2-api-manager',
      '--claim',
      'iss=jwtIDP',
      '--claim',
      'sub=alice',
      '--claim',
      'n:=[1,{"a":true}]',
      '--json',
    ]);
    expect(run.json<SignedToken>().claims).toMatchObject({
      iss: 'jwtIDP',
      sub: 'alice',
      n: [1, { a: true }],
    });
    expect(run.json<SignedToken>().findings).toEqual([]);
  });

  it('warns when a claim breaks the server’s rule', async () => {
    const run = await runSignet([
      'sign',
      ...store,
      '--server',
      'axway-api-gateway',
      '--expires-in',
      '12m',
      '--json',
    ]);
    expect(run.json<SignedToken>().findings).toContainEqual(
      expect.objectContaining({ code: 'server-lifetime-too-long', path: 'claims.exp' }),
    );
  });

  it('refuses a weak key until told that it will do', async () => {
    const weak = [
      'sign',
      '--key',
      join(fixtures, 'pem', 'rsa-1024.pkcs8.pem'),
      '--claim',
      'iss=me',
      '--json',
    ];
    expect((await runSignet([...weak, '--allow-weak-key'])).status).toBe(0);
    const refused = await runSignet(weak);
    expect(refused.status).toBe(2);
    expect(refused.json()).toMatchObject({ error: { code: 'key-too-small' } });
  });

  it('refuses an algorithm that does not go with the key', async () => {
    expect((await runSignet(['sign', ...store, '--algorithm', 'PS256', '--json'])).status).toBe(0);
    const refused = await runSignet(['sign', ...store, '--algorithm', 'HS256', '--json']);
    expect(refused.json()).toMatchObject({ error: { code: 'key-type-mismatch' } });
  });

  it('signs with a secret, and verifies with it', async () => {
    const secret = ['--secret', 'a secret of at least thirty-two bytes'];
    const { token } = (
      await runSignet(['sign', ...secret, '--claim', 'iss=me', '--json'])
    ).json<SignedToken>();
    expect((await runSignet(['verify', token, ...secret])).status).toBe(0);
    expect(
      (await runSignet(['verify', token, '--secret', 'another secret of thirty-two bytes!'])).status,
    ).toBe(1);
  });

  it('reads claims from a file', async () => {
    const file = join(scratchFolder(), 'claims.json');
    writeFileSync(file, '{"iss":"file"}');
    expect(
      (await runSignet(['sign', ...store, '--claims', `@${file}`, '--json'])).json<SignedToken>().claims,
    ).toEqual({ iss: 'file' });
    const broken = await runSignet(['sign', ...store, '--claims', '{"iss":', '--json']);
    expect(broken.json()).toMatchObject({ error: { code: 'claims-not-json' } });
    expect(readFileSync(file, 'utf8')).toBe('{"iss":"file"}');
  });
});
