import { useCallback, useMemo, useState } from 'react';
import { readMembers, setRawValue } from '../../../shared/base/edit-json.ts';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { knownHeaderParameter, knownHeaderParameters, startValue } from '../../../shared/jwt/claim-names.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { JsonEditor } from '../../ui/editor/json-editor.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { AddMember } from './add-member.tsx';
import { HeaderAdditions } from './header-additions.tsx';
import { MemberField } from './member-field.tsx';
import { NoForm } from './no-form.tsx';
import type { Edit } from './value-field.tsx';

/** The header, as a form or as JSON, and what is filled into it from the key. `alg` is chosen above. */
export function HeaderEditor({ entry }: { entry: VaultEntry | undefined }) {
  const { draft, setDraft } = useWorkspace();
  const [view, setView] = useState<'form' | 'json'>('form');
  const edit = useCallback<Edit>(
    (path, raw) => setDraft((before) => ({ ...before, header: setRawValue(before.header, path, raw) })),
    [setDraft],
  );
  return (
    <section className="composed-part composed-header" aria-label="Header">
      <span className="composed-part-label field-label" aria-hidden="true">
        Header
      </span>
      <Tabs
        label="View of the header"
        value={view}
        onChange={setView}
        tabs={[
          {
            name: 'form',
            title: 'Form',
            content: <HeaderForm text={draft.header} onEdit={edit} onShowJson={() => setView('json')} />,
          },
          {
            name: 'json',
            title: 'JSON',
            content: (
              <JsonEditor
                label="Header JSON"
                labelHidden
                value={draft.header}
                minLines={2}
                known={knownHeaderParameters}
                onChange={(header) => setDraft((before) => ({ ...before, header }))}
              />
            ),
          },
        ]}
      />
      <HeaderAdditions entry={entry} />
    </section>
  );
}

function HeaderForm({ text, onEdit, onShowJson }: { text: string; onEdit: Edit; onShowJson: () => void }) {
  const members = useMemo(() => readMembers(text), [text]);
  if (!members) return <NoForm what="header’s members" onShowJson={onShowJson} />;
  return (
    <div className="member-grid">
      {members
        .filter(({ name }) => name !== 'alg')
        .map(({ name, raw }) => (
          <MemberField
            key={name}
            part="header"
            name={String(name)}
            raw={raw}
            known={knownHeaderParameter(String(name))}
            onEdit={onEdit}
          />
        ))}
      <div className="member-wide">
        <AddMember
          label="Add header parameter"
          taken={members.map(({ name }) => String(name))}
          known={knownHeaderParameters}
          onAdd={(name) => onEdit([name], JSON.stringify(startValue(knownHeaderParameter(name))))}
        />
      </div>
    </div>
  );
}
