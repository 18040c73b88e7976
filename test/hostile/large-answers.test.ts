import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TokenExchange } from '../../shared/oauth/token-exchange.ts';
import { serveHttp } from '../core/http/test-servers.ts';
import { scratchFolder, signetFile } from '../support/run-signet.ts';
import { serveCore } from '../support/served-core.ts';

// Answers of almost 4 MiB, the most that is read, which keep whoever reads them busy: members without end, tokens without
// end, escapes of escapes. The process is watched from outside; nothing is measured but what comes before what.

const size = 4 * 1024 * 1024 - 100;
const repeat = (piece: string) => piece.repeat(Math.floor(size / piece.length));
const member = (index: number) => `"m${index}_token":"${'x'.repeat(230)}${index}"`;

const answers: Readonly<Record<string, string>> = {
  '16,000 members': `{"access_token":"t",${Array.from({ length: 16_000 }, (_, index) => member(index)).join()}}`,
  'one member, as often as it goes': `{"access_token":"t"${repeat(',"token":"t"')}}`,
  'escapes of escapes': `{"access_token":"t","x":"${repeat('&amp;amp;amp;amp;amp;%252525253')}"}`,
  'arrays in arrays': `{"access_token":"t","x":${repeat('[')}`,
  XML: `<r><access_token>t</access_token>${repeat('<a>b</a>')}</r>`,
  'XML in XML': repeat('<a>'),
  'a form': `access_token=t${repeat('&a_token=b')}`,
};

const request = (endpoint: string) => ({
  endpoint,
  grant: { type: 'refresh-token', refreshToken: 'a refresh token' },
  auth: { method: 'none' },
});

describe.each(Object.entries(answers))('%s', (_, body) => {
  it('holds up nobody else, and ends in an answer', { timeout: 120_000 }, async () => {
    let close = () => {};
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    const server = await serveHttp((answer) => answer.once('close', close).end(body));
    const core = await serveCore();
    onTestFinished(() => core.stop());
    let isOver = false;
    const sending = core.call<TokenExchange>('endpoint.send', request(server.url)).finally(() => {
      isOver = true;
    });
    // From here on the core has the answer, and reads it.
    await closed;
    let others = 0;
    for (; !isOver; others += 1) await core.call('about.get', {});
    expect(await sending).toMatchObject({ ok: true, value: { status: 200 } });
    // Held up, it answers one or two.
    expect(others).toBeGreaterThan(20);
  });
});

it('a reading that was cancelled is over: the next one is answered, and the process ends when it is told to', {
  timeout: 60_000,
}, async () => {
  const server = await serveHttp((answer) => answer.end(answers['16,000 members']));
  const core = await serveCore();
  for (let call = 0; call < 5; call += 1) {
    const cancel = new AbortController();
    const sending = core.call('endpoint.send', request(server.url), cancel.signal);
    await expect.poll(() => server.requests.length, { interval: 5 }).toBe(call + 1);
    cancel.abort();
    await expect(sending).rejects.toHaveProperty('name', 'AbortError');
  }
  expect(await core.call('about.get', {})).toHaveProperty('ok', true);
  void core.call('endpoint.send', request(server.url)).catch(() => {});
  await expect.poll(() => server.requests.length, { interval: 5 }).toBe(6);
  await core.stop();
  expect(core.process.exitCode).toBe(0);
});

it('the command ends by itself, and at once when it is told to', { timeout: 60_000 }, async () => {
  const server = await serveHttp((answer) => answer.end(answers['escapes of escapes']));
  const args = [
    'token',
    'request',
    '--endpoint',
    server.url,
    '--grant',
    'refresh-token',
    '--refresh-token',
    'r',
    '--trace',
  ];
  const start = () =>
    spawn(process.execPath, [signetFile, ...args], {
      env: { ...process.env, SIGNET_HOME: scratchFolder() },
      stdio: 'ignore',
    });
  const whole = start();
  expect(await new Promise((resolve) => whole.once('close', resolve))).toBe(0);
  const stopped = start();
  await expect.poll(() => server.requests.length, { timeout: 10_000, interval: 5 }).toBe(2);
  stopped.kill('SIGTERM');
  expect(await new Promise((resolve) => stopped.once('close', (_, signal) => resolve(signal)))).toBe(
    'SIGTERM',
  );
});
