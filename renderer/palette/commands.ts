import type { Flow } from '../../shared/contract/flows.ts';
import { themes } from '../../shared/contract/workspace.ts';
import type { HistoryEntry } from '../../shared/oauth/history-entry.ts';
import type { Server } from '../../shared/servers/server.ts';
import { vaultCondition } from '../parts/vault/vault-condition.ts';
import { vaultWords } from '../parts/vault/vault-words.ts';
import { chooseServer } from '../state/choose-server.ts';
import type { useNavigation } from '../state/navigation.tsx';
import { pages, pageTitles } from '../state/pages.ts';
import { firstDraft } from '../state/start-draft.ts';
import type { useVault } from '../state/vault.tsx';
import { moveTitle, type useWorkspace } from '../state/workspace.tsx';
import { localTime, secondsOf } from '../ui/local-time.ts';

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
  readonly flows: readonly Pick<Flow, 'name'>[];
  readonly requests: readonly PastRequest[];
}

type PastRequest = Pick<HistoryEntry, 'id' | 'at' | 'endpoint' | 'exchange' | 'failure' | 'flow'>;

/** All that can be done by name. */
export function commands({ navigation, vault, workspace, servers, flows, requests }: Hands): Command[] {
  return [
    { name: 'send', title: 'Send', keys: 'Ctrl Enter', run: () => navigation.ask({ kind: 'send' }) },
    { name: 'copy-token', title: 'Copy token', run: () => navigation.ask({ kind: 'copy-token' }) },
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
    ...flows.map(({ name }) => ({
      name: `flow-${name}`,
      title: `Flow: ${name}`,
      run: () => navigation.ask({ kind: 'show-flow', name }),
    })),
    ...vault.entries.map(({ id, name }) => ({
      name: `entry-${id}`,
      title: `Vault entry: ${name}`,
      run: () => navigation.ask({ kind: 'show-key', entry: id }),
    })),
    ...requests.map((request) => ({
      name: `request-${request.id}`,
      title: requestTitle(request),
      run: () => navigation.ask({ kind: 'show-request', id: request.id }),
    })),
    ...(['undo', 'redo'] as const).flatMap((name) => {
      const move = workspace[name];
      const keys = name === 'undo' ? 'Ctrl Z' : 'Ctrl Shift Z';
      return move ? [{ name, title: moveTitle(name, move), keys, run: move.run }] : [];
    }),
    { name: 'vault', title: vaultTitle(vault), run: () => vault.setDialogOpen(true) },
    ...themes.map((theme) => ({
      name: `theme-${theme}`,
      title: `Theme: ${theme}`,
      run: () => workspace.changeSettings({ theme }),
    })),
  ];
}

/**
 * The commands whose titles hold every word typed: those run last come first, the others as they stand.
 * @param recent the names of the commands that were run, the last one first
 */
export function matching(
  all: readonly Command[],
  text: string,
  recent: readonly string[] = [],
): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ name }: Command) => {
    const at = recent.indexOf(name);
    return at < 0 ? recent.length : at;
  };
  return all
    .filter((command) => words.every((word) => command.title.toLowerCase().includes(word)))
    .sort((one, other) => rank(one) - rank(other));
}

/** `Request: 400 server:8089 · Dec 1, 12:47:15`. */
function requestTitle({ at, endpoint, exchange, failure, flow }: PastRequest): string {
  const outcome = exchange?.status ?? failure?.code ?? 'no answer';
  return `Request: ${outcome} ${flow ?? endpoint.replace(/^https?:\/\//, '')} · ${localTime(secondsOf(at))}`;
}

function vaultTitle({ status, problem }: Hands['vault']): string {
  const condition = vaultCondition(status, problem);
  if (condition === 'unlocked') return 'Lock vault';
  return condition ? vaultWords[condition].title : 'Vault';
}
