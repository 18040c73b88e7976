import { useState } from 'react';
import type { RescuedVault } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useFace } from '../../client/use-face.ts';
import { useTask } from '../../client/use-task.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { sentence } from '../../ui/sentence.ts';
import { waysIn } from './vault-condition.ts';
import { rescueWords } from './vault-words.ts';

interface VaultRescueProps {
  onClose: () => void;
  onRescued: (rescued: RescuedVault) => void;
}

/** Puts what is whole of a damaged vault file into a new one; or opens it as it is, where it can be opened. */
export function VaultRescue({ onClose, onRescued }: VaultRescueProps) {
  const client = useClient();
  const { status, problem, refresh } = useVault();
  const task = useTask();
  const face = useFace();
  const [passphrase, setPassphrase] = useState('');
  // Of a file that cannot be read nothing is known: where there may be a keychain, it is tried without a passphrase.
  const withKeychain = status ? waysIn(status).keychain : face === 'desktop';
  const isReady = passphrase !== '' || withKeychain;
  const given = passphrase === '' ? {} : { passphrase };

  const rescue = async () => {
    if (!isReady) return;
    const rescued = await task.run(() => client.vault.rescue(given));
    setPassphrase('');
    if (!rescued) return;
    onRescued(rescued);
    await refresh();
  };
  const unlock = async () => {
    const unlocked = await task.run(() => client.vault.unlock(given));
    setPassphrase('');
    if (!unlocked) return;
    await refresh();
    onClose();
  };
  const enter = () => void rescue();
  const what = problem?.message ?? status?.damage;
  return (
    <>
      {what === undefined ? null : <Notice tone="danger" title={sentence(what)} />}
      <PasswordField
        label="Passphrase"
        value={passphrase}
        onChange={setPassphrase}
        onEnter={enter}
        autoFocus
        hint={
          withKeychain
            ? 'One of the vault’s passphrases. Leave it empty to try the keychain.'
            : 'One of the vault’s passphrases: only what it decrypts can be believed.'
        }
      />
      <ErrorNotice error={task.error} />
      <div className="row row-end">
        <Button onClick={onClose}>Cancel</Button>
        {status?.state === 'locked' ? (
          <Button pending={task.pending} disabled={!isReady} onClick={() => void unlock()}>
            Unlock only
          </Button>
        ) : null}
        <Button variant="primary" pending={task.pending} disabled={!isReady} onClick={enter}>
          Rescue vault
        </Button>
      </div>
    </>
  );
}

/** What came of it. */
export function VaultRescued({ rescued, onClose }: { rescued: RescuedVault; onClose: () => void }) {
  const { title, text } = rescueWords(rescued);
  return (
    <>
      <Notice tone={rescued.lost.length === 0 ? 'success' : 'warning'} title={title}>
        {text}
      </Notice>
      <div className="row row-end">
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </>
  );
}
