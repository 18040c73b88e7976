import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { bundle } from '../../support/bundle.ts';
import { closedPort, json, serveHttp, serveOldTls, serveTls } from '../http/test-servers.ts';
import { makeIdentity } from '../playground/certificates.ts';
import { startPlayground } from '../playground/playground-bench.ts';
import type { Attempt, Outcome } from './print-exchanges.ts';

// Electron's TLS is BoringSSL: what it words differently must not show in what a user is told.

const electron = process.env.SIGNET_ELECTRON ?? '';
if (electron === '') console.log('skipped: no Electron runtime');

it.skipIf(electron === '')(
  'tells of TLS in Electron what it tells in plain Node',
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signet-electron-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const identity = await makeIdentity();
    const playground = await startPlayground();
    const register = (more: object) =>
      playground.register({ kind: 'standard', certificate: identity.certificate, ...more });
    const mutual = await register({ authentication: 'self_signed_tls_client_auth' });
    const bound = await register({ authentication: 'self_signed_tls_client_auth', dpop: 'nonce' });
    const server = await serveTls(json({ access_token: 't', token_type: 'Bearer' }));
    const [expired, misnamed] = [await serveTls(json({}), 'expired'), await serveTls(json({}), 'other-name')];
    const plain = await serveHttp(json({}));
    const pem = identity.keyPem + identity.certificatePem;
    const insecure = { insecure: true };
    const attempts: Record<string, Attempt> = {
      'accepted because insecure': { endpoint: server.url, options: insecure },
      'trusted by an authority': { endpoint: server.url, options: { ca: server.pem } },
      'self-signed': { endpoint: server.url },
      expired: { endpoint: expired.url, options: { ca: expired.pem } },
      'for another name': { endpoint: misnamed.url, options: { ca: misnamed.pem } },
      'outdated TLS': { endpoint: await serveOldTls(), options: insecure },
      'no TLS at all': { endpoint: plain.url.replace('http:', 'https:'), options: insecure },
      'nobody there': { endpoint: `https://127.0.0.1:${await closedPort()}/` },
      'mutual TLS': {
        endpoint: mutual.endpoint,
        clientId: mutual.clientId,
        identity: pem,
        options: insecure,
      },
      'mutual TLS and DPoP': {
        endpoint: bound.endpoint,
        clientId: bound.clientId,
        identity: pem,
        options: insecure,
        dpop: true,
      },
    };
    const script = await bundle(join(import.meta.dirname, 'print-exchanges.ts'), folder);
    const run = async (executable: string) => {
      const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
      const { stdout } = await promisify(execFile)(executable, [script, JSON.stringify(attempts)], { env });
      return JSON.parse(stdout) as Record<string, Outcome>;
    };
    const inNode = await run(process.execPath);
    expect(inNode).toMatchObject({
      'accepted because insecure': { ok: true, trust: 'insecure' },
      'trusted by an authority': { ok: true, trust: 'authority' },
      'self-signed': { code: 'tls-untrusted', step: 'tls' },
      'outdated TLS': { code: 'tls-failed', step: 'tls' },
      'mutual TLS': { ok: true },
      'mutual TLS and DPoP': { ok: true, tokenType: 'DPoP' },
    });
    expect(await run(electron)).toEqual(inNode);
  },
);
