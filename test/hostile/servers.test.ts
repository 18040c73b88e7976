import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCodes } from '../../shared/base/error-code.ts';
import type { Result } from '../../shared/base/result.ts';
import { endless, hostileServers } from '../support/hostile-servers.ts';
import { scratchFolder, signetFile } from '../support/run-signet.ts';
import { type ServedCore, serveCore } from '../support/served-core.ts';

// Every call that asks a server, against every server that answers as none should: each ends by itself in an answer or a
// coded error, in a process that is watched from outside, and takes little memory.

const watchdog = 60_000;
/** Of seven calls at a time, each with its answer of 4 MiB. */
const mostMemory = 512 * 1024 * 1024;
const token = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl';
const auth = { method: 'none' };
const timeoutSeconds = 2;

const calls: readonly (readonly [method: string, input: (url: string) => object])[] = [
  [
    'endpoint.send',
    (endpoint) => ({ endpoint, grant: { type: 'jwt-bearer', assertion: token }, auth, timeoutSeconds }),
  ],
  ['endpoint.introspect', (endpoint) => ({ endpoint, token, auth, timeoutSeconds })],
  ['endpoint.revoke', (endpoint) => ({ endpoint, token, auth, timeoutSeconds })],
  ['endpoint.callResource', (url) => ({ url, method: 'GET', accessToken: token, timeoutSeconds })],
  ['endpoint.discover', (issuer) => ({ issuer, timeoutSeconds })],
  ['jose.verify', (jwks) => ({ token, key: { jwks } })],
  ['jose.verify', (issuer) => ({ token, key: { issuer } })],
];

const commands: readonly ((url: string) => readonly string[])[] = [
  (url) => ['token', 'request', '--endpoint', url, '--assertion', token, '--trace', '--timeout', '2s'],
  (url) => ['token', 'introspect', token, '--endpoint', url, '--timeout', '2s'],
  (url) => ['token', 'revoke', token, '--endpoint', url, '--timeout', '2s'],
  (url) => ['token', 'call', url, '--access-token', token, '--timeout', '2s'],
  (url) => ['token', 'discover', url, '--timeout', '2s'],
  (url) => ['verify', token, '--jwks', url],
];

/** Three of the calls for each server, in turn, of which each goes to many; npm run fuzz servers makes all. */
function callsFor(server: string): typeof calls {
  if (process.env.SIGNET_FUZZ_MUTATIONS !== undefined) return calls;
  const first = Object.keys(hostileServers).indexOf(server);
  return calls.filter((_, index) => (index + 2 * first) % calls.length < 3);
}

function isCoded(result: Result<unknown>): boolean {
  if (result.ok) return true;
  const { code, message } = result.error;
  return code !== 'internal-error' && errorCodes.includes(code) && message !== '';
}

/** The most memory that a process ever held, in bytes. */
function peakMemory(pid: number | undefined): number {
  const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

describe('in the core', () => {
  let core: ServedCore;
  beforeAll(async () => {
    core = await serveCore();
  });
  afterAll(async () => {
    if (process.platform === 'linux') expect(peakMemory(core.process.pid)).toBeLessThan(mostMemory);
    await core.stop();
  });

  it.each(Object.entries(hostileServers))('%s', { timeout: 2 * watchdog }, async (name, start) => {
    const { url } = await start();
    const timer = setTimeout(() => core.process.kill('SIGKILL'), watchdog);
    try {
      await Promise.all(
        callsFor(name).map(async ([method, input]) => {
          // Keys are fetched without a limit of the caller's own: here the caller gives up.
          const isCancelled = endless.has(name) && method === 'jose.verify';
          const signal = isCancelled ? AbortSignal.timeout(1000) : undefined;
          const answer = core.call(method, input(url), signal);
          if (isCancelled) return expect(answer).rejects.toHaveProperty('name', 'TimeoutError');
          expect([method, await answer]).toSatisfy(([, result]) => isCoded(result));
          return undefined;
        }),
      );
      expect(await core.call('about.get', {})).toHaveProperty('ok', true);
    } finally {
      clearTimeout(timer);
    }
  });
});

const names = Object.keys(hostileServers);

describe('in the command', () => {
  it.each(Object.entries(hostileServers))('%s', { timeout: 3 * watchdog }, async (name, start) => {
    const { url } = await start();
    // One of the commands for each server; npm run fuzz has all.
    const own = names.indexOf(name) % commands.length;
    for (const [index, command] of commands.entries()) {
      const args = command(url);
      if (process.env.SIGNET_FUZZ_MUTATIONS === undefined && index !== own) continue;
      // Keys have half a minute: once is enough.
      if (endless.has(name) && args[0] === 'verify' && name !== 'a slow drip') continue;
      const { status, json, stderr } = await watched([...args, '--json']);
      expect([0, 1, 2], `${args[1]}: ${stderr}`).toContain(status);
      const document = JSON.parse(json) as { readonly error?: { readonly code?: string } };
      if (status !== 2) continue;
      expect(errorCodes).toContain(document.error?.code);
      expect(document.error?.code).not.toBe('internal-error');
    }
  });
});

/** Kills the command when it does not end by itself: its status is then null. */
function watched(args: readonly string[]): Promise<{ status: number | null; json: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--max-old-space-size=256', signetFile, ...args], {
      env: { ...process.env, SIGNET_HOME: scratchFolder() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), watchdog);
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ status, json: Buffer.concat(out).toString('utf8'), stderr });
    });
  });
}
