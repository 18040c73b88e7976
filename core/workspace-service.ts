import * as z from 'zod/mini';
import type { Services } from '../shared/contract/contract.ts';
import { type Draft, draft, type Settings, settings } from '../shared/contract/workspace.ts';

/** What keeps settings and saved work: electron-store in the desktop face, conf in the others. */
export interface WorkspaceStore {
  get(key: 'draft' | 'settings'): unknown;
  set(key: 'draft' | 'settings', value: Draft | Settings): void;
}

/** Settings and work in progress, as the contract describes them. What an older Signet left unreadable is passed over. */
export function createWorkspaceService(store: WorkspaceStore): Services['workspace'] {
  return {
    async load() {
      const savedDraft = z.safeParse(draft, store.get('draft'));
      const savedSettings = z.safeParse(settings, store.get('settings'));
      return {
        draft: savedDraft.success ? savedDraft.data : null,
        settings: savedSettings.success ? savedSettings.data : { theme: 'system' },
      };
    },
    async saveDraft({ draft: work }) {
      store.set('draft', work);
      return null;
    },
    async saveSettings({ settings: chosen }) {
      store.set('settings', chosen);
      return null;
    },
  };
}
