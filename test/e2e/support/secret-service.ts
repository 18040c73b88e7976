import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { scratchFolder } from '../../support/run-signet.ts';

/** A secret service of its own: gnome-keyring, unlocked, on a D-Bus session that nobody else sees. */
export interface SecretService {
  /** What a program needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Why there is none, where there is none. */
export const secretServiceMissing = process.env.SIGNET_SECRET_SERVICE ? undefined : 'no gnome-keyring';

/** @param folder where its keyring is kept: a second service on the same folder knows what the first was told. */
export async function startSecretService(folder = scratchFolder()): Promise<SecretService> {
  const runtime = join(folder, 'runtime');
  const data = join(folder, 'data');
  for (const each of [runtime, data]) mkdirSync(each, { recursive: true, mode: 0o700 });
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [address] = (await once(createInterface(bus.stdout), 'line')) as [string];
  const env = {
    DBUS_SESSION_BUS_ADDRESS: address,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: data,
    // Chromium picks the keychain by the desktop that it thinks it is on.
    XDG_CURRENT_DESKTOP: 'GNOME',
  };
  const keyring = spawn('gnome-keyring-daemon', ['--unlock', '--foreground', '--components=secrets'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  keyring.stdin.end('the keyring of a test');
  while (!isOnBus(env)) await wait(50);
  return {
    env,
    async close() {
      await stop(keyring);
      await stop(bus);
    },
  };
}

/** Whether the service has its name on the bus. */
function isOnBus(env: Readonly<Record<string, string>>): boolean {
  const question = ['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  const { stdout } = spawnSync(
    'dbus-send',
    ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', ...question],
    { env: { ...process.env, ...env }, encoding: 'utf8' },
  );
  return stdout.includes('boolean true');
}

async function stop(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const exited = once(process, 'exit');
  process.kill('SIGTERM');
  await exited;
}
