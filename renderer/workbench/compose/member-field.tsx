import { memo } from 'react';
import type { JsonValue } from '../../../shared/base/json.ts';
import type { KnownMember } from '../../../shared/jwt/claim-names.ts';
import { MemberMeaning } from './member-meaning.tsx';
import { MemberRow } from './spotlight.tsx';
import { TimeField } from './time-field.tsx';
import { type Edit, ValueField } from './value-field.tsx';
import { kindOf } from './value-kinds.ts';

interface MemberFieldProps {
  part: 'header' | 'claims';
  name: string;
  raw: string;
  known: KnownMember | undefined;
  onEdit: Edit;
}

/** A member at the top. Drawn anew only when it changes itself: there may be hundreds of them. */
export const MemberField = memo(function MemberField({ part, name, raw, known, onEdit }: MemberFieldProps) {
  const label = known ? `${known.title} (${name})` : name;
  const kind = kindOf(raw);
  if (known?.kind === 'numeric-date' && (kind === 'text' || kind === 'number')) {
    return (
      <MemberRow name={`${part}.${name}`}>
        <TimeField
          name={name}
          label={label}
          value={JSON.parse(raw) as JsonValue}
          quick={['now']}
          onChange={(value) => onEdit([name], value === undefined ? undefined : JSON.stringify(value))}
        />
      </MemberRow>
    );
  }
  return (
    <MemberRow name={`${part}.${name}`}>
      <ValueField
        label={label}
        path={[name]}
        raw={raw}
        hint={known ? <MemberMeaning known={known} /> : undefined}
        onEdit={onEdit}
      />
    </MemberRow>
  );
});
