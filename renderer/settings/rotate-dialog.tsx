import { useState } from 'react';
import type { VaultSlot } from '../../shared/contract/vault.ts';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { slotWords } from '../parts/vault/vault-words.ts';
import { useVault } from '../state/vault.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { PasswordField } from '../ui/password-field.tsx';

interface RotateDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Encrypts the vault anew, under another data key. */
export function RotateDialog({ open, onClose }: RotateDialogProps) {
  return (
    <Dialog
      title="New data key"
      description="Encrypts everything anew, for when somebody may have had the file and a passphrase of it. Each passphrase that is to go on opening the vault has to be typed."
      open={open}
      onClose={onClose}
    >
      <RotateFields onClose={onClose} />
    </Dialog>
  );
}

function RotateFields({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { status, refresh } = useVault();
  const task = useTask();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [dropOthers, setDropOthers] = useState(false);
  const slots = status?.slots ?? [];
  const going = slotsThatGo(slots, typed);
  const someStay = going.length < slots.length;
  const isReady = someStay && (going.length === 0 || dropOthers);

  const rotate = async () => {
    if (!isReady) return;
    const passphrases = Object.values(typed).filter((passphrase) => passphrase !== '');
    const done = await task.run(() => client.vault.rotate({ passphrases, dropOthers }));
    setTyped({});
    setDropOthers(false);
    if (!done) return;
    await refresh();
    onClose();
  };
  const enter = () => void rotate();
  return (
    <>
      {slots
        .filter(({ kind }) => kind === 'passphrase')
        .map((slot, index) => {
          const { title, note } = slotWords(slot);
          return (
            <PasswordField
              key={slot.id}
              label={title}
              value={typed[slot.id] ?? ''}
              onChange={(passphrase) => setTyped((before) => ({ ...before, [slot.id]: passphrase }))}
              onEnter={enter}
              autoFocus={index === 0}
              hint={note === '' ? undefined : `In use ${note}.`}
            />
          );
        })}
      {someStay && going.length > 0 ? (
        <Checkbox
          label={`Remove ${going.map((slot) => slotWords(slot).title).join(', ')}`}
          checked={dropOthers}
          onChange={setDropOthers}
          hint="It opens the vault no longer; it can be added again."
        />
      ) : null}
      <ErrorNotice error={task.error} />
      <div className="row row-end">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" pending={task.pending} disabled={!isReady} onClick={enter}>
          Encrypt anew
        </Button>
      </div>
    </>
  );
}

/** The slots that a new data key would lock out: those whose passphrase is not typed, and keychains of other machines. */
function slotsThatGo(
  slots: readonly VaultSlot[],
  typed: Readonly<Record<string, string>>,
): readonly VaultSlot[] {
  return slots.filter(({ id, kind, here }) => (kind === 'keychain' ? !here : (typed[id] ?? '') === ''));
}
