import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const programs = ['gnome-keyring-daemon', 'dbus-daemon', 'dbus-send'];

/**
 * A secret service for the tests of the keychain on Linux: one that is there, else Debian's where we may install it.
 * @returns {boolean} whether there is one
 */
export function findSecretService() {
  if (process.platform !== 'linux') return false;
  return programs.every(isInstalled) || (installDebians() && programs.every(isInstalled));
}

function isInstalled(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function installDebians() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log('installing Debian’s gnome-keyring');
  const packages = 'gnome-keyring dbus-daemon dbus-bin libsecret-1-0';
  const install = `apt-get install -y --no-install-recommends ${packages}`;
  const { status } = spawnSync('sh', ['-c', `${install} || (apt-get update && ${install})`], {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}
