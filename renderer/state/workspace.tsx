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
import {
  type DraftHistory,
  type DraftStep,
  draftOf,
  edit,
  redo,
  replace,
  startHistory,
  undo,
} from './draft-history.ts';
import { firstDraft } from './start-draft.ts';

interface WorkspaceState {
  readonly draft: Draft;
  /** The draft as of this instant, for what happens between two drawings of the window. */
  latest(): Draft;
  /**
   * Begins something that ends later with a change to the draft it was begun for, wherever undo and redo have put that
   * meanwhile: `begin()((draft) => …)` answers the draft with the change.
   */
  begin(): (change: (draft: Draft) => Draft) => Draft;
  /** The drafts that undo and redo lead to. */
  readonly others: readonly Draft[];
  /** Types into the draft. */
  setDraft(change: (draft: Draft) => Draft): void;
  /** Changes the draft in one step that can be taken back. @param title what the user did: `Okta chosen` */
  replaceDraft(title: string, change: (draft: Draft) => Draft): void;
  /** Takes the last such step back; null where there is none. */
  readonly undo: DraftMove | null;
  /** Does it again. */
  readonly redo: DraftMove | null;
  /** Those kept under a name. */
  readonly drafts: readonly SavedDraft[];
  setDrafts(drafts: readonly SavedDraft[]): void;
  readonly settings: Settings;
  changeSettings(change: Partial<Settings>): void;
}

export interface DraftMove {
  /** Of the step that it takes back, or does again. */
  readonly title: string;
  run(): void;
}

/** `Undo: Okta chosen`. */
export function moveTitle(name: 'undo' | 'redo', { title }: DraftMove): string {
  return `${name === 'undo' ? 'Undo' : 'Redo'}: ${title}`;
}

const WorkspaceContext = createContext<WorkspaceState | null>(null);
const saveAfterMilliseconds = 400;

/** Loads the saved work before anything is shown, so that nothing jumps; saves it a moment after each change. */
export function WorkspaceProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const [history, setHistory] = useState<DraftHistory | null>(null);
  const draft = history?.draft ?? null;
  const [drafts, setDrafts] = useState<readonly SavedDraft[]>([]);
  const [settings, setSettings] = useState<Settings>({ theme: 'system' });
  const saved = useRef<Draft | null>(null);
  const now = useRef<DraftHistory | null>(null);

  useEffect(() => {
    let current = true;
    void client.workspace.load({}).then((result) => {
      if (!current) return;
      const loaded = result.ok ? (result.value.draft ?? firstDraft()) : firstDraft();
      saved.current = loaded;
      now.current = startHistory(loaded);
      setHistory(now.current);
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

  const move = useCallback((to: (history: DraftHistory) => DraftHistory) => {
    if (!now.current) return;
    now.current = to(now.current);
    setHistory(now.current);
  }, []);
  const setDraft = useCallback<WorkspaceState['setDraft']>(
    (change) => move((before) => edit(before, change)),
    [move],
  );
  const replaceDraft = useCallback<WorkspaceState['replaceDraft']>(
    (title, change) => move((before) => replace(before, title, change)),
    [move],
  );
  const changeSettings = useCallback(
    (change: Partial<Settings>) => {
      const next = { ...settings, ...change };
      setSettings(next);
      void client.workspace.saveSettings({ settings: next });
    },
    [client, settings],
  );
  const state = useMemo<WorkspaceState | null>(() => {
    if (!history) return null;
    const moveOf = (step: DraftStep | undefined, to: typeof undo) =>
      step ? { title: step.title, run: () => move(to) } : null;
    return {
      draft: history.draft,
      latest: () => (now.current ?? history).draft,
      begin() {
        const { id } = now.current ?? history;
        return (change) => {
          move((before) => edit(before, change, id));
          return draftOf(now.current ?? history, id);
        };
      },
      others: [...history.past, ...history.future].map((step) => step.draft),
      setDraft,
      replaceDraft,
      undo: moveOf(history.past.at(-1), undo),
      redo: moveOf(history.future.at(-1), redo),
      drafts,
      setDrafts,
      settings,
      changeSettings,
    };
  }, [history, move, setDraft, replaceDraft, drafts, settings, changeSettings]);
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
