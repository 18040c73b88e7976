import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron as electron, type Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../shared/base/result.ts';
import { fixtures, root, scratchFolder, signetFile } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';
import { desktopFace, launchChromium, loopbackFace } from './support/face.ts';
import { clientOf } from './support/window-client.ts';

// What goes out is recorded where nothing can go round it: every system call of every process that reaches a network.

/** For documentation (RFC 5737): nobody answers there. */
const planted = '192.0.2.1';
const calls = 'connect,sendto,sendmsg,sendmmsg';
const hasStrace = process.platform === 'linux' && hasTool('strace');

/** A program that runs another one and writes down where it goes. */
function recorder(program: string): { readonly starter: string; readonly outgoing: () => readonly string[] } {
  const folder = scratchFolder();
  const [starter, log] = [join(folder, 'start'), join(folder, 'calls')];
  writeFileSync(
    starter,
    `#!/bin/sh\nexec strace -f --seccomp-bpf -yy -qq -e trace=${calls} -e signal=none -o '${log}' '${program}' "$@"\n`,
  );
  chmodSync(starter, 0o755);
  return { starter, outgoing: () => placesIn(readFileSync(log, 'utf8')) };
}

/**
 * Where data went or a connection was asked for: addresses that are not this machine's, and name servers whatever their
 * address. To connect a datagram socket sends nothing: Chromium does so to learn whether there is a route for IPv6.
 */
function placesIn(log: string): readonly string[] {
  const found = new Set<string>();
  for (const line of log.split('\n')) {
    if (/\bconnect\(\d+<UDP/.test(line)) continue;
    const [, port, v4, v6] =
      /sin6?_port=htons\((\d+)\),.*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")/.exec(line) ??
      [];
    // A socket that is connected is written with its peer: <UDP:[10.0.0.1:4711->10.0.0.2:53]>.
    const [, peer, peerPort] = /->\[?([^\]>]+?)\]?:(\d+)\]>/.exec(line) ?? [];
    const host = v4 ?? v6 ?? peer;
    if (host === undefined) continue;
    const isOwn = /^(?:127\.|::1$|::ffff:127\.|0\.0\.0\.0$)/.test(host);
    if (!isOwn || (port ?? peerPort) === '53') found.add(`${host}:${port ?? peerPort}`);
  }
  return [...found];
}

/** Everything but sending: each view, a key, a token, a key store, a vault. */
async function workWithoutSending(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  const views = page.getByRole('navigation', { name: 'Pages' }).getByRole('listitem').getByRole('button');
  const count = await views.count();
  expect(count).toBeGreaterThan(3);
  for (let at = 0; at < count; at += 1) {
    await views.nth(at).click();
    await expect.poll(() => views.nth(at).getAttribute('aria-current')).toBe('page');
  }
  const client = clientOf({ page });
  const base64 = readFileSync(join(fixtures, 'keystores/wso2carbon.jks')).toString('base64');
  const { store } = unwrap(await client.keystore.open({ name: 'a.jks', base64, password: 'wso2carbon' }));
  unwrap(await client.vault.import({ store, alias: 'wso2carbon', name: 'imported' }));
  const key = unwrap(await client.vault.generate({ name: 'made', type: 'rsa', subject: 'CN=made' }));
  unwrap(await client.vault.create({ passphrase: 'a passphrase of this vault' }));
  const { token } = unwrap(
    await client.jose.sign({
      entry: key.id,
      // Addresses that must not be asked unless the user says so.
      header: `{"alg":"RS256","jku":"https://${planted}/keys","x5u":"https://${planted}/certificate"}`,
      claims: `{"iss":"https://${planted}/","aud":"https://${planted}/token","exp":"+5m"}`,
    }),
  );
  unwrap(await client.jose.verify({ token, key: { entry: key.id } }));
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

const goThere = `require('node:net').connect(9, '${planted}').on('error', () => {})`;

describe('a session in which nothing is sent reaches no network', () => {
  it.skipIf(!hasStrace || desktopFace.missing)('in the desktop app', { timeout: 120_000 }, async () => {
    const { starter, outgoing } = recorder(process.env.SIGNET_ELECTRON ?? '');
    const app = await electron.launch({
      executablePath: starter,
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root],
      env: { ...(process.env as Record<string, string>), SIGNET_HOME: scratchFolder() },
    });
    try {
      await workWithoutSending(await app.firstWindow());
      expect(outgoing()).toEqual([]);
      // It would have been seen.
      await app.evaluate((_, code) => {
        const { createRequire } = process.getBuiltinModule('node:module');
        new Function('require', code)(createRequire('/'));
      }, goThere);
      await expect.poll(outgoing).toEqual([`${planted}:9`]);
    } finally {
      await app.close();
    }
  });

  it.skipIf(!hasStrace || loopbackFace.missing)('in a browser', { timeout: 120_000 }, async () => {
    const core = recorder(process.execPath);
    // The browser is the user's own, and asks its maker's servers by itself: of it counts what the page asks for.
    const asked = new Set<string>();
    const trap = join(scratchFolder(), 'trap.cjs');
    writeFileSync(trap, `process.on('SIGUSR2', () => ${goThere})`);
    const server = spawn(core.starter, ['--require', trap, signetFile, 'serve', '--json'], {
      env: { ...process.env, SIGNET_HOME: scratchFolder() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
    // The recorder itself takes no signals.
    const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8');
    const pid = Number(children.split(' ')[0]);
    const program = await launchChromium();
    try {
      const context = await program.newContext();
      context.on('request', (request) => asked.add(new URL(request.url()).origin));
      const page = await context.newPage();
      const { url } = JSON.parse(line) as { url: string };
      await page.goto(url);
      await workWithoutSending(page);
      expect(core.outgoing()).toEqual([]);
      expect([...asked]).toEqual([new URL(url).origin]);
      // Both would have been seen.
      process.kill(pid, 'SIGUSR2');
      void (await context.newPage()).goto(`http://${planted}:9/`).catch(() => {});
      await expect.poll(core.outgoing).toEqual([`${planted}:9`]);
      await expect.poll(() => [...asked]).toContain(`http://${planted}:9`);
    } finally {
      await program.close();
      const ended = once(server, 'exit');
      process.kill(pid, 'SIGTERM');
      await ended;
    }
  });
});
