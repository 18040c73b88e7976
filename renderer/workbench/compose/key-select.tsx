import { Plus } from 'lucide-react';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { keyInWords } from '../../parts/key/key-words.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useVault } from '../../state/vault.tsx';
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
  if (isKnown && keys.length === 0) {
    return (
      <Field label="Key">
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
      value={entry?.id ?? ''}
      problem={gone ? 'The key that was chosen is no longer in the vault' : undefined}
      choices={entry ? choices : [{ value: '', label: 'Choose a key' }, ...choices]}
      onChange={(id) => {
        const chosen = keys.find((key) => key.id === id);
        if (chosen) onChoose(chosen);
      }}
    />
  );
}
