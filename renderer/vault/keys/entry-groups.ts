import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { keyStrength } from '../../parts/key/key-strength.ts';
import { expiryState } from '../../ui/expiry-state.ts';
import type { Choice } from '../../ui/select.tsx';

interface Group {
  readonly value: string;
  readonly label: string;
  readonly holds: (entry: VaultEntry, now: number) => boolean;
}

const kinds: readonly Group[] = [
  { value: 'key', label: 'Keys', holds: ({ kind }) => kind === 'key' },
  { value: 'certificate', label: 'Certificates', holds: ({ kind }) => kind === 'certificate' },
  {
    value: 'secret',
    label: 'Secrets',
    holds: ({ kind }) => kind === 'secret' || kind === 'client-secret',
  },
];

const attention: Group = {
  value: 'attention',
  label: 'Expired, expiring, weak or damaged',
  holds: needsAttention,
};

/** Whether its owner should look after it. */
export function needsAttention(entry: VaultEntry, now: number): boolean {
  const [leaf] = entry.chain;
  const expires = leaf && expiryState(leaf.notBefore, leaf.notAfter, now).state;
  return (
    entry.damaged === true ||
    keyStrength(entry.key)?.weak === true ||
    expires === 'expired' ||
    expires === 'soon'
  );
}

/** The parts of the vault that can be shown alone, with how many there are of each; those without any are left out. */
export function groupChoices(entries: readonly VaultEntry[], now: number): readonly Choice[] {
  const tags = [...new Set(entries.flatMap((entry) => entry.tags ?? []))].sort((one, other) =>
    one.localeCompare(other),
  );
  const groups = [...kinds, attention, ...tags.map(tagGroup)]
    .map((group) => ({ ...group, count: entries.filter((entry) => group.holds(entry, now)).length }))
    .filter(({ count }) => count > 0);
  return [
    { value: 'all', label: `All (${entries.length.toLocaleString('en')})` },
    ...groups.map(({ value, label, count }) => ({
      value,
      label: `${label} (${count.toLocaleString('en')})`,
    })),
  ];
}

/** The entries of one group; all, where the group is none. */
export function entriesOf(group: string, entries: readonly VaultEntry[], now: number): readonly VaultEntry[] {
  const found = [...kinds, attention].find(({ value }) => value === group);
  if (found) return entries.filter((entry) => found.holds(entry, now));
  const tag = tagOf(group);
  return tag === undefined ? entries : entries.filter((entry) => entry.tags?.includes(tag));
}

const tagMark = '#';

function tagGroup(tag: string): Group {
  return {
    value: `${tagMark}${tag}`,
    label: `Tag ${tag}`,
    holds: (entry) => entry.tags?.includes(tag) === true,
  };
}

function tagOf(group: string): string | undefined {
  return group.startsWith(tagMark) ? group.slice(tagMark.length) : undefined;
}
