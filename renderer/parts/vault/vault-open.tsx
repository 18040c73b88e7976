import type { VaultStatus } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PassphraseOffer } from './passphrase-offer.tsx';
import { hangsOnKeychain } from './vault-condition.ts';
import { lockTime } from './vault-words.ts';

/** The vault is open: locks it, or leads to where it is managed. */
export function VaultOpen({ status, onClose }: { status: VaultStatus; onClose: () => void }) {
  const client = useClient();
  const { refresh } = useVault();
  const { go } = useNavigation();
  const task = useTask();
  const lock = async () => {
    if (!(await task.run(() => client.vault.lock({})))) return;
    await refresh();
    onClose();
  };
  return (
    <>
      {hangsOnKeychain(status) ? <PassphraseOffer onDone={onClose} /> : null}
      <ErrorNotice error={task.error} />
      {lockTime(status) === undefined ? null : <p>{lockTime(status)}</p>}
      <p className="field-hint break">
        File: <code>{status.file}</code>
      </p>
      <div className="row row-end">
        <Button
          onClick={() => {
            go('settings');
            onClose();
          }}
        >
          Vault settings
        </Button>
        <Button variant="primary" pending={task.pending} onClick={() => void lock()}>
          Lock vault
        </Button>
      </div>
    </>
  );
}
