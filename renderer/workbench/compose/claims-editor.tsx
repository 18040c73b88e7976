import { useCallback, useState } from 'react';
import { setRawValue } from '../../../shared/base/edit-json.ts';
import { knownClaims } from '../../../shared/jwt/claim-names.ts';
import { useSigning } from '../../state/signing.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { JsonEditor } from '../../ui/editor/json-editor.tsx';
import { localTime } from '../../ui/local-time.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { ClaimsForm } from './claims-form.tsx';
import { PayloadOptions } from './payload-options.tsx';
import type { Edit } from './value-field.tsx';

/** The claims, as a form of the registered ones or as JSON. Both show the same text. */
export function ClaimsEditor() {
  const { draft, setDraft } = useWorkspace();
  const [view, setView] = useState<'form' | 'json'>('form');
  const setClaims = (claims: string) => setDraft((before) => ({ ...before, claims }));
  const edit = useCallback<Edit>(
    (path, raw) => setDraft((before) => ({ ...before, claims: setRawValue(before.claims, path, raw) })),
    [setDraft],
  );
  return (
    <section className="composed-part composed-claims" aria-label="Claims">
      <span className="composed-part-label field-label" aria-hidden="true">
        Claims
      </span>
      <Tabs
        label="View of the claims"
        value={view}
        onChange={setView}
        tabs={[
          {
            name: 'form',
            title: 'Form',
            content: <ClaimsForm text={draft.claims} onEdit={edit} onShowJson={() => setView('json')} />,
          },
          {
            name: 'json',
            title: 'JSON',
            content: (
              <>
                <JsonEditor
                  label="Claims JSON"
                  labelHidden
                  value={draft.claims}
                  minLines={7}
                  known={knownClaims}
                  onChange={setClaims}
                />
                <ResolvedValues />
              </>
            ),
          },
        ]}
      />
      <PayloadOptions />
    </section>
  );
}

/** Says which expressions the token was signed with, and what they came to. */
function ResolvedValues() {
  const { live } = useSigning();
  const values = Object.entries(live?.signed.values ?? {});
  if (values.length === 0) {
    return (
      <p className="field-hint">
        Times may be written as <code>"now"</code>, <code>"+5m"</code>, <code>"-60s"</code>, and{' '}
        <code>jti</code> as <code>"{'{uuid}'}"</code>: they get their values when the token is signed.
      </p>
    );
  }
  return (
    <p className="field-hint">
      When the token was signed:{' '}
      {values.map(([name, value], index) => (
        <span key={name}>
          {index > 0 ? ', ' : ''}
          <code>{name}</code> {value}
          {typeof value === 'number' ? ` (${localTime(value)})` : ''}
        </span>
      ))}
    </p>
  );
}
