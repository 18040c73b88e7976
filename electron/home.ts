import { homedir } from 'node:os';
import { app } from 'electron';
import { resolveHome } from '../core/home/home.ts';
import { makePrivateHome } from '../core/home/private-home.ts';

/** Moves Electron's own data to Signet's home, so that everything is kept in one place. */
export function setUpHome(): string {
  const home = resolveHome(process.env, process.platform, homedir());
  makePrivateHome(home);
  app.setPath('userData', home);
  return home;
}
