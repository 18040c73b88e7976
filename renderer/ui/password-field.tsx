import { Eye, EyeOff } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Field } from './field.tsx';
import { IconButton } from './icon-button.tsx';
import './password-field.css';

interface PasswordFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onEnter?: (() => void) | undefined;
  hint?: ReactNode;
  problem?: string | undefined;
  autoFocus?: boolean | undefined;
  /** Whether one is chosen here: a password manager then offers a new one. */
  isNew?: boolean;
}

/** A password or passphrase, hidden until its owner wants to see it. Whoever uses it empties it at once. */
export function PasswordField(props: PasswordFieldProps) {
  const { label, value, onChange, onEnter, hint, problem, autoFocus, isNew = false } = props;
  const [wanted, setWanted] = useState(false);
  // What is typed next, after the field was emptied, is hidden again.
  const shown = wanted && value !== '';
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !onEnter || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onEnter();
  };
  return (
    <Field label={label} hint={hint} problem={problem}>
      {({ id, describedBy, invalid }) => (
        <div className="password">
          <input
            id={id}
            className="control"
            type={shown ? 'text' : 'password'}
            value={value}
            // biome-ignore lint/a11y/noAutofocus: only set on a dialog's first field, where focus must go anyway.
            autoFocus={autoFocus}
            autoComplete={isNew ? 'new-password' : 'current-password'}
            spellCheck={false}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={keyDown}
          />
          <IconButton
            label={shown ? 'Hide what is typed' : 'Show what is typed'}
            icon={shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
            pressed={shown}
            disabled={value === ''}
            onClick={() => setWanted(!shown)}
          />
        </div>
      )}
    </Field>
  );
}
