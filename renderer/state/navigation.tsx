import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
} from 'react';
import type { Page } from './pages.ts';

/** What one page asks of another. */
export type Errand =
  | { readonly kind: 'inspect-token'; readonly token: string }
  | { readonly kind: 'generate-key' }
  | { readonly kind: 'import-key' }
  | { readonly kind: 'add-passphrase' }
  | { readonly kind: 'show-key'; readonly entry: string }
  | { readonly kind: 'show-flow'; readonly name: string }
  | { readonly kind: 'show-request'; readonly id: string }
  | { readonly kind: 'send' }
  | { readonly kind: 'copy-token' };

const pageOf: Readonly<Record<Errand['kind'], Page>> = {
  'inspect-token': 'inspect',
  'generate-key': 'keys',
  'import-key': 'keys',
  'add-passphrase': 'settings',
  'show-key': 'keys',
  'show-flow': 'flows',
  'show-request': 'flows',
  send: 'compose',
  'copy-token': 'compose',
};

interface Navigation {
  readonly page: Page;
  go(page: Page): void;
  /** Goes to the page that the errand is for, which then runs it. */
  ask(errand: Errand): void;
}

const NavigationContext = createContext<Navigation | null>(null);
const ErrandContext = createContext<{ errand: Errand | null; done: () => void }>({
  errand: null,
  done: () => {},
});

export function NavigationProvider({ children }: { children: ReactNode }) {
  const [page, setPage] = useState<Page>('compose');
  const [errand, setErrand] = useState<Errand | null>(null);
  const navigation = useMemo<Navigation>(
    () => ({
      page,
      go: setPage,
      ask(next) {
        setErrand(next);
        setPage(pageOf[next.kind]);
      },
    }),
    [page],
  );
  const errands = useMemo(() => ({ errand, done: () => setErrand(null) }), [errand]);
  return (
    <NavigationContext value={navigation}>
      <ErrandContext value={errands}>{children}</ErrandContext>
    </NavigationContext>
  );
}

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error('useNavigation needs a NavigationProvider above it');
  return navigation;
}

/** Runs errands of one kind when they come, each once. */
export function useErrand<Kind extends Errand['kind']>(
  kind: Kind,
  run: (errand: Extract<Errand, { kind: Kind }>) => void,
): void {
  const { errand, done } = useContext(ErrandContext);
  const runIt = useEffectEvent((next: Errand) => {
    run(next as Extract<Errand, { kind: Kind }>);
    done();
  });
  useEffect(() => {
    if (errand?.kind === kind) runIt(errand);
  }, [errand, kind]);
}
