import { join } from 'node:path';

/**
 * The folder that holds everything Signet keeps: `SIGNET_HOME`, else the platform's own place for it.
 * @param homeFolder the user's home folder
 */
export function resolveHome(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  homeFolder: string,
): string {
  if (env.SIGNET_HOME) return env.SIGNET_HOME;
  if (platform === 'darwin') return join(homeFolder, 'Library', 'Application Support', 'Signet');
  if (platform === 'win32') return join(env.APPDATA ?? join(homeFolder, 'AppData', 'Roaming'), 'Signet');
  return join(env.XDG_CONFIG_HOME ?? join(homeFolder, '.config'), 'signet');
}

/** The vault's place within Signet's home. */
export function vaultFile(home: string): string {
  return join(home, 'vault.json');
}
