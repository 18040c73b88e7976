import {
  FileBadge,
  FlaskConical,
  KeyRound,
  PenLine,
  ScanSearch,
  Search,
  Settings,
  Workflow,
} from 'lucide-react';
import { useNavigation } from '../state/navigation.tsx';
import { type Page, pages, pageTitles } from '../state/pages.ts';
import './rail.css';
import { CircleAlert, Lock, LockOpen, MemoryStick } from 'lucide-react';
import { vaultCondition } from '../parts/vault/vault-condition.ts';
import { vaultBadge, vaultWords } from '../parts/vault/vault-words.ts';
import { useVault } from '../state/vault.tsx';

const vaultIcons = {
  memory: MemoryStick,
  locked: Lock,
  unlocked: LockOpen,
  damaged: CircleAlert,
  newer: CircleAlert,
  unavailable: CircleAlert,
};

/** What is kept, what is not, and whether it can be used; leads to the dialog that changes it. */
function VaultChip() {
  const { status, problem, entries, setDialogOpen } = useVault();
  const condition = vaultCondition(status, problem);
  if (!condition) return null;
  const Icon = vaultIcons[condition];
  const { tone } = vaultWords[condition];
  const { short, long } = vaultBadge(condition, status, entries);
  return (
    <button
      type="button"
      className={`vault-chip vault-chip-${tone}`}
      aria-label={`Vault: ${short}`}
      title={`Vault: ${short}. ${long}`}
      onClick={() => setDialogOpen(true)}
    >
      <Icon aria-hidden="true" />
      <span>{short}</span>
    </button>
  );
}

const icons: Readonly<Record<Page, typeof PenLine>> = {
  compose: PenLine,
  flows: Workflow,
  inspect: ScanSearch,
  keys: KeyRound,
  certificates: FileBadge,
  playground: FlaskConical,
  settings: Settings,
};

/** The pages, always in sight. */
export function Rail({ onPalette }: { onPalette: () => void }) {
  const { page, go } = useNavigation();
  return (
    <nav className="rail" aria-label="Pages">
      <div className="rail-brand">
        <Seal />
        <span className="rail-name">Signet</span>
      </div>
      <ul className="rail-pages">
        {pages.map((name, index) => {
          const Icon = icons[name];
          return (
            <li key={name}>
              <button
                type="button"
                className="rail-page"
                aria-current={name === page ? 'page' : undefined}
                aria-keyshortcuts={`Control+${index + 1}`}
                title={`${pageTitles[name]} (Ctrl+${index + 1})`}
                onClick={() => go(name)}
              >
                <Icon aria-hidden="true" />
                <span>{pageTitles[name]}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <div className="rail-foot">
        <button
          type="button"
          className="rail-page"
          aria-keyshortcuts="Control+K"
          title="Commands (Ctrl+K)"
          onClick={onPalette}
        >
          <Search aria-hidden="true" />
          <span>Commands</span>
          <kbd className="rail-key">Ctrl K</kbd>
        </button>
        <VaultChip />
      </div>
    </nav>
  );
}

/** The mark: an S pressed into sealing wax. */
function Seal() {
  return (
    <svg className="seal" viewBox="0 0 32 32" aria-hidden="true">
      <path
        className="seal-wax"
        d="M16 1.8c2.5-.9 4 1.4 6.2 1.7 2.3.3 4.6-.3 5.7 1.8 1 2-.4 3.8.2 6 .5 2.1 2.5 3.3 2.1 5.6-.3 2.2-2.6 2.8-3.5 4.8-.9 2.1 0 4.3-1.7 5.7-1.7 1.5-3.7.3-5.8 1-2 .6-3.2 2.5-5.4 2.1-2.2-.4-2.6-2.6-4.5-3.6-2-1-4.2-.4-5.5-2.2-1.2-1.8.1-3.6-.3-5.8-.4-2.2-2.2-3.5-1.7-5.7.5-2.1 2.7-2.5 3.8-4.3 1.2-1.9.8-4.2 2.7-5.2 1.9-1.1 3.6.3 5.7-.4.8-.3 1.2-1.2 2-1.5Z"
      />
      <circle className="seal-press" cx="16" cy="16" r="9" />
      <path
        className="seal-letter"
        d="M19.8 12.3c-.9-1.2-2.3-1.7-3.9-1.7-2.1 0-3.9 1-3.9 2.7 0 3.6 8 1.9 8 5.5 0 1.7-1.9 2.7-4 2.7-1.8 0-3.3-.6-4.2-1.9"
      />
    </svg>
  );
}
