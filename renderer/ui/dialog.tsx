import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { FormEvent, ReactNode } from 'react';
import './button.css';
import './dialog.css';

interface DialogProps {
  title: string;
  description?: ReactNode;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  /** The row of buttons. */
  footer?: ReactNode;
  width?: 'narrow' | 'wide';
  /** Enter in a field, or a submit button in the footer. */
  onSubmit?: () => void;
}

/** A modal dialog. https://www.w3.org/WAI/ARIA/apg/patterns/dialog-modal/ */
export function Dialog({
  title,
  description,
  open,
  onClose,
  children,
  footer,
  width = 'narrow',
  onSubmit,
}: DialogProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit?.();
  };
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="dialog-backdrop" />
        <BaseDialog.Popup className={`dialog dialog-${width}`}>
          <form className="dialog-form" noValidate onSubmit={submit}>
            <header className="dialog-head">
              <div>
                <BaseDialog.Title className="dialog-title">{title}</BaseDialog.Title>
                {description ? (
                  <BaseDialog.Description className="dialog-description">
                    {description}
                  </BaseDialog.Description>
                ) : null}
              </div>
              <BaseDialog.Close className="button button-quiet button-small icon-button" aria-label="Close">
                <X aria-hidden="true" />
              </BaseDialog.Close>
            </header>
            <div className="dialog-body">{children}</div>
            {footer ? <footer className="dialog-foot">{footer}</footer> : null}
          </form>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
