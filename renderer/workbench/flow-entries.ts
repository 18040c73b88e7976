import type { Flow } from '../../shared/contract/flows.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import { assertionUse } from '../../shared/oauth/build-request.ts';
import { authMethodFacts } from '../../shared/oauth/client-auth.ts';

/** What a flow uses an entry of the vault for. */
export type EntryUse = 'key' | 'client-key' | 'dpop-key' | 'secret';

/** An entry that a flow needs and the vault does not hold; without a name where the flow does not say which. */
export interface GoneEntry {
  readonly use: EntryUse;
  readonly name?: string;
}

/** What the flow names, by its use. */
function namedBy({ key, auth, dpop }: Flow): readonly (readonly [EntryUse, string | undefined])[] {
  return [
    ['key', key],
    ['client-key', auth.key],
    ['dpop-key', dpop?.key],
    ['secret', auth.secret],
  ];
}

/** What the flow cannot be sent without. */
function needsOf(flow: Flow): readonly EntryUse[] {
  const { needs } = authMethodFacts[flow.auth.method];
  return [
    ...(assertionUse(flow) === 'none' ? [] : (['key'] as const)),
    ...(needs === 'certificate' ? (['client-key'] as const) : []),
    ...(needs === 'secret' ? (['secret'] as const) : []),
  ];
}

/** What the flow names or needs that is not in the vault, each name once for keys and once for secrets. */
export function goneFrom(flow: Flow, entries: readonly Pick<VaultEntry, 'name'>[]): readonly GoneEntry[] {
  const here = new Set(entries.map(({ name }) => name));
  const needed = new Set(needsOf(flow));
  const gone = namedBy(flow).flatMap(([use, name]): GoneEntry[] => {
    if (name === undefined) return needed.has(use) ? [{ use }] : [];
    return here.has(name) ? [] : [{ use, name }];
  });
  const kindOf = ({ use, name }: GoneEntry) => JSON.stringify([use === 'secret', name ?? [use]]);
  return gone.filter((entry, index) => gone.findIndex((each) => kindOf(each) === kindOf(entry)) === index);
}

/** Of these entries, those that the flow names. */
export function entriesOf<Entry extends Pick<VaultEntry, 'name'>>(
  flow: Flow,
  entries: readonly Entry[],
): readonly Entry[] {
  const named = new Set(namedBy(flow).map(([, name]) => name));
  return entries.filter(({ name }) => named.has(name));
}

/** The flow with a key wherever it named the one that is gone, or in the use that has none yet. */
export function withKeyFor(flow: Flow, { use, name: gone }: GoneEntry, key: string): Flow {
  const { dpop, auth } = flow;
  const isMeant = (at: EntryUse, named: string | undefined) =>
    gone === undefined ? at === use : named === gone;
  return {
    ...flow,
    ...(isMeant('key', flow.key) ? { key } : {}),
    auth: isMeant('client-key', auth.key) ? { ...auth, key } : auth,
    ...(dpop && isMeant('dpop-key', dpop.key) ? { dpop: { ...dpop, key } } : {}),
  };
}
