import { useMemo } from 'react';
import { readMembers } from '../../../shared/base/edit-json.ts';
import type { JsonValue } from '../../../shared/base/json.ts';
import { knownClaim, knownClaims, startValue } from '../../../shared/jwt/claim-names.ts';
import { TextField } from '../../ui/text-field.tsx';
import { AddMember } from './add-member.tsx';
import { AudienceField } from './audience-field.tsx';
import { claimsWithField, textOfClaim } from './claim-values.ts';
import { IdField } from './id-field.tsx';
import { MemberField } from './member-field.tsx';
import { NoForm } from './no-form.tsx';
import { MemberRow } from './spotlight.tsx';
import { TimeField } from './time-field.tsx';
import type { Edit } from './value-field.tsx';

interface ClaimsFormProps {
  text: string;
  onEdit: Edit;
  onShowJson: () => void;
}

/** The registered claims (RFC 7519 section 4.1) as fields, empty when left out, and all others in their order. */
export function ClaimsForm({ text, onEdit, onShowJson }: ClaimsFormProps) {
  const members = useMemo(() => readMembers(text), [text]);
  if (!members) return <NoForm what="claims" onShowJson={onShowJson} />;
  const raws = new Map(members.map(({ name, raw }) => [String(name), raw]));
  const value = (name: string): JsonValue | undefined => {
    const raw = raws.get(name);
    return raw === undefined ? undefined : (JSON.parse(raw) as JsonValue);
  };
  const set = (name: string) => (next: JsonValue | undefined) =>
    onEdit([name], next === undefined ? undefined : JSON.stringify(next));
  const setText = (name: string) => (next: string) => set(name)(next === '' ? undefined : next);
  return (
    <div className="member-grid">
      <MemberRow name="claims.iss">
        <TextField
          label="Issuer (iss)"
          mono
          value={textOfClaim(value('iss'))}
          onChange={setText('iss')}
          placeholder="who signs: the client ID"
        />
      </MemberRow>
      <MemberRow name="claims.sub">
        <TextField
          label="Subject (sub)"
          mono
          value={textOfClaim(value('sub'))}
          onChange={setText('sub')}
          placeholder="for whom: a user, or left out"
        />
      </MemberRow>
      <MemberRow name="claims.aud">
        <AudienceField value={value('aud')} onChange={set('aud')} />
      </MemberRow>
      <MemberRow name="claims.exp">
        <TimeField
          name="exp"
          label="Expires (exp)"
          value={value('exp')}
          quick={['+5m', '+15m', '+1h']}
          onChange={set('exp')}
        />
      </MemberRow>
      <MemberRow name="claims.iat">
        <TimeField
          name="iat"
          label="Issued at (iat)"
          value={value('iat')}
          quick={['now', '-60s']}
          onChange={set('iat')}
        />
      </MemberRow>
      <MemberRow name="claims.nbf">
        <TimeField
          name="nbf"
          label="Not before (nbf)"
          value={value('nbf')}
          quick={['now']}
          onChange={set('nbf')}
        />
      </MemberRow>
      <MemberRow name="claims.jti">
        <IdField value={value('jti')} onChange={set('jti')} />
      </MemberRow>
      {members
        .filter(({ name }) => !claimsWithField.has(String(name)))
        .map(({ name, raw }) => (
          <MemberField
            key={name}
            part="claims"
            name={String(name)}
            raw={raw}
            known={knownClaim(String(name))}
            onEdit={onEdit}
          />
        ))}
      <div className="member-wide">
        <AddMember
          label="Add claim"
          taken={[...raws.keys()]}
          known={knownClaims}
          onAdd={(name) => onEdit([name], JSON.stringify(startValue(knownClaim(name))))}
        />
      </div>
    </div>
  );
}
