import { randomFillSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fixtures, type RunOptions, runSignet, scratchFolder } from '../support/run-signet.ts';

const jks = join(fixtures, 'keystores', 'wso2carbon.jks');
const p12 = join(fixtures, 'keystores', 'wso2carbon.p12');

interface Failure {
  readonly error: { readonly code: string; readonly message: string; readonly hint?: string };
}

/** Exit 2, exactly one JSON document, no stack trace; and the same without --json in one or two lines. */
async function expectFailure(args: readonly string[], code: string, options: RunOptions = {}): Promise<void> {
  const json = await runSignet([...args, '--json'], options);
  expect(json.json<Failure>().error.code).toBe(code);
  expect(json.status).toBe(2);
  expect(json.stderr).toBe('');
  const text = await runSignet(args, options);
  expect(text.status).toBe(2);
  expect(text.text).toBe('');
  expect(text.stderr).toMatch(/^signet: [^\n]+\n(?:hint: [^\n]+\n)?$/);
}

describe('bad key stores and keys', () => {
  const list = (file: string, password: string) => ['keystore', 'list', file, '--storepass', password];

  it.each([
    ['JKS', jks],
    ['PKCS#12', p12],
  ])('a wrong password for a %s', async (_kind, file) => {
    expect((await runSignet(list(file, 'wso2carbon'))).status).toBe(0);
    await expectFailure(list(file, 'not it'), 'wrong-password');
  });

  it('not a key store', async () => {
    const file = join(scratchFolder(), 'store.jks');
    writeFileSync(file, 'this is a letter, not a key store');
    await expectFailure(list(file, 'wso2carbon'), 'unknown-format');
  });

  it('no such file', async () => {
    await expectFailure(list(join(scratchFolder(), 'none.jks'), 'x'), 'file-not-found');
  });

  it('an empty file', async () => {
    const file = join(scratchFolder(), 'empty.pem');
    writeFileSync(file, '');
    await expectFailure(list(file, 'x'), 'empty-input');
  });

  it('a truncated PEM', async () => {
    const whole = readFileSync(join(fixtures, 'manuals', 'api-manager-default-certificate.pem'), 'utf8');
    const file = join(scratchFolder(), 'cut.pem');
    writeFileSync(file, whole);
    expect((await runSignet(['cert', 'show', file])).status).toBe(0);
    writeFileSync(file, whole.slice(0, 400));
    await expectFailure(['cert', 'show', file], 'damaged-file');
  });

  it('a truncated key store', async () => {
    const file = join(scratchFolder(), 'cut.jks');
    writeFileSync(file, readFileSync(jks).subarray(0, 900));
    await expectFailure(list(file, 'wso2carbon'), 'damaged-file');
  });

  it('an alias that does not exist, and nothing is written', async () => {
    const out = join(scratchFolder(), 'out.crt');
    const args = ['keystore', 'export', jks, '--storepass', 'wso2carbon', '--out', out];
    await expectFailure([...args, '--alias', 'nobody'], 'alias-not-found');
    expect(existsSync(out)).toBe(false);
    expect((await runSignet([...args, '--alias', 'wso2carbon'])).status).toBe(0);
    expect(existsSync(out)).toBe(true);
  });

  it('a file that exists is left alone until --force', async () => {
    const out = join(scratchFolder(), 'out.crt');
    writeFileSync(out, 'mine');
    const args = [
      'keystore',
      'export',
      jks,
      '--storepass',
      'wso2carbon',
      '--alias',
      'wso2carbon',
      '--out',
      out,
    ];
    await expectFailure(args, 'file-exists');
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect((await runSignet([...args, '--force'])).status).toBe(0);
    expect(readFileSync(out, 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
  });

  it('fifty megabytes of noise, as a file and as a token', async () => {
    const file = join(scratchFolder(), 'noise');
    const noise = randomFillSync(Buffer.alloc(50 * 1024 * 1024));
    writeFileSync(file, noise);
    await expectFailure(list(file, 'x'), 'input-too-large');
    await expectFailure(['decode', '-'], 'input-too-large', { input: noise });
  });

  it('a megabyte of noise', async () => {
    const file = join(scratchFolder(), 'noise');
    writeFileSync(file, randomFillSync(Buffer.alloc(1024 * 1024)));
    await expectFailure(list(file, 'x'), 'unknown-format');
  });

  it('an unknown command and an unknown option', async () => {
    await expectFailure(['dcode'], 'usage');
    await expectFailure(['decode', '--frobnicate'], 'usage');
  });
});

describe('bad endpoints', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  const listen = async (onRequest: Parameters<typeof createServer>[1]): Promise<string> => {
    const server = createServer(onRequest ?? (() => {}));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  };
  const request = (endpoint: string) => ['token', 'request', '--endpoint', endpoint, '--assertion', 'a.b.c'];

  it('answers with a token: the control', async () => {
    const endpoint = await listen((_request, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end('{"access_token":"t","token_type":"Bearer","expires_in":"60"}');
    });
    const run = await runSignet([...request(endpoint), '--json']);
    expect(run.status).toBe(0);
    expect(run.json()).toMatchObject({
      ok: true,
      status: 200,
      format: 'json',
      tokens: { access_token: 't', expires_in: 60 },
    });
  });

  it('is down', async () => {
    const endpoint = await listen(() => {});
    const [server] = servers.splice(0);
    await new Promise((resolve) => server?.close(resolve));
    await expectFailure(request(endpoint), 'endpoint-unreachable');
  });

  it('never answers', async () => {
    await expectFailure([...request(await listen(() => {})), '--timeout', '1s'], 'endpoint-timeout');
  });

  it('answers HTML: a document, and the verdict’s exit 1', async () => {
    const endpoint = await listen((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!DOCTYPE html><html><body>Sign in</body></html>');
    });
    const run = await runSignet([...request(endpoint), '--json']);
    expect(run.status).toBe(1);
    expect(run.json()).toMatchObject({ ok: false, status: 200, format: 'unknown' });
    expect(run.json<{ explanation: { cause: string }[] }>().explanation[0]?.cause).toMatch(/web page/);
  });

  it('is no URL', async () => {
    await expectFailure(request('nowhere'), 'endpoint-not-a-url');
    await expectFailure([...request('nowhere'), '--print', 'curl-cmd'], 'endpoint-not-a-url');
  });
});
