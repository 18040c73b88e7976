import { useSigningKey } from '../../app-state/use-signing-key.ts';
import { useWorkspace } from '../../app-state/workspace.tsx';
import { JsonEditor } from '../../ui/editor/json-editor.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AlgorithmSelect } from './algorithm-select.tsx';
import { ClaimsEditor } from './claims-editor.tsx';
import './compose.css';
import { HeaderAdditions } from './header-additions.tsx';
import { KeySelect } from './key-select.tsx';
import { ServerSelect } from './server-select.tsx';

/** Where an assertion is written: for which server, with which key, and what it says. */
export function Compose() {
  const { draft, setDraft } = useWorkspace();
  const key = useSigningKey();
  return (
    <Panel title="Assertion">
      <div className="compose-choices">
        <ServerSelect />
        <KeySelect entry={key.entry} keys={key.keys} onChoose={key.choose} />
        <AlgorithmSelect entry={key.entry} />
      </div>
      <JsonEditor
        label="Header"
        value={draft.header}
        minLines={2}
        aside={<HeaderAdditions entry={key.entry} />}
        onChange={(header) => setDraft((before) => ({ ...before, header }))}
      />
      <ClaimsEditor />
    </Panel>
  );
}
