import type { ReactNode } from 'react';
import { Field } from './field.tsx';

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}

interface SelectProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
  hint?: ReactNode;
  problem?: string | undefined;
  aside?: ReactNode;
  labelHidden?: boolean;
  disabled?: boolean;
}

/** One of a few values. The platform's own list box: its keyboard, its type-ahead, its screen reader support. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const {
    label,
    value,
    choices,
    onChange,
    hint,
    problem,
    aside,
    labelHidden = false,
    disabled = false,
  } = props;
  return (
    <Field label={label} hint={hint} problem={problem} labelHidden={labelHidden} aside={aside}>
      {({ id, describedBy }) => (
        <select
          id={id}
          className="control"
          value={value}
          disabled={disabled}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.target.value as Value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
