import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { Flow } from '../../shared/contract/flows.ts';
import type { HistoryEntry } from '../../shared/oauth/history-entry.ts';
import { useClient } from '../client/client-provider.tsx';
import { useNavigation } from '../state/navigation.tsx';
import { useServers } from '../state/servers.tsx';
import { useVault } from '../state/vault.tsx';
import { useWorkspace } from '../state/workspace.tsx';
import { Dialog } from '../ui/dialog.tsx';
import './command-palette.css';
import { type Command, commands, matching } from './commands.ts';

interface Kept {
  readonly flows: readonly Flow[];
  readonly requests: readonly HistoryEntry[];
}

interface CommandPaletteProps {
  /** The names of the commands that were run, the last one first. */
  recent: readonly string[];
  onRun: (name: string) => void;
  onClose: () => void;
}

/** Every action, key, flow, server and past request by a part of its name. A combobox over a list box: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export function CommandPalette({ recent, onRun, onClose }: CommandPaletteProps) {
  const client = useClient();
  const navigation = useNavigation();
  const vault = useVault();
  const workspace = useWorkspace();
  const { servers } = useServers();
  const id = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [{ flows, requests }, setKept] = useState<Kept>({ flows: [], requests: [] });
  useEffect(() => {
    let current = true;
    void Promise.all([client.flows.list({}), client.history.list({})]).then(([library, history]) => {
      if (!current) return;
      setKept({
        flows: library.ok ? library.value.flows : [],
        requests: history.ok ? history.value : [],
      });
    });
    return () => {
      current = false;
    };
  }, [client]);
  const found = matching(commands({ navigation, vault, workspace, servers, flows, requests }), text, recent);
  const chosen = found[Math.min(active, found.length - 1)];

  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    onRun(command.name);
    command.run();
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive(
        (before) => (Math.min(before, found.length - 1) + step + found.length) % Math.max(found.length, 1),
      );
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(chosen);
    }
  };
  return (
    <Dialog title="Commands" open onClose={onClose}>
      <input
        className="control"
        autoFocus
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen ? `${id}-${chosen.name}` : undefined}
        placeholder="Type what you want to do"
        value={text}
        onKeyDown={keyDown}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
      />
      <div id={`${id}-list`} className="palette-list" role="listbox" aria-label="Commands">
        {found.map((command) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keyboard.
          <div
            key={command.name}
            id={`${id}-${command.name}`}
            ref={command === chosen ? intoView : undefined}
            className="palette-item"
            role="option"
            tabIndex={-1}
            aria-selected={command === chosen}
            onClick={() => run(command)}
          >
            <span>{command.title}</span>
            {command.keys ? <kbd>{command.keys}</kbd> : null}
          </div>
        ))}
        {found.length === 0 ? <p className="quiet">Nothing is called that.</p> : null}
      </div>
    </Dialog>
  );
}

function intoView(item: HTMLElement | null): void {
  item?.scrollIntoView?.({ block: 'nearest' });
}
