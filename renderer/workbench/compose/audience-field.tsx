import { useState } from 'react';
import type { JsonValue } from '../../../shared/base/json.ts';
import { TextField } from '../../ui/text-field.tsx';
import { audienceToClaim, audienceToText } from './claim-values.ts';

interface AudienceFieldProps {
  value: JsonValue | undefined;
  onChange: (value: JsonValue | undefined) => void;
}

/** `aud`: a string, or an array of them (RFC 7519 section 4.1.3). Servers differ in which they take. */
export function AudienceField({ value, onChange }: AudienceFieldProps) {
  const [typed, setTyped] = useState(() => audienceToText(value));
  const asArray = Array.isArray(value);
  const shown =
    JSON.stringify(audienceToClaim(typed, asArray)) === JSON.stringify(value) ? typed : audienceToText(value);
  const type = (text: string) => {
    setTyped(text);
    onChange(audienceToClaim(text, asArray));
  };
  return (
    <TextField
      label="Audience (aud)"
      mono
      value={shown}
      onChange={type}
      placeholder="the server, as it names itself; several with commas"
      aside={
        <button
          type="button"
          className="chip"
          aria-pressed={asArray}
          title="Write aud as a JSON array"
          onClick={() => onChange(audienceToClaim(shown.split(',')[0] ?? '', !asArray))}
        >
          as array
        </button>
      }
    />
  );
}
