import type { Flow } from '../../shared/contract/flows.ts';
import type { PlaygroundClient } from '../../shared/contract/playground.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import { originOf } from '../../shared/oauth/token-request.ts';

const longestId = 150;

/** What a client's secret is called in the vault, with a number behind it where that name is taken. */
export function secretName(clientId: string, entries: readonly Pick<VaultEntry, 'name'>[]): string {
  const taken = new Set(entries.map((entry) => entry.name));
  const base = baseName(clientId);
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${base} (${count})`;
    if (!taken.has(name)) return name;
  }
}

function baseName(clientId: string): string {
  const id = clientId.trim();
  return id === '' ? 'client secret' : `secret of ${id.slice(0, longestId)}`;
}

/** Whose secret it is: of which client, at which server. */
type Client = Pick<Draft, 'endpoint'> & { readonly auth: Pick<Draft['auth'], 'clientId'> };

interface SecretUses {
  /** All but the one that the secret is typed for. */
  readonly drafts: readonly Draft[];
  readonly flows: readonly Flow[];
  readonly clients: readonly PlaygroundClient[];
}

/**
 * Whether another secret may take the place of the one that an entry holds: all that uses it speaks for the same client at
 * the same server. Else something else would send a secret that was typed for another.
 */
export function mayReplaceSecret(
  entry: Pick<VaultEntry, 'id' | 'name' | 'kind' | 'addresses'>,
  client: Client,
  { drafts, flows, clients }: SecretUses,
): boolean {
  const base = baseName(client.auth.clientId);
  const isNamed = entry.name === base || entry.name.replace(/ \(\d+\)$/, '') === base;
  // Under a name that the user has given it, it is the user's to say whose it is.
  const isOthers = !isNamed && /^(?:secret of |client secret$)/.test(entry.name);
  const users: readonly Client[] = [
    ...drafts.filter(({ auth }) => auth.secret === entry.id),
    ...flows
      .filter(({ auth }) => auth.secret === entry.name)
      .map(({ endpoint, auth }) => ({ endpoint, auth: { clientId: auth.clientId ?? '' } })),
  ];
  return (
    entry.kind === 'client-secret' &&
    !isOthers &&
    isGivenFor(entry, client.endpoint) &&
    users.every((user) => isSame(user, client)) &&
    !clients.some(({ secret }) => secret === entry.id)
  );
}

function isSame(one: Client, other: Client): boolean {
  return one.auth.clientId.trim() === other.auth.clientId.trim() && serverOf(one) === serverOf(other);
}

function serverOf({ endpoint }: Client): string {
  return originOf(endpoint) ?? endpoint.trim();
}

/** Whether the core would send a client's secret to an endpoint; what was never sent goes to the first that it is sent to. */
export function isGivenFor({ addresses }: Pick<VaultEntry, 'addresses'>, endpoint: string): boolean {
  const origin = originOf(endpoint);
  if (addresses === undefined || origin === undefined) return true;
  return addresses.some((each) => each === origin || each.startsWith(`${origin} via `));
}
