import { Download, ShieldQuestionMark } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DecodedToken } from '../../shared/jwt/decode-token.ts';
import { type KeyOrigin, noKey, withoutSecrets } from '../parts/key/key-choice.ts';
import { KeyFields } from '../parts/key/key-fields.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { KeyPlaces } from './key-places.tsx';
import { OptionFields } from './option-fields.tsx';
import { useVerdict } from './use-verdict.ts';
import { VerdictBanner, VerdictDetails } from './verdict-view.tsx';
import { noOptions } from './verify-input.ts';

const origins: readonly KeyOrigin[] = ['vault', 'text', 'file', 'secret', 'jwks', 'issuer', 'x5c'];

interface VerifyPanelProps {
  token: string;
  /** Null while there is no token. */
  decoded: DecodedToken | null;
}

/** Verifies once a key was chosen, and from then on as anything changes; with fetched keys only when told to. */
export function VerifyPanel({ token, decoded }: VerifyPanelProps) {
  const [key, setKey] = useState(noKey);
  const [options, setOptions] = useState(noOptions);
  const [payload, setPayload] = useState('');
  const detached = decoded?.findings.some((each) => each.code === 'payload-detached') ?? false;
  const { result, problem, fetch, fetching } = useVerdict(
    decoded ? token : null,
    key,
    options,
    detached ? payload : '',
  );
  // What was typed in secret goes when the page is left.
  useEffect(() => () => setKey(withoutSecrets), []);
  return (
    <Panel title="Verify">
      {result?.ok ? <VerdictBanner verdict={result.value} /> : null}
      <ErrorNotice error={result && !result.ok ? result.error : null} />
      {!result ? (
        <EmptyState icon={<ShieldQuestionMark aria-hidden="true" />} title="Not verified">
          {decoded
            ? 'Choose the key that the token should have been signed with. Signet never trusts or fetches one that the token itself names.'
            : 'There is no token to verify yet.'}
        </EmptyState>
      ) : null}
      <KeyFields
        choice={key}
        onChange={setKey}
        origins={origins}
        isUsable={(entry) => entry.kind !== 'client-secret'}
      />
      {fetch ? (
        <div className="row">
          <Button variant="primary" pending={fetching} icon={<Download aria-hidden="true" />} onClick={fetch}>
            {result ? 'Fetch and verify again' : 'Fetch and verify'}
          </Button>
        </div>
      ) : null}
      {decoded ? <KeyPlaces token={token} onChoose={setKey} /> : null}
      <CriticalFields
        names={criticalNames(decoded)}
        declared={options.critical}
        onChange={(critical) => setOptions({ ...options, critical })}
      />
      {detached ? (
        <TextArea
          label="Detached payload"
          value={payload}
          rows={4}
          hint="The token came without it: paste what was signed, to the letter."
          onChange={setPayload}
        />
      ) : null}
      {result?.ok ? <VerdictDetails verdict={result.value} /> : null}
      <OptionFields options={options} onChange={setOptions} problem={problem} />
    </Panel>
  );
}

/** Extensions that the token says must be understood, and that Signet does not know (RFC 7515 section 4.1.11). */
function criticalNames(decoded: DecodedToken | null): readonly string[] {
  const crit = decoded?.header?.crit;
  return Array.isArray(crit) ? crit.filter((name) => typeof name === 'string' && name !== 'b64') : [];
}

interface CriticalFieldsProps {
  names: readonly string[];
  declared: readonly string[];
  onChange: (declared: readonly string[]) => void;
}

function CriticalFields({ names, declared, onChange }: CriticalFieldsProps) {
  if (names.length === 0) return null;
  return (
    <fieldset className="stack-tight">
      <legend className="field-label">Critical header parameters</legend>
      {names.map((name) => (
        <Checkbox
          key={name}
          label={`I understand ${name}`}
          hint="The token says that whoever verifies it must understand this. Signet doesn’t check what it means."
          checked={declared.includes(name)}
          onChange={(checked) =>
            onChange(checked ? [...declared, name] : declared.filter((each) => each !== name))
          }
        />
      ))}
    </fieldset>
  );
}
