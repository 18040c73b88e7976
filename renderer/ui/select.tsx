import type { ReactNode } from 'react';
import { Field } from './field.tsx';

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  /** The heading under which it stands, together with its neighbours of the same. */
  readonly group?: string;
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
          {grouped(choices).map(([group, members]) =>
            group === undefined ? (
              members.map(option)
            ) : (
              <optgroup key={group} label={group}>
                {members.map(option)}
              </optgroup>
            ),
          )}
        </select>
      )}
    </Field>
  );
}

function option({ value, label }: Choice) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}

function grouped(choices: readonly Choice[]): (readonly [string | undefined, Choice[]])[] {
  const groups: (readonly [string | undefined, Choice[]])[] = [];
  for (const choice of choices) {
    const last = groups.at(-1);
    if (last && last[0] === choice.group) last[1].push(choice);
    else groups.push([choice.group, [choice]]);
  }
  return groups;
}
