import * as z from 'zod/mini';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { Services } from '../../shared/contract/contract.ts';
import {
  draft,
  maxSavedDrafts,
  type SavedDraft,
  type Settings,
  savedDraft,
  settings,
  type Workspace,
} from '../../shared/contract/workspace.ts';
import { currentSeconds, isoTime } from '../../shared/jwt/times.ts';

/** What keeps settings and saved work: electron-store in the desktop face, conf in the others. */
export interface WorkspaceStore {
  get(key: keyof Workspace): unknown;
  set(key: keyof Workspace, value: unknown): void;
}

export interface WorkspacePorts {
  /** Seconds since the epoch. */
  readonly now?: () => number;
  /** Called with the settings at once, and whenever they change. */
  readonly onSettings?: (settings: Settings) => void;
}

/**
 * Settings, work in progress and saved drafts, as the contract describes them. What an older Signet left unreadable is
 * passed over.
 */
export function createWorkspaceService(
  store: WorkspaceStore,
  { now = currentSeconds, onSettings = () => {} }: WorkspacePorts = {},
): Services['workspace'] {
  const savedSettings = (): Settings => {
    const saved = z.safeParse(settings, store.get('settings'));
    return saved.success ? saved.data : { theme: 'system' };
  };
  onSettings(savedSettings());
  // Entries that this Signet cannot read stay in the file: a newer one wrote them.
  const kept = (): readonly unknown[] => {
    const value = store.get('drafts');
    return Array.isArray(value) ? value : [];
  };
  const readable = (all: readonly unknown[]): readonly SavedDraft[] =>
    all
      .flatMap((each) => {
        const read = z.safeParse(savedDraft, each);
        return read.success ? [read.data] : [];
      })
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  const others = (name: string) =>
    kept().filter((each) => (each as { readonly name?: unknown } | null)?.name !== name);
  const keep = (all: readonly unknown[]) => {
    store.set('drafts', all);
    return readable(all);
  };
  return {
    async load() {
      const savedWork = z.safeParse(draft, store.get('draft'));
      return {
        draft: savedWork.success ? savedWork.data : null,
        drafts: readable(kept()),
        settings: savedSettings(),
      };
    },
    async saveDraft({ draft: work }) {
      store.set('draft', work);
      return null;
    },
    async keepDraft({ name, draft: work }) {
      const rest = others(name);
      if (rest.length >= maxSavedDrafts) {
        throw new SignetError('too-many-drafts', `there are ${maxSavedDrafts} saved drafts already`, {
          hint: 'remove one that is not needed any more',
        });
      }
      const saved: SavedDraft = { name, saved: isoTime(now()) ?? '', draft: work };
      return keep([...rest, saved]);
    },
    async dropDraft({ name }) {
      return keep(others(name));
    },
    async saveSettings({ settings: chosen }) {
      store.set('settings', chosen);
      onSettings(chosen);
      return null;
    },
  };
}
