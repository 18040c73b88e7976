import { useNavigation } from '../../state/navigation.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

interface PassphraseOfferProps {
  onDone?: () => void;
  /** Where the offer need not be taken: what happens when it is declined. */
  onDecline?: () => void;
}

/** For a vault that only a keychain opens: offers a passphrase beside it. */
export function PassphraseOffer({ onDone, onDecline }: PassphraseOfferProps) {
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
        <>
          <Button size="small" onClick={add}>
            Add passphrase
          </Button>
          {onDecline ? (
            <Button size="small" variant="quiet" onClick={onDecline}>
              Not now
            </Button>
          ) : null}
        </>
      }
    >
      The command and the browser face cannot, and should the keychain be reset, nothing can. A passphrase
      opens it everywhere.
    </Notice>
  );
}
