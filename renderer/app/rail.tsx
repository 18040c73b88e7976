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
import { Seal } from './seal.tsx';
import { VaultChip } from './vault-chip.tsx';

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
