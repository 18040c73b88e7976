import type { JsonValue } from '../../../shared/base/json.ts';
import { freshId } from '../../../shared/jwt/resolve-claims.ts';
import { useSigning } from '../../state/signing.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { textOfClaim } from './claim-values.ts';

interface IdFieldProps {
  value: JsonValue | undefined;
  onChange: (value: JsonValue | undefined) => void;
}

/** `jti`: typed, or another at each signing, so that a server that remembers them takes every token once. */
export function IdField({ value, onChange }: IdFieldProps) {
  const { live } = useSigning();
  const fresh = value === freshId;
  const last = live?.signed.values.jti;
  return (
    <TextField
      label="Token ID (jti)"
      mono
      value={textOfClaim(value)}
      onChange={(text) => onChange(text === '' ? undefined : text)}
      placeholder="left out"
      hint={fresh ? `A fresh UUID at each signing${last === undefined ? '' : `: ${last}`}` : undefined}
      aside={
        <button
          type="button"
          className="chip"
          aria-pressed={fresh}
          onClick={() => onChange(fresh ? undefined : freshId)}
        >
          fresh UUID
        </button>
      }
    />
  );
}
