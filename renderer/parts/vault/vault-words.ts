import { nameSome } from '../../../shared/base/name-some.ts';
import {
  type KeychainStatus,
  onlyInMemory,
  type RescuedVault,
  type VaultEntry,
  type VaultSlot,
  type VaultStatus,
} from '../../../shared/contract/vault.ts';
import type { Tone } from '../../ui/badge.tsx';
import { localDate, secondsOf } from '../../ui/local-time.ts';
import type { VaultCondition } from './vault-condition.ts';

interface ConditionWords {
  /** How it is, in a word or two. */
  readonly short: string;
  /** What it means, and what to do. */
  readonly long: string;
  /** Of the dialog that leads on from it. */
  readonly title: string;
  readonly tone: Tone;
}

export const vaultWords: Readonly<Record<VaultCondition, ConditionWords>> = {
  memory: {
    short: 'Memory only',
    long: 'There is no vault yet: keys, secrets and certificates are only in memory, and lost when Signet closes. Drafts, flows and history are kept: they hold no secrets.',
    title: 'Create vault',
    tone: 'warning',
  },
  locked: {
    short: 'Locked',
    long: 'Names and certificates can be seen. Signing, adding and changing need the vault unlocked.',
    title: 'Unlock vault',
    tone: 'warning',
  },
  unlocked: {
    short: 'Unlocked',
    long: 'Keys are kept encrypted on this machine, and can be used until the vault is locked.',
    title: 'Vault',
    tone: 'success',
  },
  damaged: {
    short: 'Damaged',
    long: 'The vault file is not as Signet wrote it: a disk error, or another program has changed it. Nothing was deleted. Rescuing keeps the damaged file aside, and puts every entry that is whole into a new one.',
    title: 'Rescue vault',
    tone: 'danger',
  },
  newer: {
    short: 'Of a newer Signet',
    long: 'A newer Signet has written the vault file. This one leaves it as it is: update Signet to use it.',
    title: 'Vault',
    tone: 'danger',
  },
  unavailable: {
    short: 'Not available',
    long: 'Signet cannot tell how the vault is.',
    title: 'Vault',
    tone: 'danger',
  },
};

/** What of the vault is kept and what is not: in the rail, and in full. */
export function vaultBadge(
  condition: VaultCondition,
  status: VaultStatus | null,
  entries: readonly Pick<VaultEntry, 'name' | 'unsaved'>[],
): { readonly short: string; readonly long: string } {
  const { short, long } = vaultWords[condition];
  if (!status || condition === 'damaged') return { short, long };
  const unkept = onlyInMemory(status, entries).map(({ name }) => name);
  const kept = entries.length - unkept.length;
  const counts = [
    ...(kept > 0 && unkept.length === 0 ? [`${kept} kept`] : []),
    ...(unkept.length > 0 ? [`${unkept.length} not kept`] : []),
  ];
  const sentences = [
    ...(kept > 0 ? [`${entriesAre(kept)} kept, encrypted, on this machine.`] : []),
    ...(unkept.length > 0
      ? [`${entriesAre(unkept.length)} only in memory, and lost when Signet closes: ${nameSome(unkept)}.`]
      : []),
  ];
  return { short: [short, ...counts].join(' · '), long: sentences.length > 0 ? sentences.join(' ') : long };
}

/** Why there is only memory so far, and what a vault can be opened with. */
export function whyMemoryOnly(keychain: KeychainStatus): string {
  switch (keychain.state) {
    case 'available':
      return 'Keep them, encrypted, under the keychain of this machine, a passphrase, or both.';
    case 'none':
      return 'This face of Signet has no keychain to keep them under: choose a passphrase to keep them, encrypted, on this machine.';
    case 'basic-text':
      return 'This machine has a keychain in name only, whose password everybody knows, so that it is not used: choose a passphrase to keep them, encrypted.';
    case 'unavailable':
      return `The keychain of this machine cannot be used now${keychain.reason === undefined ? '' : ` (${keychain.reason})`}: choose a passphrase to keep them, encrypted.`;
  }
}

export const keychainWords: Readonly<Record<KeychainStatus['state'], string>> = {
  available: 'available',
  none: 'none in this face of Signet',
  'basic-text': 'in name only (basic_text): not used',
  unavailable: 'cannot be used now',
};

/** What a slot is called, and where it comes from. */
export function slotWords({ kind, label, machine, here, created }: VaultSlot): {
  readonly title: string;
  readonly note: string;
} {
  const since = created === undefined ? '' : `since ${localDate(secondsOf(created))}`;
  if (kind === 'passphrase') return { title: label ?? 'Passphrase', note: since };
  const title = here ? 'Keychain of this machine' : `Keychain of ${machine ?? 'another machine'}`;
  return { title, note: since };
}

/** `1 entry is`, `3 entries are`. */
export function entriesAre(count: number): string {
  return count === 1 ? '1 entry is' : `${count} entries are`;
}

/** `Locks at 14:05 unless a key is used.` */
export function lockTime({ locksAt }: Pick<VaultStatus, 'locksAt'>): string | undefined {
  if (locksAt === undefined) return undefined;
  const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(
    new Date(locksAt),
  );
  return `Locks at ${time} unless a key is used.`;
}

/** What came of rescuing. */
export function rescueWords({ rescued, lost, keptAside }: RescuedVault): {
  readonly title: string;
  readonly text: string;
} {
  if (keptAside === null)
    return { title: 'Nothing was damaged', text: 'The vault file is as Signet wrote it.' };
  const nameless = lost.filter((name) => name === '?').length;
  const named = lost.filter((name) => name !== '?');
  const gone = [...named, ...(nameless === 0 ? [] : [`${nameless} whose name cannot be read`])];
  return {
    title: rescued === 1 ? '1 entry is rescued' : `${rescued} entries are rescued`,
    text: `${gone.length === 0 ? 'None is lost.' : `Lost: ${gone.join(', ')}; restore them from a backup.`} The damaged file is kept as ${keptAside}.`,
  };
}
