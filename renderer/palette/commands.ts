import { themes } from '../../shared/contract/workspace.ts';
import type { Server } from '../../shared/servers/server.ts';
import { vaultCondition } from '../parts/vault/vault-condition.ts';
import { vaultWords } from '../parts/vault/vault-words.ts';
import type { useNavigation } from '../state/navigation.tsx';
import { pages, pageTitles } from '../state/pages.ts';
import { draftFor } from '../state/start-draft.ts';
import type { useVault } from '../state/vault.tsx';
import type { useWorkspace } from '../state/workspace.tsx';

export interface Command {
  readonly name: string;
  readonly title: string;
  readonly keys?: string;
  readonly run: () => void;
}

interface Hands {
  readonly navigation: ReturnType<typeof useNavigation>;
  readonly vault: ReturnType<typeof useVault>;
  readonly workspace: ReturnType<typeof useWorkspace>;
  readonly servers: readonly Server[];
}

/** All that can be done by name. */
export function commands({ navigation, vault, workspace, servers }: Hands): Command[] {
  return [
    ...pages.map((page, index) => ({
      name: `go-${page}`,
      title: `Go to ${pageTitles[page]}`,
      keys: `Ctrl ${index + 1}`,
      run: () => navigation.go(page),
    })),
    { name: 'generate-key', title: 'Generate key', run: () => navigation.ask({ kind: 'generate-key' }) },
    { name: 'import-key', title: 'Import key', run: () => navigation.ask({ kind: 'import-key' }) },
    ...servers.map((server) => ({
      name: `compose-${server.name}`,
      title: `Compose for ${server.title}`,
      run: () => {
        workspace.setDraft((before) => draftFor(server, before));
        navigation.go('compose');
      },
    })),
    { name: 'vault', title: vaultTitle(vault), run: () => vault.setDialogOpen(true) },
    ...themes.map((theme) => ({
      name: `theme-${theme}`,
      title: `Theme: ${theme}`,
      run: () => workspace.changeSettings({ theme }),
    })),
  ];
}

/** The commands whose titles hold every word typed. */
export function matching(all: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((command) => words.every((word) => command.title.toLowerCase().includes(word)));
}

function vaultTitle({ status, problem }: Hands['vault']): string {
  const condition = vaultCondition(status, problem);
  if (condition === 'unlocked') return 'Lock vault';
  return condition ? vaultWords[condition].title : 'Vault';
}
