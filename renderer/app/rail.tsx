import { FileBadge, FlaskConical, KeyRound, PenLine, ScanSearch, Settings, Workflow } from 'lucide-react';
import { useNavigation } from '../state/navigation.tsx';
import { type Page, pages, pageTitles } from '../state/pages.ts';
import './rail.css';

const icons: Readonly<Record<Page, typeof PenLine>> = {
  compose: PenLine,
  flows: Workflow,
  inspect: ScanSearch,
  keys: KeyRound,
  certificates: FileBadge,
  playground: FlaskConical,
  settings: Settings,
};

/** The pages, always in view: icons, named for the screen reader and in their tooltips. */
export function Rail() {
  const { page, go } = useNavigation();
  return (
    <nav className="rail" aria-label="Pages">
      <ul className="rail-pages">
        {pages.map((name, index) => {
          const Icon = icons[name];
          return (
            <li key={name} className={name === 'settings' ? 'rail-low' : undefined}>
              <button
                type="button"
                className="rail-page"
                aria-label={pageTitles[name]}
                aria-current={name === page ? 'page' : undefined}
                aria-keyshortcuts={`Control+${index + 1}`}
                title={`${pageTitles[name]} (Ctrl+${index + 1})`}
                onClick={() => go(name)}
              >
                <Icon aria-hidden="true" />
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
