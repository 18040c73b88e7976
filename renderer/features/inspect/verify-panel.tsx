import { ShieldQuestionMark } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { KeyFields } from './key-fields.tsx';
import { OptionFields } from './option-fields.tsx';
import { useVerdict } from './use-verdict.ts';
import { VerdictBanner, VerdictDetails } from './verdict-view.tsx';
import { type KeyChoice, noKey, type VerifyOptions } from './verify-input.ts';

const sources: readonly { value: KeyChoice['from']; label: string }[] = [
  { value: 'none', label: 'Choose…' },
  { value: 'vault', label: 'A key of the vault' },
  { value: 'text', label: 'A pasted key or certificate' },
  { value: 'file', label: 'A file' },
  { value: 'secret', label: 'A shared secret' },
];

/** Verifies once a key was chosen, and from then on as anything changes. */
export function VerifyPanel({ token, decodable }: { token: string; decodable: boolean }) {
  const [key, setKey] = useState<KeyChoice>(noKey);
  const [options, setOptions] = useState<VerifyOptions>({ issuer: '', audience: '', leeway: '', at: '' });
  const { result, problem } = useVerdict(token, decodable, key, options);
  return (
    <Panel title="Verify">
      {result?.ok ? <VerdictBanner verdict={result.value} /> : null}
      <ErrorNotice error={result && !result.ok ? result.error : null} />
      {!result ? (
        <EmptyState icon={<ShieldQuestionMark aria-hidden="true" />} title="Not verified">
          {decodable
            ? 'Choose the key that the token should have been signed with. Signet never trusts or fetches one that the token itself names.'
            : 'There is no token to verify yet.'}
        </EmptyState>
      ) : null}
      <Select
        label="Key source"
        value={key.from}
        choices={sources}
        onChange={(from) => setKey((before) => ({ ...before, from }))}
      />
      <KeyFields choice={key} onChange={setKey} />
      {result?.ok ? <VerdictDetails verdict={result.value} /> : null}
      <OptionFields options={options} onChange={setOptions} problem={problem} />
    </Panel>
  );
}
