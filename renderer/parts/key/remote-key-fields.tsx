import { useEffect, useMemo, useState } from 'react';
import type { Result } from '../../../shared/base/result.ts';
import type { FetchPlan, RemoteKey } from '../../../shared/contract/jose.ts';
import { useClient } from '../../client/client-provider.tsx';
import { latestOnly } from '../../state/latest-only.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type KeyChoice, remoteKeyOf } from './key-choice.ts';

interface RemoteKeyFieldsProps {
  choice: KeyChoice;
  onChange: (change: Partial<KeyChoice>) => void;
}

/** The address that keys are fetched from, and every request that fetching them would make. Nothing is fetched here. */
export function RemoteKeyFields({ choice, onChange }: RemoteKeyFieldsProps) {
  const plan = useFetchPlan(remoteKeyOf(choice));
  const isJwks = choice.from === 'jwks';
  const problem = plan && !plan.ok ? plan.error.message : undefined;
  return (
    <>
      <TextField
        label={isJwks ? 'JWK set URL' : 'Issuer URL'}
        mono
        value={isJwks ? choice.url : choice.issuer}
        placeholder={isJwks ? 'https://issuer.example/jwks' : 'https://issuer.example'}
        problem={problem}
        onChange={(typed) => onChange(isJwks ? { url: typed } : { issuer: typed })}
      />
      {plan?.ok ? (
        <div className="field">
          <span className="field-label">What would be fetched</span>
          <ul className="fetch-plan" aria-label="What would be fetched">
            {plan.value.requests.map(({ url, purpose }) => (
              <li key={purpose}>
                <span className="mono break">{url === null ? 'then' : `GET ${url}`}</span>{' '}
                <span className="faint">{purpose}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <Checkbox
        label="Accept any TLS certificate"
        checked={choice.insecure}
        onChange={(insecure) => onChange({ insecure })}
        hint="Then anybody on the way could hand over keys of their own."
      />
    </>
  );
}

/** What the core says that fetching would request; null while there is no address. */
function useFetchPlan(key: RemoteKey | undefined): Result<FetchPlan> | null {
  const client = useClient();
  const [plan, setPlan] = useState<Result<FetchPlan> | null>(null);
  const push = useMemo(
    () =>
      latestOnly(
        (asked: string | null): Promise<Result<FetchPlan> | null> =>
          asked === null
            ? Promise.resolve(null)
            : client.jose.fetchPlan({ key: JSON.parse(asked) as RemoteKey }),
        setPlan,
      ),
    [client],
  );
  const asked = key ? JSON.stringify(key) : null;
  useEffect(() => push(asked), [push, asked]);
  return asked === null ? null : plan;
}
