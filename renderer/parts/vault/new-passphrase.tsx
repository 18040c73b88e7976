import { PasswordField } from '../../ui/password-field.tsx';
import { passphraseStrength } from './passphrase.ts';

export interface PassphraseTwice {
  readonly passphrase: string;
  readonly again: string;
}

export const noPassphrase: PassphraseTwice = { passphrase: '', again: '' };

interface NewPassphraseProps {
  value: PassphraseTwice;
  onChange: (value: PassphraseTwice) => void;
  problem: string | undefined;
  /** `Passphrase`; the second field is called the same with `again` behind it. */
  label?: string;
  onEnter?: (() => void) | undefined;
  autoFocus?: boolean | undefined;
}

/** Asks for a new passphrase twice, and says how good it is. */
export function NewPassphrase(props: NewPassphraseProps) {
  const { value, onChange, problem, label = 'Passphrase', onEnter, autoFocus } = props;
  return (
    <>
      <PasswordField
        label={label}
        isNew
        value={value.passphrase}
        onChange={(passphrase) => onChange({ ...value, passphrase })}
        hint={passphraseStrength(value.passphrase)}
        onEnter={onEnter}
        autoFocus={autoFocus}
      />
      <PasswordField
        label={`${label} again`}
        isNew
        value={value.again}
        onChange={(again) => onChange({ ...value, again })}
        problem={problem}
        onEnter={onEnter}
      />
    </>
  );
}
