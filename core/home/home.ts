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

/** What is kept in Signet's home beside the vault: settings and saved work, flows and accepted certificates, the history. */
export const documentNames = ['workspace', 'library', 'history'] as const;
export type DocumentName = (typeof documentNames)[number];

/** Beside each of them stand its lock file, temporary files and damaged ones, with something behind the name. */
const ownFiles = ['vault', ...documentNames].map((name) => `${name}.json`);

/** Whether a name in Signet's home is one that Signet gave: the desktop app keeps its browser's own files there, too. */
export function isOwnFile(name: string): boolean {
  return name === servers || ownFiles.some((file) => name === file || name.startsWith(`${file}.`));
}

const servers = 'servers';

/** Where servers are kept that the user has described. */
export function serversFolder(home: string): string {
  return join(home, servers);
}

/** The vault's place within Signet's home. */
export function vaultFile(home: string): string {
  return join(home, 'vault.json');
}
