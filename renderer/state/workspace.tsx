import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Draft, SavedDraft, Settings } from '../../shared/contract/workspace.ts';
import { useClient } from '../client/client-provider.tsx';
import { firstDraft } from './start-draft.ts';

interface WorkspaceState {
  readonly draft: Draft;
  setDraft(change: (draft: Draft) => Draft): void;
  /** Those kept under a name. */
  readonly drafts: readonly SavedDraft[];
  setDrafts(drafts: readonly SavedDraft[]): void;
  readonly settings: Settings;
  changeSettings(change: Partial<Settings>): void;
}

const WorkspaceContext = createContext<WorkspaceState | null>(null);
const saveAfterMilliseconds = 400;

/** Loads the saved work before anything is shown, so that nothing jumps; saves it a moment after each change. */
export function WorkspaceProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [drafts, setDrafts] = useState<readonly SavedDraft[]>([]);
  const [settings, setSettings] = useState<Settings>({ theme: 'system' });
  const saved = useRef<Draft | null>(null);

  useEffect(() => {
    let current = true;
    void client.workspace.load({}).then((result) => {
      if (!current) return;
      const loaded = result.ok ? (result.value.draft ?? firstDraft()) : firstDraft();
      saved.current = loaded;
      setDraft(loaded);
      if (!result.ok) return;
      setDrafts(result.value.drafts);
      setSettings(result.value.settings);
    });
    return () => {
      current = false;
    };
  }, [client]);

  useEffect(() => {
    if (!draft || draft === saved.current) return;
    const save = () => {
      saved.current = draft;
      void client.workspace.saveDraft({ draft });
    };
    const timer = setTimeout(save, saveAfterMilliseconds);
    window.addEventListener('pagehide', save);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', save);
    };
  }, [client, draft]);

  useEffect(() => followTheme(settings.theme), [settings.theme]);

  const change = useCallback(
    (make: (draft: Draft) => Draft) => setDraft((before) => (before ? make(before) : before)),
    [],
  );
  const changeSettings = useCallback(
    (change: Partial<Settings>) => {
      const next = { ...settings, ...change };
      setSettings(next);
      void client.workspace.saveSettings({ settings: next });
    },
    [client, settings],
  );
  const state = useMemo(
    () => (draft ? { draft, setDraft: change, drafts, setDrafts, settings, changeSettings } : null),
    [draft, change, drafts, settings, changeSettings],
  );
  return state ? <WorkspaceContext value={state}>{children}</WorkspaceContext> : null;
}

export function useWorkspace(): WorkspaceState {
  const state = useContext(WorkspaceContext);
  if (!state) throw new Error('useWorkspace needs a WorkspaceProvider above it');
  return state;
}

function followTheme(theme: Settings['theme']): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  };
  apply();
  dark.addEventListener('change', apply);
  return () => dark.removeEventListener('change', apply);
}
