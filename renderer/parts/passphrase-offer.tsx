import { useNavigation } from '../app-state/navigation.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

/** For a vault that only a keychain opens: offers a passphrase beside it. */
export function PassphraseOffer({ onDone }: { onDone?: () => void }) {
  const { ask } = useNavigation();
  const add = () => {
    ask({ kind: 'add-passphrase' });
    onDone?.();
  };
  return (
    <Notice
      tone="info"
      title="Only the keychain opens this vault"
      actions={
        <Button size="small" onClick={add}>
          Add passphrase
        </Button>
      }
    >
      The command and the browser face cannot, and should the keychain be reset, nothing can. A passphrase
      opens it everywhere.
    </Notice>
  );
}
