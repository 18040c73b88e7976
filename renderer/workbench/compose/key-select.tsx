import { Plus } from 'lucide-react';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { keyInWords } from '../../parts/key/key-words.ts';
import { missingName, unchosenEntry } from '../../state/flow-of-draft.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';

interface KeySelectProps {
  keys: readonly VaultEntry[];
  entry: VaultEntry | undefined;
  /** Whether one was chosen that is not in the vault any more. */
  gone: boolean;
  onChoose: (entry: VaultEntry) => void;
}

/** Chooses the key that signs; without one, leads to where keys are made. */
export function KeySelect({ keys, entry, gone, onChoose }: KeySelectProps) {
  const { ask } = useNavigation();
  const { isKnown } = useVault();
  const { draft } = useWorkspace();
  if (isKnown && keys.length === 0) {
    return (
      <Field label="Key" labelHidden>
        {({ id }) => (
          <div id={id} className="compose-no-key">
            <Button
              icon={<Plus aria-hidden="true" />}
              variant="primary"
              onClick={() => ask({ kind: 'generate-key' })}
            >
              Generate key
            </Button>
          </div>
        )}
      </Field>
    );
  }
  const choices = keys.map((key) => ({ value: key.id, label: `${key.name} · ${keyInWords(key.key)}` }));
  return (
    <Select
      label="Key"
      labelHidden
      value={entry?.id ?? ''}
      problem={gone ? goneWords(draft.entry) : undefined}
      choices={entry ? choices : [{ value: '', label: 'Choose a key' }, ...choices]}
      onChange={(id) => {
        const chosen = keys.find((key) => key.id === id);
        if (chosen) onChoose(chosen);
      }}
    />
  );
}

function goneWords(entry: string | undefined): string {
  const name = missingName(entry);
  if (name !== undefined) return `The key ${name} is not in the vault`;
  return entry === unchosenEntry
    ? 'Choose the key that signs'
    : 'The key that was chosen is no longer in the vault';
}
