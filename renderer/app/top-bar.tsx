import { Search } from 'lucide-react';
import { useNavigation } from '../state/navigation.tsx';
import { DraftActions, DraftName } from '../workbench/compose/draft-actions.tsx';
import { Seal } from './seal.tsx';
import './top-bar.css';

/** The document that is open, what can be done with it as a whole, and the way to everything else. */
export function TopBar({ onPalette }: { onPalette: () => void }) {
  const { page } = useNavigation();
  return (
    <header className="top-bar">
      <span className="top-bar-mark">
        <Seal />
      </span>
      {page === 'compose' ? (
        <div className="top-bar-document">
          <DraftName />
          <DraftActions />
        </div>
      ) : null}
      <button
        type="button"
        className="top-bar-search"
        aria-keyshortcuts="Control+K"
        title="Commands (Ctrl+K)"
        onClick={onPalette}
      >
        <Search aria-hidden="true" />
        <span>Search or run anything</span>
        <kbd>Ctrl K</kbd>
      </button>
    </header>
  );
}
