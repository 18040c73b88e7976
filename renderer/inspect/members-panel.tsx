import { useState } from 'react';
import { type JsonObject, writeJson } from '../../shared/base/json.ts';
import type { KnownMember } from '../../shared/jwt/claim-names.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { Panel } from '../ui/panel.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { ExplainedMembers } from './explained-members.tsx';

interface MembersPanelProps {
  title: 'Header' | 'Claims';
  members: JsonObject;
  explain: (name: string) => KnownMember | undefined;
  /** Said beside members in the JSON: what times come to. */
  notes?: Readonly<Record<string, string>>;
}

/** A header or claims, as JSON or explained member by member. */
export function MembersPanel({ title, members, explain, notes = {} }: MembersPanelProps) {
  const [view, setView] = useState<'json' | 'explained'>('json');
  const name = title.toLowerCase();
  return (
    <Panel title={title} actions={<CopyButton label={`Copy ${name}`} text={() => writeJson(members, 2)} />}>
      <Tabs
        label={`View of the ${name}`}
        value={view}
        onChange={setView}
        tabs={[
          {
            name: 'json',
            title: 'JSON',
            content: <JsonView label={`${title} JSON`} value={members} notes={notes} />,
          },
          {
            name: 'explained',
            title: 'Explained',
            content: <ExplainedMembers label={`${title} explained`} members={members} explain={explain} />,
          },
        ]}
      />
    </Panel>
  );
}
