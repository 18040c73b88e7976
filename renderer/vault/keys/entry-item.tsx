import { searchText } from '../../../shared/contract/entry-search.ts';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { EntryIcon } from '../../parts/key/entry-icon.tsx';
import { ExpiryBar } from '../../ui/expiry-bar.tsx';
import type { Item } from '../../ui/item-list.tsx';
import { EntryBadges } from './entry-badges.tsx';
import { entryNote } from './entry-words.ts';

/** An entry as a row of the list: what it is, what is amiss with it, when it expires. */
export function entryItem(entry: VaultEntry, now: number): Item {
  const [leaf] = entry.chain;
  return {
    id: entry.id,
    icon: () => <EntryIcon kind={entry.kind} />,
    title: entry.name,
    note: entryNote(entry),
    mark: () => <EntryBadges entry={entry} />,
    search: searchText(entry),
    ...(leaf === undefined
      ? {}
      : { more: () => <ExpiryBar notBefore={leaf.notBefore} notAfter={leaf.notAfter} now={now} /> }),
  };
}
