import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SignJWT } from 'jose';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlaygroundRegistration } from '../../core/playground/control-endpoints.ts';
import { makeIdentity } from '../core/playground/certificates.ts';
import { fixtures, root, runSignet, scratchFolder, signetFile } from '../support/run-signet.ts';

const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
});

interface Started {
  readonly url: string;
  readonly resource: string;
  readonly clients: readonly PlaygroundRegistration[];
}

/** Starts the playground, and answers the JSON document it prints once it listens. */
async function start(...args: readonly string[]): Promise<Started> {
  const child = spawn(process.execPath, [signetFile, 'playground', ...args, '--json'], {
    cwd: root,
    env: { ...process.env, SIGNET_HOME: scratchFolder() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as Started;
  throw new Error('it ended without a word');
}

const certificate = join(fixtures, 'expected', 'wso2carbon.jks.wso2carbon.cer');

function file(name: string, text: string): string {
  const path = join(scratchFolder(), name);
  writeFileSync(path, text);
  return path;
}

const credentials = (clientId: string, secret: string, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`, ...headers },
  body: new URLSearchParams({ grant_type: 'client_credentials' }),
});

describe('signet playground', () => {
  it('registers one client of each kind for a certificate alone', async () => {
    const { clients } = await start('--cert', certificate);
    expect(clients.map(({ kind, authentication }) => [kind, authentication])).toEqual([
      ['gateway', 'none'],
      ['api-manager', 'client_secret_basic'],
      ['standard', 'private_key_jwt'],
    ]);
  });

  it('registers a client with the id and secret of the caller, who then calls the resource', async () => {
    const secret = file('secret', 'correct horse\nnot this line');
    const { clients, resource } = await start(
      '--auth',
      'client_secret_basic',
      '--client-id',
      'me',
      '--client-secret-file',
      secret,
    );
    expect(clients).toMatchObject([{ clientId: 'me', clientSecret: 'correct horse' }]);
    const endpoint = clients[0]?.endpoint ?? '';
    expect((await fetch(endpoint, credentials('me', 'wrong'))).status).toBe(401);
    const { access_token: token } = await (await fetch(endpoint, credentials('me', 'correct+horse'))).json();
    const answer = await fetch(resource, { headers: { authorization: `Bearer ${token}` } });
    expect(await answer.json()).toMatchObject({ client_id: 'me' });
  });

  it('registers a public key from a JWK file', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = file('key.jwk', JSON.stringify(publicKey.export({ format: 'jwk' })));
    const [client] = (await start('--jwk', jwk)).clients;
    if (!client) throw new Error('no client');
    const assertion = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(client.clientId)
      .setSubject(client.clientId)
      .setAudience(client.audience)
      .setJti('1')
      .setExpirationTime('1m')
      .sign(privateKey);
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
    expect((await fetch(client.endpoint, { method: 'POST', body })).status).toBe(200);
    expect((await fetch(client.endpoint, { method: 'POST', body })).status).toBe(401);
  });

  it('takes the part of a known server', async () => {
    const { clients } = await start('--cert', certificate, '--server', 'wso2-api-manager');
    expect(clients).toMatchObject([{ kind: 'standard', personality: 'wso2-api-manager' }]);
  });

  it('fails as often as it is told to', async () => {
    const secret = file('secret', 's');
    const { clients } = await start(
      ...['--auth', 'client_secret_basic', '--client-id', 'me', '--client-secret-file', secret],
      ...['--fail', 'server-error:1'],
    );
    const endpoint = clients[0]?.endpoint ?? '';
    expect((await fetch(endpoint, credentials('me', 's'))).status).toBe(500);
    expect((await fetch(endpoint, credentials('me', 's'))).status).toBe(200);
  });

  it.each([
    ['an unknown way to fail', ['--fail', 'rain'], 'usage'],
    ['a count that is none', ['--fail', 'html:0'], 'usage'],
    ['an unknown server', ['--auth', 'none', '--server', 'nobody'], 'unknown-server'],
    ['a certificate that is missing', ['--cert', '/nowhere.pem'], 'file-not-found'],
    ['a client that signs and has no key', ['--auth', 'private_key_jwt'], 'key-needed'],
    ['a JWK that is none', ['--jwk', certificate], 'unknown-format'],
  ])('refuses %s, and ends', async (_, args, code) => {
    const run = await runSignet(['playground', ...args, '--json']);
    expect(run.status).toBe(2);
    expect(run.json()).toMatchObject({ error: { code } });
  });
});

describe('signet token request against signet playground', () => {
  // The two sides share no code that signs or checks: what one makes, the other judges by itself.
  let own: { key: string; certificate: string };
  beforeAll(async () => {
    const { keyPem, certificatePem } = await makeIdentity();
    own = { key: file('key.pem', keyPem), certificate: file('certificate.pem', certificatePem) };
  });

  it.each([
    ['private_key_jwt', ['key']],
    ['client_secret_jwt', [] as string[]],
    ['client_secret_basic', []],
    ['client_secret_post', []],
    ['tls_client_auth', ['key', 'certificate', 'insecure']],
    ['self_signed_tls_client_auth', ['key', 'certificate', 'insecure']],
  ])('%s, with a DPoP proof and its nonce', async (auth, needs) => {
    const options = needs.flatMap((need) => {
      if (need === 'key') return ['--client-key', own.key];
      return need === 'certificate' ? ['--client-cert', own.certificate] : ['--insecure'];
    });
    const secretFile = file('secret', 's'.repeat(64));
    const secret = auth.startsWith('client_secret') ? ['--client-secret-file', secretFile] : [];
    const args = ['--cert', own.certificate, '--auth', auth, '--dpop', 'nonce', ...secret];
    const [client] = (await start(...args)).clients;
    if (!client) throw new Error('no client');
    const method = auth.replace('client_secret_basic', 'basic').replace('client_secret_post', 'post');
    const run = await runSignet([
      ...['token', 'request', '--grant', 'client-credentials', '--dpop', '--json'],
      ...['--endpoint', client.endpoint, '--client-id', client.clientId],
      ...['--auth', method.endsWith('tls_client_auth') ? 'mtls' : method, ...options, ...secret],
    ]);
    expect(run.json()).toMatchObject({ ok: true, tokens: { token_type: 'DPoP' } });
  });
});
