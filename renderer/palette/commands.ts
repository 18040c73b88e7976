import { themes } from '../../shared/contract/workspace.ts';
import type { Server } from '../../shared/servers/server.ts';
import { vaultCondition } from '../parts/vault/vault-condition.ts';
import { vaultWords } from '../parts/vault/vault-words.ts';
import { chooseServer } from '../state/choose-server.ts';
import type { useNavigation } from '../state/navigation.tsx';
import { pages, pageTitles } from '../state/pages.ts';
import { firstDraft } from '../state/start-draft.ts';
import type { useVault } from '../state/vault.tsx';
import { moveTitle, type useWorkspace } from '../state/workspace.tsx';

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
        workspace.replaceDraft(`${server.title} chosen`, (before) =>
          chooseServer(before, server, { servers, entries: vault.entries }),
        );
        navigation.go('compose');
      },
    })),
    {
      name: 'new-draft',
      title: 'New draft',
      run: () => {
        workspace.replaceDraft('New draft', firstDraft);
        navigation.go('compose');
      },
    },
    ...(['undo', 'redo'] as const).flatMap((name) => {
      const move = workspace[name];
      return move ? [{ name, title: moveTitle(name, move), run: move.run }] : [];
    }),
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
