import { useSigning } from '../../state/signing.tsx';
import { useVault } from '../../state/vault.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { sentence } from '../../ui/sentence.ts';

/** Why there is no token for what stands in the editors, and the explicit yes to a weak key. */
export function SigningProblem() {
  const { setDialogOpen } = useVault();
  const { error, allowWeakKey, setAllowWeakKey } = useSigning();
  const weak = error?.code === 'key-too-small';
  return (
    <>
      {weak || allowWeakKey ? (
        <Notice
          tone="warning"
          title={weak ? sentence(error.message) : 'This token is signed with a weak key'}
        >
          <Checkbox
            label="Sign anyway"
            checked={allowWeakKey}
            onChange={setAllowWeakKey}
            hint="Good enough to try a server out; today’s servers refuse it, and others may forge it."
          />
        </Notice>
      ) : null}
      {weak || error?.code === 'key-needed' ? null : (
        <ErrorNotice
          error={error}
          actions={
            error?.code === 'vault-locked' ? (
              <Button size="small" onClick={() => setDialogOpen(true)}>
                Unlock vault
              </Button>
            ) : undefined
          }
        />
      )}
    </>
  );
}
