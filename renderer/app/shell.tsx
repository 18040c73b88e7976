import { Activity, lazy, Suspense, useState } from 'react';
import { VaultDialog } from '../parts/vault/vault-dialog.tsx';
import { type Page, pageTitles } from '../state/pages.ts';
import { ComposePage } from './compose-page.tsx';
import { LaunchNotice } from './launch-notice.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import './shell.css';
import { useEffect } from 'react';
import { useNavigation } from '../state/navigation.tsx';
import { pages } from '../state/pages.ts';
import { useLeaving } from './use-leaving.ts';

const content: Readonly<Record<Page, React.ComponentType>> = {
  compose: ComposePage,
  flows: lazy(async () => ({ default: (await import('../workbench/flows/flows.tsx')).Flows })),
  inspect: lazy(async () => ({ default: (await import('../inspect/inspect.tsx')).Inspect })),
  keys: lazy(async () => ({ default: (await import('../vault/keys/keys.tsx')).Keys })),
  certificates: lazy(async () => ({
    default: (await import('../vault/stores/certificates.tsx')).Certificates,
  })),
  playground: lazy(async () => ({
    default: (await import('../playground/playground.tsx')).Playground,
  })),
  settings: lazy(async () => ({ default: (await import('../settings/settings.tsx')).SettingsPage })),
};
const CommandPalette = lazy(async () => ({
  default: (await import('../palette/command-palette.tsx')).CommandPalette,
}));

/** The bars, the rail, and the page between them. A page that was once visited stays as it was left. */
export function Shell() {
  const { page } = useNavigation();
  const [palette, setPalette] = useState(false);
  const [recent, setRecent] = useState<readonly string[]>([]);
  const [visited, setVisited] = useState<ReadonlySet<Page>>(() => new Set([page]));
  if (!visited.has(page)) setVisited(new Set([...visited, page]));
  useShortcuts(() => setPalette(true));
  useLeaving();
  useEffect(() => {
    document.title = `${pageTitles[page]} · Signet`;
  }, [page]);

  return (
    <div className="shell">
      <TopBar onPalette={() => setPalette(true)} />
      <Rail />
      {pages
        .filter((name) => visited.has(name))
        .map((name) => {
          const Content = content[name];
          return (
            <Activity key={name} mode={name === page ? 'visible' : 'hidden'}>
              <main className={name === 'compose' ? 'page page-bench' : 'page'} aria-label={pageTitles[name]}>
                <Suspense fallback={<p className="page-waiting">Loading…</p>}>
                  <Content />
                </Suspense>
              </main>
            </Activity>
          );
        })}
      <StatusBar />
      <VaultDialog />
      <LaunchNotice />
      {palette ? (
        <Suspense fallback={null}>
          <CommandPalette
            recent={recent}
            onRun={(name) => setRecent((before) => [name, ...before.filter((each) => each !== name)])}
            onClose={() => setPalette(false)}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Ctrl or Cmd with a digit goes to a page, with K opens the commands. */
function useShortcuts(openPalette: () => void): void {
  const { go } = useNavigation();
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      // A dialog has the keyboard to itself.
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return;
      const page = /^[1-9]$/.test(event.key) ? pages[Number(event.key) - 1] : undefined;
      if (page) go(page);
      else if (event.key.toLowerCase() === 'k') openPalette();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', keyDown);
    return () => window.removeEventListener('keydown', keyDown);
  }, [go, openPalette]);
}
