import type { RestoredEntries } from '../../shared/contract/vault.ts';

/** What came of restoring a backup. */
export function restoreWords({ restored, renamed, skipped }: RestoredEntries): {
  readonly title: string;
  readonly text: string;
} {
  const count = restored.length;
  return {
    title: count === 1 ? '1 entry is restored' : `${count} entries are restored`,
    text: [
      ...(renamed.length === 0
        ? []
        : [`Under another name: ${renamed.map(({ from, to }) => `${from} as ${to}`).join(', ')}.`]),
      ...(skipped.length === 0 ? [] : [`In the vault already: ${skipped.join(', ')}.`]),
    ].join(' '),
  };
}
