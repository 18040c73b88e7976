import { KeyRound, Laptop, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { VaultSlot, VaultStatus } from '../../shared/contract/vault.ts';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { useVaultPassphrase } from '../parts/vault/vault-passphrase.tsx';
import { slotWords } from '../parts/vault/vault-words.ts';
import { useVault } from '../state/vault.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { IconButton } from '../ui/icon-button.tsx';

/** The ways into the vault, each with a button that takes it away. */
export function SlotList({ status }: { status: VaultStatus }) {
  const client = useClient();
  const { refresh, whenUnlocked } = useVault();
  const task = useTask();
  const proof = useVaultPassphrase();
  const [asked, setAsked] = useState<VaultSlot | null>(null);
  const { slots, keychain } = status;
  const canAddKeychain = keychain.state === 'available' && !slots.some(({ here }) => here === true);

  const remove = async () => {
    if (!asked) return;
    const done = await task.run(() => client.vault.removeSlot({ slot: asked.id, ...proof.input }));
    proof.clear();
    setAsked(null);
    if (done) await refresh();
  };
  const addKeychain = async () => {
    if (await task.run(() => client.vault.addKeychain({}))) await refresh();
  };
  return (
    <>
      <ul className="slots" aria-label="What opens the vault">
        {slots.map((slot) => {
          const { title, note } = slotWords(slot);
          return (
            <li key={slot.id} className="slot">
              {slot.kind === 'keychain' ? <Laptop aria-hidden="true" /> : <KeyRound aria-hidden="true" />}
              <span className="grow break">
                {title} <span className="faint small">{note}</span>
              </span>
              {slot.here && keychain.state === 'available' ? (
                <Button
                  size="small"
                  variant="quiet"
                  pending={task.pending}
                  title="Where the keychain was reset, it opens the vault again after this"
                  onClick={() => whenUnlocked(() => void addKeychain())}
                >
                  Renew
                </Button>
              ) : null}
              <IconButton
                label={slots.length === 1 ? 'The only way in cannot be removed' : `Remove ${title}`}
                icon={<Trash2 aria-hidden="true" />}
                disabled={slots.length === 1}
                onClick={() => whenUnlocked(() => setAsked(slot))}
              />
            </li>
          );
        })}
        {canAddKeychain ? (
          <li className="slot">
            <Laptop aria-hidden="true" />
            <span className="grow quiet">The keychain of this machine does not open it</span>
            <Button
              size="small"
              pending={task.pending}
              onClick={() => whenUnlocked(() => void addKeychain())}
            >
              Add keychain
            </Button>
          </li>
        ) : null}
      </ul>
      <ErrorNotice error={task.error} />
      <ConfirmDialog
        title={`Remove ${asked ? slotWords(asked).title : ''}?`}
        open={asked !== null}
        action="Remove"
        pending={task.pending}
        disabled={!proof.isReady}
        onConfirm={() => void remove()}
        onClose={() => {
          proof.clear();
          setAsked(null);
        }}
      >
        <p>
          It opens this vault no longer. An older copy of the file would still open with it: where it may be
          known to others, make a new data key as well.
        </p>
        {proof.field()}
      </ConfirmDialog>
    </>
  );
}
