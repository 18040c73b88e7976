import type { Flow } from '../../shared/contract/flows.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';

/** What a flow uses an entry of the vault for. */
export type EntryUse = 'key' | 'client-key' | 'dpop-key' | 'secret';

/** An entry that a flow names and the vault does not hold. */
export interface GoneEntry {
  readonly use: EntryUse;
  readonly name: string;
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

/** What the flow names that is not in the vault, each name once for keys and once for secrets. */
export function goneFrom(flow: Flow, entries: readonly Pick<VaultEntry, 'name'>[]): readonly GoneEntry[] {
  const here = new Set(entries.map(({ name }) => name));
  const gone = namedBy(flow).flatMap(([use, name]) =>
    name === undefined || here.has(name) ? [] : [{ use, name }],
  );
  return gone.filter(
    ({ use, name }, index) =>
      gone.findIndex((each) => each.name === name && (each.use === 'secret') === (use === 'secret')) ===
      index,
  );
}

/** Of these entries, those that the flow names. */
export function entriesOf<Entry extends Pick<VaultEntry, 'name'>>(
  flow: Flow,
  entries: readonly Entry[],
): readonly Entry[] {
  const named = new Set(namedBy(flow).map(([, name]) => name));
  return entries.filter(({ name }) => named.has(name));
}

/** The flow with another key wherever it named one that is gone. */
export function withKeyFor(flow: Flow, gone: string, key: string): Flow {
  const { dpop, auth } = flow;
  return {
    ...flow,
    ...(flow.key === gone ? { key } : {}),
    auth: auth.key === gone ? { ...auth, key } : auth,
    ...(dpop?.key === gone ? { dpop: { ...dpop, key } } : {}),
  };
}
