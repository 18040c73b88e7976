import { useState } from 'react';
import type { JsonValue } from '../../../shared/base/json.ts';
import { TextField } from '../../ui/text-field.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useNow } from '../../ui/use-now.ts';
import { claimToSeconds, textOfClaim, timeToClaim } from './claim-values.ts';

interface TimeFieldProps {
  name: string;
  label: string;
  value: JsonValue | undefined;
  /** Expressions to set with one press. */
  quick: readonly string[];
  onChange: (value: JsonValue | undefined) => void;
}

/** A time claim, typed as `+5m`, `now`, an ISO date or seconds; what it comes to is said beneath. */
export function TimeField({ name, label, value, quick, onChange }: TimeFieldProps) {
  const now = useNow();
  const [typed, setTyped] = useState(() => textOfClaim(value));
  // What was typed stays (`2026-11-21`) as long as it means the value; a change from elsewhere replaces it.
  const shown = JSON.stringify(timeToClaim(typed)) === JSON.stringify(value) ? typed : textOfClaim(value);
  const type = (text: string) => {
    setTyped(text);
    onChange(timeToClaim(text));
  };
  const seconds = claimToSeconds(value, now);
  const understood = value === undefined || seconds !== undefined;
  return (
    <TextField
      label={label}
      mono
      value={shown}
      onChange={type}
      placeholder="left out"
      problem={understood ? undefined : 'not a time: write +5m, now, 2026-11-21T08:00Z or seconds'}
      hint={seconds === undefined ? undefined : <TimeText seconds={seconds} now={now} />}
      aside={
        <span className="chips">
          {quick.map((expression) => (
            <button
              key={expression}
              type="button"
              className="chip"
              aria-label={`Set ${name} to ${expression}`}
              aria-pressed={shown === expression}
              onClick={() => type(expression)}
            >
              {expression}
            </button>
          ))}
        </span>
      }
    />
  );
}
