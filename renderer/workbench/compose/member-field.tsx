import { memo } from 'react';
import type { JsonValue } from '../../../shared/base/json.ts';
import type { KnownMember } from '../../../shared/jwt/claim-names.ts';
import { MemberMeaning } from './member-meaning.tsx';
import { TimeField } from './time-field.tsx';
import { type Edit, ValueField } from './value-field.tsx';
import { kindOf } from './value-kinds.ts';

interface MemberFieldProps {
  name: string;
  raw: string;
  known: KnownMember | undefined;
  onEdit: Edit;
}

/** A member at the top. Drawn anew only when it changes itself: there may be hundreds of them. */
export const MemberField = memo(function MemberField({ name, raw, known, onEdit }: MemberFieldProps) {
  const label = known ? `${known.title} (${name})` : name;
  const kind = kindOf(raw);
  if (known?.kind === 'numeric-date' && (kind === 'text' || kind === 'number')) {
    return (
      <TimeField
        name={name}
        label={label}
        value={JSON.parse(raw) as JsonValue}
        quick={['now']}
        onChange={(value) => onEdit([name], value === undefined ? undefined : JSON.stringify(value))}
      />
    );
  }
  const wide = kind === 'list' || kind === 'object';
  return (
    <div className={wide ? 'member-wide' : undefined}>
      <ValueField
        label={label}
        path={[name]}
        raw={raw}
        hint={known ? <MemberMeaning known={known} /> : undefined}
        onEdit={onEdit}
      />
    </div>
  );
});
