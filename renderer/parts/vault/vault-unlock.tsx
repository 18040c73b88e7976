import { useState } from 'react';
import type { VaultStatus } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { waysIn } from './vault-condition.ts';
import { entriesAre } from './vault-words.ts';

interface VaultUnlockProps {
  status: VaultStatus;
  onClose: () => void;
  /** Called in place of `onClose` once the vault is open. */
  onUnlocked?: () => void;
}

/** Opens the vault by a passphrase, or by the keychain of this machine. */
export function VaultUnlock({ status, onClose, onUnlocked = onClose }: VaultUnlockProps) {
  const client = useClient();
  const { refresh } = useVault();
  const task = useTask();
  const [passphrase, setPassphrase] = useState('');
  const ways = waysIn(status);

  const unlock = async (input: { passphrase?: string }) => {
    const done = await task.run(() => client.vault.unlock(input));
    setPassphrase('');
    if (!done) return;
    await refresh();
    onUnlocked();
  };
  const enter = () => {
    if (passphrase !== '') void unlock({ passphrase });
    else if (ways.keychain) void unlock({});
  };
  return (
    <>
      {status.unsaved > 0 ? (
        <Notice tone="warning" title={`${entriesAre(status.unsaved)} in memory only`}>
          Another Signet has made this vault meanwhile. What you have added here moves into it when you unlock
          it, and is lost at the end if you do not.
        </Notice>
      ) : null}
      {ways.passphrase ? (
        <PasswordField
          label="Passphrase"
          value={passphrase}
          onChange={setPassphrase}
          onEnter={enter}
          autoFocus
        />
      ) : null}
      {ways.passphrase || ways.keychain ? null : <NoWayIn status={status} />}
      <ErrorNotice error={task.error} />
      <p className="field-hint break">
        File: <code>{status.file}</code>
      </p>
      <div className="row row-end">
        <Button onClick={onClose}>Cancel</Button>
        {ways.keychain ? (
          <Button
            variant={ways.passphrase ? 'secondary' : 'primary'}
            pending={task.pending}
            onClick={() => void unlock({})}
          >
            Unlock with keychain
          </Button>
        ) : null}
        {ways.passphrase ? (
          <Button variant="primary" pending={task.pending} onClick={enter}>
            Unlock vault
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** The vault has no passphrase, and the keychain that would open it is not at hand. */
function NoWayIn({ status }: { status: VaultStatus }) {
  const { elsewhere } = waysIn(status);
  const { state, reason } = status.keychain;
  const isHere = status.slots.some(({ here }) => here === true);
  if (isHere && state === 'unavailable') {
    return (
      <Notice tone="warning" title="The keychain cannot be used now">
        {reason === undefined ? '' : `The system says: ${reason}. `}
        Unlock the keychain of your system; this window notices within seconds.
      </Notice>
    );
  }
  return (
    <Notice tone="warning" title="Nothing here opens this vault">
      {isHere
        ? 'It was made in the desktop app, under the keychain of this machine, and has no passphrase. '
        : `It has no passphrase: the keychain of ${elsewhere.join(', ')} opens it. `}
      Open it in the desktop app there, and add a passphrase in its settings.
    </Notice>
  );
}
