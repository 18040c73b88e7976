import type { JsonValue } from '../../../shared/jwt/json.ts';
import { readObject, setMember } from '../../app-state/edit-json.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AudienceField } from './audience-field.tsx';
import { furtherClaims, textOfClaim } from './claim-values.ts';
import { TimeField } from './time-field.tsx';

interface ClaimsFormProps {
  text: string;
  onChange: (text: string) => void;
  onShowJson: () => void;
}

/** The registered claims (RFC 7519 section 4.1) as fields. An empty field means that the claim is left out. */
export function ClaimsForm({ text, onChange, onShowJson }: ClaimsFormProps) {
  const now = useNow();
  const claims = readObject(text);
  if (!claims) {
    return (
      <p className="quiet">
        The claims are not a JSON object just now.{' '}
        <Button size="small" onClick={onShowJson}>
          Mend the JSON
        </Button>
      </p>
    );
  }
  const set = (name: string, value: JsonValue | undefined) => onChange(setMember(text, name, value));
  const setText = (name: string) => (value: string) => set(name, value === '' ? undefined : value);
  const further = furtherClaims(claims);
  return (
    <div className="claims-form">
      <TextField
        label="Issuer (iss)"
        mono
        value={textOfClaim(claims.iss)}
        onChange={setText('iss')}
        placeholder="who signs: the client ID"
      />
      <TextField
        label="Subject (sub)"
        mono
        value={textOfClaim(claims.sub)}
        onChange={setText('sub')}
        placeholder="for whom: a user, or left out"
      />
      <div className="claims-form-wide">
        <AudienceField value={claims.aud} onChange={(value) => set('aud', value)} />
      </div>
      <TimeField
        name="exp"
        label="Expires (exp)"
        value={claims.exp}
        now={now}
        quick={['+5m', '+15m', '+1h']}
        onChange={(value) => set('exp', value)}
      />
      <TimeField
        name="iat"
        label="Issued at (iat)"
        value={claims.iat}
        now={now}
        quick={['now', '-60s']}
        onChange={(value) => set('iat', value)}
      />
      <TimeField
        name="nbf"
        label="Not before (nbf)"
        value={claims.nbf}
        now={now}
        quick={['now']}
        onChange={(value) => set('nbf', value)}
      />
      <TextField
        label="Token ID (jti)"
        mono
        value={textOfClaim(claims.jti)}
        onChange={setText('jti')}
        placeholder="left out"
        aside={
          <button type="button" className="chip" onClick={() => set('jti', crypto.randomUUID())}>
            Fresh UUID
          </button>
        }
      />
      {further.length > 0 ? (
        <p className="claims-form-wide field-hint">
          Further claims:{' '}
          {further.map((name) => (
            <code key={name}>{name} </code>
          ))}
          <button type="button" className="chip" onClick={onShowJson}>
            Edit as JSON
          </button>
        </p>
      ) : (
        <p className="claims-form-wide field-hint">
          Scope, roles and claims of your own:{' '}
          <button type="button" className="chip" onClick={onShowJson}>
            Add as JSON
          </button>
        </p>
      )}
    </div>
  );
}
