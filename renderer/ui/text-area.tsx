import type { ReactNode } from 'react';
import { Field } from './field.tsx';

interface TextAreaProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  problem?: string | undefined;
  placeholder?: string;
  rows?: number;
  labelHidden?: boolean;
}

/** Several lines of text, in the fixed-width face: for pasted keys and certificates. */
export function TextArea({
  label,
  value,
  onChange,
  hint,
  problem,
  placeholder,
  rows = 4,
  labelHidden = false,
}: TextAreaProps) {
  return (
    <Field label={label} hint={hint} problem={problem} value={value} labelHidden={labelHidden}>
      {({ id, describedBy, invalid }) => (
        <textarea
          id={id}
          className="control control-mono"
          value={value}
          rows={rows}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={describedBy}
          aria-invalid={invalid}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
