import type { KeyboardEvent, ReactNode } from 'react';
import { Field } from './field.tsx';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onEnter?: () => void;
  onBlur?: () => void;
  hint?: ReactNode;
  problem?: string | undefined;
  aside?: ReactNode;
  placeholder?: string;
  type?: 'text' | 'password' | 'number' | 'url' | 'datetime-local';
  mono?: boolean;
  labelHidden?: boolean;
  autoFocus?: boolean;
  disabled?: boolean;
  autoComplete?: string;
  /** Suggestions: the id of a datalist. */
  list?: string;
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const {
    label,
    hint,
    problem,
    labelHidden = false,
    aside,
    value,
    onChange,
    onEnter,
    onBlur,
    mono = false,
  } = props;
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !onEnter || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onEnter();
  };
  return (
    <Field
      label={label}
      hint={hint}
      problem={problem}
      value={props.type === 'password' ? '' : value}
      labelHidden={labelHidden}
      aside={aside}
    >
      {({ id, describedBy, invalid }) => (
        <input
          id={id}
          className={mono ? 'control control-mono' : 'control'}
          type={props.type ?? 'text'}
          value={value}
          placeholder={props.placeholder}
          disabled={props.disabled}
          // biome-ignore lint/a11y/noAutofocus: only set on a dialog's first field, where focus must go anyway.
          autoFocus={props.autoFocus}
          autoComplete={props.autoComplete ?? 'off'}
          list={props.list}
          spellCheck={false}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={keyDown}
          onBlur={onBlur}
        />
      )}
    </Field>
  );
}
