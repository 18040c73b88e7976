import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { keyStrength } from '../../parts/key/key-strength.ts';
import { Badge } from '../../ui/badge.tsx';

/** What is amiss with an entry, in a word each. */
export function EntryBadges({ entry }: { entry: VaultEntry }) {
  return (
    <>
      {entry.damaged ? <Badge tone="danger">damaged</Badge> : null}
      {entry.key?.unsafe !== undefined ? <Badge tone="danger">unsafe</Badge> : null}
      {entry.key?.unsafe === undefined && keyStrength(entry.key)?.weak ? (
        <Badge tone="warning">weak</Badge>
      ) : null}
      {entry.unsaved ? <Badge tone="warning">not saved</Badge> : null}
    </>
  );
}
