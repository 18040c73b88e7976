import type { ErrorData } from '../../../shared/base/signet-error.ts';
import type { VaultStatus } from '../../../shared/contract/vault.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { sentence } from '../../ui/sentence.ts';
import { type VaultCondition, vaultCondition } from './vault-condition.ts';
import { entriesAre, vaultWords, whyMemoryOnly } from './vault-words.ts';

/** What keeps keys from being used or kept, and the button that leads out of it. Nothing where all is well. */
export function VaultNotice() {
  const { status, problem, entries, setDialogOpen } = useVault();
  const condition = vaultCondition(status, problem);
  if (!condition || condition === 'unlocked') return null;
  // On a fresh start there is nothing to be lost yet.
  if (condition === 'memory' && entries.length === 0) return null;
  const { title, tone } = vaultWords[condition];
  const heading =
    condition === 'memory' ? `${entriesAre(entries.length)} in memory only` : headings[condition];
  return (
    <Notice
      tone={tone === 'danger' ? 'danger' : 'warning'}
      title={heading}
      actions={
        <Button size="small" onClick={() => setDialogOpen(true)}>
          {condition === 'newer' || condition === 'unavailable' ? 'Show more' : title}
        </Button>
      }
    >
      {noticeText(condition, status, problem)}
    </Notice>
  );
}

function noticeText(
  condition: VaultCondition,
  status: VaultStatus | null,
  problem: ErrorData | null,
): string {
  if (problem && condition === 'unavailable') return `${sentence(problem.message)}.`;
  if (status && condition === 'memory') return `Lost when Signet ends. ${whyMemoryOnly(status.keychain)}`;
  const { long } = vaultWords[condition];
  return status && status.unsaved > 0
    ? `${long} ${entriesAre(status.unsaved)} in memory only until then.`
    : long;
}

const headings = {
  locked: 'The vault is locked',
  damaged: 'The vault is damaged',
  newer: 'The vault is of a newer Signet',
  unavailable: 'The vault is not available',
} as const;
