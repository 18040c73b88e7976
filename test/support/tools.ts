import { spawnSync } from 'node:child_process';

/** How each peer is asked whether it is there. */
const questions = {
  keytool: '-help',
  openssl: 'version',
  curl: '--version',
  bash: '--version',
  // It has no option for its version: it reads standard input, which is empty.
  sh: '-e',
  java: '-version',
  zsh: '--version',
  fish: '--version',
  python3: '--version',
  setpriv: '--version',
  strace: '--version',
  certtool: '--version',
  pk12util: '-H',
  certutil: '-H',
  // An option that it does not know, so that it asks for nothing.
  'ssh-keygen': '-?',
} as const;

/** Whether a peer is on this machine; says so once where it is not, since its tests are then skipped. */
export function hasTool(name: keyof typeof questions): boolean {
  const found = spawnSync(name, [questions[name]], { stdio: 'ignore' }).error === undefined;
  if (!found) console.log(`skipped: no ${name} on this machine`);
  return found;
}
