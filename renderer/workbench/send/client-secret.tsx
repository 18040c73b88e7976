import { useEffect, useRef, useState } from 'react';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { SecretField } from './use-client-secret.ts';

interface ClientSecretProps {
  secret: SecretField;
  problem: string | undefined;
}

/** The client secret: handed to the core when it is complete, at the latest before it is sent, then gone from the window. */
export function ClientSecret({ secret, problem }: ClientSecretProps) {
  const { entries } = useVault();
  const { draft } = useWorkspace();
  const { typed, type, error, pending, count, keep } = secret;
  // Until the next one is kept.
  const [changingAt, setChangingAt] = useState<number | null>(null);
  const changing = changingAt === count;
  const change = useRef<HTMLButtonElement>(null);
  const wasTyped = useRef(false);
  const kept = entries.find((entry) => entry.id === draft.auth.secret);
  const shown = kept && !changing && typed === '' ? kept : undefined;

  // The field that had the focus is gone: what stands in its place has it.
  useEffect(() => {
    if (shown && wasTyped.current && document.activeElement === document.body) change.current?.focus();
    wasTyped.current = !shown;
  }, [shown]);

  const end = async () => {
    if ((await keep()).ok) setChangingAt(null);
  };
  if (shown) {
    return (
      <Field label="Client secret">
        {({ id }) => (
          <div className="secret-kept">
            <output id={id} className="grow break">
              kept as <strong>{shown.name}</strong>
            </output>
            <Button ref={change} size="small" onClick={() => setChangingAt(count)}>
              Change
            </Button>
          </div>
        )}
      </Field>
    );
  }
  return (
    <TextField
      label="Client secret"
      type="password"
      value={typed}
      onChange={type}
      onEnter={() => void end()}
      onBlur={() => void end()}
      autoComplete="new-password"
      autoFocus={changing}
      hint={pending ? 'Being kept…' : 'Kept in the vault when you press Enter, leave the field, or send.'}
      problem={error?.message ?? (typed === '' && !changing ? problem : undefined)}
    />
  );
}
