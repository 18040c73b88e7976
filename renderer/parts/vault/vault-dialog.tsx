import { useState } from 'react';
import type { RescuedVault } from '../../../shared/contract/vault.ts';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { type VaultCondition, vaultCondition } from './vault-condition.ts';
import { VaultCreate } from './vault-create.tsx';
import { VaultOpen } from './vault-open.tsx';
import { VaultRescue, VaultRescued } from './vault-rescue.tsx';
import { VaultUnlock } from './vault-unlock.tsx';
import { vaultWords } from './vault-words.ts';

/** Makes the vault, opens it, rescues it or locks it, whichever its condition asks for. */
export function VaultDialog() {
  const { status, problem, dialogOpen, setDialogOpen } = useVault();
  const condition = vaultCondition(status, problem);
  const [shown, setShown] = useState(condition);
  const [rescued, setRescued] = useState<RescuedVault | null>(null);
  // What has been rescued is told until it is read; and while the dialog goes away, its words stay.
  if (dialogOpen && !rescued && condition !== shown) setShown(condition);
  if (!shown) return null;
  const close = () => {
    setDialogOpen(false);
    setRescued(null);
  };
  const { title, long } = vaultWords[shown];
  return (
    <Dialog title={title} description={rescued ? undefined : long} open={dialogOpen} onClose={close}>
      {rescued ? (
        <VaultRescued rescued={rescued} onClose={close} />
      ) : (
        // Each condition begins with empty fields.
        <Screen key={shown} condition={shown} onClose={close} onRescued={setRescued} />
      )}
    </Dialog>
  );
}

interface ScreenProps {
  condition: VaultCondition;
  onClose: () => void;
  onRescued: (rescued: RescuedVault) => void;
}

function Screen({ condition, onClose, onRescued }: ScreenProps) {
  const { status, problem, refresh } = useVault();
  if (condition === 'damaged') return <VaultRescue onClose={onClose} onRescued={onRescued} />;
  if (status && condition === 'memory') return <VaultCreate status={status} onClose={onClose} />;
  if (status && condition === 'locked') return <VaultUnlock status={status} onClose={onClose} />;
  if (status && condition === 'unlocked') return <VaultOpen status={status} onClose={onClose} />;
  return (
    <>
      <ErrorNotice error={problem} />
      <div className="row row-end">
        <Button onClick={() => void refresh()}>Look again</Button>
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </>
  );
}
