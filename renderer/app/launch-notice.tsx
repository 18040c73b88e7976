import { useState } from 'react';
import { useVault } from '../state/vault.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { sentence } from '../ui/sentence.ts';

/** Says how to go on in a browser window whose launch secret Signet refuses: it can show what was typed, and nothing else. */
export function LaunchNotice() {
  const { problem } = useVault();
  const [seen, setSeen] = useState(false);
  if (problem?.code !== 'launch-secret-refused') return null;
  const close = () => setSeen(true);
  return (
    <Dialog
      open={!seen}
      title="Open Signet’s current address"
      description={`${sentence(problem.message)}.`}
      onClose={close}
      onSubmit={close}
      footer={
        <Button type="submit" variant="primary">
          Close
        </Button>
      }
    >
      <p>
        Open the address that Signet printed last in the terminal. It ends in <code>#secret=…</code>, and is
        valid until Signet ends. This window can’t reach Signet any more.
      </p>
    </Dialog>
  );
}
