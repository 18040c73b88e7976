import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type ReactNode, useRef } from 'react';
import './button.css';
import './dialog.css';
import { Button } from './button.tsx';

interface ConfirmDialogProps {
  title: string;
  open: boolean;
  /** The words of the dangerous button: `Remove key`. */
  action: string;
  onConfirm: () => void;
  onClose: () => void;
  pending?: boolean;
  /** Something is still to be agreed to. */
  disabled?: boolean;
  children: ReactNode;
}

/** Asks before something that cannot be undone, or gives a secret away. The safe button has the focus. https://www.w3.org/WAI/ARIA/apg/patterns/alertdialog/ */
export function ConfirmDialog({
  title,
  open,
  action,
  onConfirm,
  onClose,
  pending = false,
  disabled = false,
  children,
}: ConfirmDialogProps) {
  const safe = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="dialog-backdrop" />
        <AlertDialog.Popup className="dialog dialog-narrow" initialFocus={safe}>
          <div className="dialog-form">
            <header className="dialog-head">
              <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
            </header>
            <AlertDialog.Description className="dialog-body" render={<div />}>
              {children}
            </AlertDialog.Description>
            <footer className="dialog-foot">
              <AlertDialog.Close ref={safe} className="button button-secondary button-medium">
                Cancel
              </AlertDialog.Close>
              <Button variant="destructive" pending={pending} disabled={disabled} onClick={onConfirm}>
                {action}
              </Button>
            </footer>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
