import { spawnSync } from 'node:child_process';

/** Whether a peer is on this machine; says so once where it is not, since its tests are then skipped. */
export function hasTool(name: 'keytool' | 'openssl' | 'curl'): boolean {
  const found =
    spawnSync(name, [name === 'openssl' ? 'version' : name === 'curl' ? '--version' : '-help'], {
      stdio: 'ignore',
    }).status === 0;
  if (!found) console.log(`skipped: no ${name} on this machine`);
  return found;
}
