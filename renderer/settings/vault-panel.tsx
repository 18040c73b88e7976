import { useState } from 'react';
import { defaultLockAfterMinutes } from '../../shared/contract/workspace.ts';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { PassphraseOffer } from '../parts/vault/passphrase-offer.tsx';
import { hangsOnKeychain, vaultCondition } from '../parts/vault/vault-condition.ts';
import { keychainWords, lockTime, vaultWords, whyMemoryOnly } from '../parts/vault/vault-words.ts';
import { useErrand } from '../state/navigation.tsx';
import { useVault } from '../state/vault.tsx';
import { useWorkspace } from '../state/workspace.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Facts } from '../ui/facts.tsx';
import { Panel } from '../ui/panel.tsx';
import { Select } from '../ui/select.tsx';
import { AddPassphraseDialog } from './add-passphrase-dialog.tsx';
import { BackupDialog } from './backup-dialog.tsx';
import { ChangePassphraseDialog } from './change-passphrase-dialog.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { lockChoices } from './settings-words.ts';
import { SlotList } from './slot-list.tsx';

type OpenDialog = 'add-passphrase' | 'change-passphrase' | 'rotate' | 'backup' | 'restore' | 'erase' | null;

/** How the vault is, what opens it, and what can be done with it as a whole. */
export function VaultPanel() {
  const client = useClient();
  const { status, problem, refresh, whenUnlocked, whenProtected, setDialogOpen } = useVault();
  const { settings, changeSettings } = useWorkspace();
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const locking = useTask();
  useErrand('add-passphrase', () => whenUnlocked(() => setDialog('add-passphrase')));
  const condition = vaultCondition(status, problem);
  if (!condition) return null;
  const { short, long, title, tone } = vaultWords[condition];
  const { lockAfterMinutes = defaultLockAfterMinutes } = settings;
  const isKept = status !== null && status.state !== 'memory';
  const close = () => setDialog(null);
  const lock = async () => {
    if (await locking.run(() => client.vault.lock({}))) await refresh();
  };
  const openUnlocked = (next: OpenDialog) => whenUnlocked(() => setDialog(next));
  return (
    <div className="stack-loose">
      <Panel
        title="Vault"
        note={<Badge tone={tone}>{short}</Badge>}
        actions={
          condition === 'unlocked' ? (
            <Button pending={locking.pending} onClick={() => void lock()}>
              Lock vault
            </Button>
          ) : condition === 'newer' || condition === 'unavailable' ? undefined : (
            <Button variant="primary" onClick={() => setDialogOpen(true)}>
              {title}
            </Button>
          )
        }
      >
        <p className="quiet">
          {long} {status?.state === 'memory' ? whyMemoryOnly(status.keychain) : null}
        </p>
        <ErrorNotice error={problem ?? locking.error} />
        {status ? (
          <>
            <Facts
              facts={[
                { name: 'File', value: status.file, copy: status.file, mono: true },
                { name: 'Entries', value: String(status.entries) },
                { name: 'Keychain', value: keychainWords[status.keychain.state] },
              ]}
            />
            <Select
              label="Lock when no key was used for"
              value={String(lockAfterMinutes)}
              choices={lockChoices(lockAfterMinutes)}
              onChange={(minutes) => changeSettings({ lockAfterMinutes: Number(minutes) })}
              hint={lockTime(status) ?? 'Each use of a key begins the time anew.'}
            />
          </>
        ) : null}
      </Panel>
      {status && isKept ? (
        <Panel title="What opens the vault">
          {hangsOnKeychain(status) ? <PassphraseOffer /> : null}
          <SlotList status={status} />
          <div className="row">
            <Button onClick={() => openUnlocked('add-passphrase')}>Add passphrase</Button>
            {status.slots.some(({ kind }) => kind === 'passphrase') ? (
              <Button onClick={() => openUnlocked('change-passphrase')}>Change passphrase</Button>
            ) : null}
            <Button onClick={() => openUnlocked('rotate')}>New data key</Button>
          </div>
        </Panel>
      ) : null}
      <Panel title="Backup">
        <p className="quiet">
          A backup holds every entry in one file, encrypted under a passphrase of its own. Restoring adds what
          is missing, and takes nothing away.
        </p>
        <div className="row">
          <Button disabled={!status} onClick={() => whenProtected(() => setDialog('backup'))}>
            Back up
          </Button>
          <Button disabled={!status} onClick={() => openUnlocked('restore')}>
            Restore backup
          </Button>
        </div>
      </Panel>
      <Panel title="Erase">
        <p className="quiet">
          The vault, saved work, history and settings: all that Signet keeps on this machine.
        </p>
        <div className="row">
          <Button onClick={() => setDialog('erase')}>Erase everything</Button>
        </div>
      </Panel>
      <AddPassphraseDialog open={dialog === 'add-passphrase'} onClose={close} />
      <ChangePassphraseDialog open={dialog === 'change-passphrase'} onClose={close} />
      <RotateDialog open={dialog === 'rotate'} onClose={close} />
      <BackupDialog open={dialog === 'backup'} onClose={close} />
      <RestoreDialog open={dialog === 'restore'} onClose={close} />
      <EraseDialog open={dialog === 'erase'} onClose={close} />
    </div>
  );
}
