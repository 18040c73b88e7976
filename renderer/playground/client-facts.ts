import type { PlaygroundClient } from '../../shared/contract/playground.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import { personalities } from '../../shared/servers/personalities.ts';
import type { Fact } from '../ui/facts.tsx';
import { dpopWords } from './playground-words.ts';

const kindTitles: Readonly<Record<PlaygroundClient['kind'], string>> = {
  gateway: 'Gateway client',
  'api-manager': 'API manager client',
  standard: 'Standard client',
};

/** What a client is called: after the server whose part is taken, or after its kind. */
export function clientTitle({ kind, personality }: PlaygroundClient): string {
  const server = personalities.find((each) => each.name === personality);
  return server ? `${server.title} client` : kindTitles[kind];
}

/** The key whose certificate the client is registered with, if the vault has it. */
export function keyOf(
  { certificate }: PlaygroundClient,
  entries: readonly VaultEntry[],
): VaultEntry | undefined {
  if (certificate === undefined) return undefined;
  return entries.find((entry) => entry.kind === 'key' && entry.chain[0]?.sha256 === certificate);
}

/** What a composer needs to know of a client. */
export function clientFacts(client: PlaygroundClient, entries: readonly VaultEntry[]): Fact[] {
  const key = keyOf(client, entries);
  const secret = entries.find((entry) => entry.id === client.secret);
  return [
    { name: 'Endpoint', value: client.endpoint, copy: client.endpoint, mono: true },
    { name: 'Client ID', value: client.clientId, copy: client.clientId, mono: true },
    { name: 'iss', value: client.issuer, copy: client.issuer, mono: true },
    ...(client.subject === undefined
      ? []
      : [{ name: 'sub', value: client.subject, copy: client.subject, mono: true }]),
    { name: 'aud', value: client.audience, copy: client.audience, mono: true },
    { name: 'Authentication', value: client.authentication, mono: true },
    ...(client.dpop === undefined ? [] : [{ name: 'DPoP', value: dpopWords[client.dpop] }]),
    ...(client.certificate === undefined
      ? []
      : [{ name: 'Certificate', value: key ? `of ${key.name}` : client.certificate }]),
    ...(client.secret === undefined
      ? []
      : [{ name: 'Client secret', value: `kept as ${secret?.name ?? client.secret}` }]),
  ];
}

/** The same client at the playground's TLS address; undefined where there is none. */
export function overTls(
  client: PlaygroundClient,
  url: string | undefined,
  tlsUrl: string | undefined,
): PlaygroundClient | undefined {
  if (url === undefined || tlsUrl === undefined || !client.endpoint.startsWith(url)) return undefined;
  return { ...client, endpoint: tlsUrl + client.endpoint.slice(url.length) };
}
