import { knownServers } from '../../shared/servers/known-servers.ts';
import type { Server } from '../../shared/servers/server.ts';

/** Whether it is the user's own: not, to the letter, one that Signet brings along. */
export function isOwn(server: Server): boolean {
  const known = knownServers.find(({ name }) => name === server.name);
  return known === undefined || JSON.stringify(known) !== JSON.stringify(server);
}

/** A server as its file holds it. */
export function serverText({ name: _, ...file }: Server): string {
  return JSON.stringify(file, null, 2);
}

/** What a server may be called: kebab-case, as its file is. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'Give it a name: it is that of its file, and of --server.';
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))
    return 'Small letters, digits and single hyphens: my-gateway.';
  return name.length > 60 ? 'At most 60 characters.' : undefined;
}
