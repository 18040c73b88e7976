import { type KeyboardEvent, useId, useState } from 'react';
import { useNavigation } from '../state/navigation.tsx';
import { useServers } from '../state/servers.tsx';
import { useVault } from '../state/vault.tsx';
import { useWorkspace } from '../state/workspace.tsx';
import { Dialog } from '../ui/dialog.tsx';
import './command-palette.css';
import { type Command, commands, matching } from './commands.ts';

/** Every action by its name. A combobox over a list box: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const navigation = useNavigation();
  const vault = useVault();
  const workspace = useWorkspace();
  const { servers } = useServers();
  const id = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const found = matching(commands({ navigation, vault, workspace, servers }), text);
  const chosen = found[Math.min(active, found.length - 1)];

  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
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
