import { useState } from 'react';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useTask } from '../../client/use-task.ts';
import { commonName } from '../../parts/certificate/chain.ts';
import { StoreOpener } from '../../parts/key-store/store-opener.tsx';
import { useKeyStore } from '../../parts/key-store/use-key-store.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Select } from '../../ui/select.tsx';

interface AttachDialogProps {
  entry: VaultEntry;
  open: boolean;
  onClose: () => void;
}

/** Puts the certificate that an authority sent beside the key that it was made for. */
export function AttachDialog({ entry, open, onClose }: AttachDialogProps) {
  const client = useClient();
  const { refresh } = useVault();
  const opener = useKeyStore();
  const task = useTask();
  const [alias, setAlias] = useState<string | undefined>(undefined);
  const { store } = opener;
  const choices = (store?.entries ?? []).filter(({ chain }) => chain.length > 0);
  const chosen = choices.find((each) => each.alias === alias) ?? choices[0];
  const close = () => {
    opener.close();
    task.clear();
    onClose();
  };
  const attach = async () => {
    if (!store || !chosen) return;
    const source = { store: store.store, alias: chosen.alias };
    if (!(await task.run(() => client.certificate.attach({ entry: entry.id, source })))) return;
    await refresh();
    close();
  };
  return (
    <Dialog
      title="Add certificate"
      description={`The authority’s answer for the key ${entry.name}. One that belongs to another key is refused.`}
      open={open}
      onClose={close}
      width="wide"
    >
      <StoreOpener opener={opener} />
      {store && choices.length === 0 ? <p className="quiet">The file holds no certificate.</p> : null}
      {chosen ? (
        <Select
          label="Certificate"
          value={chosen.alias}
          choices={choices.map((each) => ({
            value: each.alias,
            label: `${each.alias}: ${commonName(each.chain[0]?.subject ?? '')}`,
          }))}
          onChange={setAlias}
        />
      ) : null}
      <ErrorNotice error={task.error} />
      <div className="row row-end">
        <Button onClick={close}>Cancel</Button>
        <Button variant="primary" pending={task.pending} disabled={!chosen} onClick={() => void attach()}>
          Add to key
        </Button>
      </div>
    </Dialog>
  );
}
