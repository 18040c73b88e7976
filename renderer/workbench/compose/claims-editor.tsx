import { useCallback, useState } from 'react';
import { knownClaims } from '../../../shared/jwt/claim-names.ts';
import { setRawValue } from '../../state/edit-json.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { JsonEditor } from '../../ui/editor/json-editor.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ClaimsForm } from './claims-form.tsx';
import { PayloadOptions } from './payload-options.tsx';
import { ResolvedValues } from './resolved-values.tsx';
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
    <section className="composed-part" aria-label="Claims">
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
