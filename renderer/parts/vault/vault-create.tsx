import { useState } from 'react';
import type { VaultStatus } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NewPassphrase, noPassphrase } from './new-passphrase.tsx';
import { passphraseProblem } from './passphrase.ts';
import { whyMemoryOnly } from './vault-words.ts';

interface VaultCreateProps {
  status: VaultStatus;
  onClose: () => void;
  /** Called in place of `onClose` once there is a vault. */
  onCreated?: () => void;
}

/** Makes the vault, under a passphrase, the keychain, or both. */
export function VaultCreate({ status, onClose, onCreated = onClose }: VaultCreateProps) {
  const client = useClient();
  const { refresh, isForExport } = useVault();
  const task = useTask();
  const hasKeychain = status.keychain.state === 'available';
  const [keychain, setKeychain] = useState(hasKeychain);
  const [twice, setTwice] = useState(noPassphrase);
  const [tried, setTried] = useState(false);
  const withPassphrase = !keychain || twice.passphrase !== '' || twice.again !== '';
  const problem = withPassphrase ? passphraseProblem(twice.passphrase, twice.again) : undefined;

  const create = async () => {
    setTried(true);
    if (problem !== undefined) return;
    const done = await task.run(() =>
      client.vault.create({
        ...(withPassphrase ? { passphrase: twice.passphrase } : {}),
        ...(keychain ? { keychain } : {}),
      }),
    );
    setTwice(noPassphrase);
    setTried(false);
    if (!done) return;
    await refresh();
    onCreated();
  };
  const enter = () => void create();
  return (
    <>
      {isForExport ? (
        <Notice tone="info" title="Exporting needs a vault with a passphrase">
          In a browser, the passphrase is how Signet tells you from a script in this window. The export goes
          on when you’ve created the vault.
        </Notice>
      ) : null}
      <p className="quiet">{whyMemoryOnly(status.keychain)}</p>
      {hasKeychain ? (
        <Checkbox
          label="Open it with the keychain of this machine"
          checked={keychain}
          onChange={setKeychain}
          hint="Without a passphrase beside it, only the desktop app on this machine opens the vault."
        />
      ) : null}
      <NewPassphrase
        value={twice}
        onChange={setTwice}
        onEnter={enter}
        autoFocus
        problem={tried ? problem : undefined}
      />
      <ErrorNotice error={task.error} />
      <p className="field-hint break">
        File: <code>{status.file}</code>
      </p>
      <div className="row row-end">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" pending={task.pending} onClick={enter}>
          Create vault
        </Button>
      </div>
    </>
  );
}
