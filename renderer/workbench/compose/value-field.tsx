import { X } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { type JsonPath, readChildren } from '../../../shared/base/edit-json.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AddMember } from './add-member.tsx';
import { convert, isNumber, kindOf, textOf, type ValueKind, valueKinds } from './value-kinds.ts';

/** Sets the value at a path to a JSON text, or takes it out. */
export type Edit = (path: JsonPath, raw: string | undefined) => void;

export interface ValueFieldProps {
  label: string;
  path: JsonPath;
  /** The value as it stands in the text. */
  raw: string;
  hint?: ReactNode;
  onEdit: Edit;
}

/** A JSON value of any kind, in a field of its kind; lists and objects hold further ones. */
export function ValueField(props: ValueFieldProps) {
  const { label, path, raw, hint, onEdit } = props;
  const kind = kindOf(raw);
  const set = (next: string) => onEdit(path, next);
  const aside = (
    <span className="chips">
      <select
        className="chip chip-select"
        aria-label={`Kind of ${label}`}
        value={kind}
        onChange={(event) => set(convert(raw, event.target.value as ValueKind))}
      >
        {Object.entries(valueKinds).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <IconButton
        label={`Remove ${label}`}
        icon={<X aria-hidden="true" />}
        onClick={() => onEdit(path, undefined)}
      />
    </span>
  );
  const shared = { label, hint, aside };
  switch (kind) {
    case 'text':
      return (
        <TextField {...shared} mono value={textOf(raw)} onChange={(text) => set(JSON.stringify(text))} />
      );
    case 'number':
      return <NumberField {...shared} raw={raw} onChange={set} />;
    case 'yes-or-no':
      return (
        <Select
          {...shared}
          value={raw}
          choices={[
            { value: 'true', label: 'true' },
            { value: 'false', label: 'false' },
          ]}
          onChange={set}
        />
      );
    case 'null':
      return <TextField {...shared} mono disabled value="null" onChange={() => {}} />;
    case 'list':
    case 'object':
      return <NestedField {...props} aside={aside} kind={kind} />;
  }
}

/** A number, kept digit by digit; while what is typed is none, the value stays. */
function NumberField({
  raw,
  onChange,
  ...shared
}: {
  label: string;
  hint: ReactNode;
  aside: ReactNode;
  raw: string;
  onChange: (raw: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed !== null && (!isNumber(typed) || typed.trim() === raw) ? typed : raw;
  return (
    <TextField
      {...shared}
      mono
      value={shown}
      problem={isNumber(shown) ? undefined : 'not a number'}
      onChange={(text) => {
        setTyped(text);
        if (isNumber(text)) onChange(text.trim());
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** `roles 2`, `act · sub`: names with dots between, items counted from one. */
function labelAt(path: JsonPath): string {
  return path.reduce<string>((label, step) => {
    if (typeof step === 'number') return `${label} ${step + 1}`;
    return label === '' ? step : `${label} · ${step}`;
  }, '');
}

/** The items of a list or the members of an object, each with its field. */
function NestedField({
  label,
  path,
  raw,
  hint,
  onEdit,
  aside,
  kind,
}: ValueFieldProps & { aside: ReactNode; kind: 'list' | 'object' }) {
  const id = useId();
  const children = readChildren(raw);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row with its buttons.
    <div role="group" aria-labelledby={id} className="field">
      <div className="field-head">
        <span id={id} className="field-label">
          {label}
        </span>
        {aside}
      </div>
      <div className="nested-fields">
        {children.map((child) => (
          <ValueField
            key={child.name}
            label={labelAt([...path, child.name])}
            path={[...path, child.name]}
            raw={child.raw}
            onEdit={onEdit}
          />
        ))}
        {kind === 'list' ? (
          <div>
            <button type="button" className="chip" onClick={() => onEdit([...path, children.length], '""')}>
              Add item
            </button>
          </div>
        ) : (
          <AddMember
            label={`Add to ${label}`}
            taken={children.map((child) => String(child.name))}
            onAdd={(name) => onEdit([...path, name], '""')}
          />
        )}
      </div>
      {hint ? <div className="field-hint">{hint}</div> : null}
    </div>
  );
}
