import { Workflow } from 'lucide-react';
import { useNavigation } from '../../state/navigation.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ItemList } from '../../ui/item-list.tsx';
import { Panel } from '../../ui/panel.tsx';
import { FlowView } from './flow-view.tsx';
import { flowNote } from './flow-words.ts';
import type { Library } from './use-library.ts';

interface SavedFlowsProps {
  library: Library;
  /** The chosen flow's name; the first one where there is none of that name. */
  selected: string | undefined;
  onSelect: (name: string) => void;
}

/** The saved flows, and the chosen one ready to be run. */
export function SavedFlows({ library, selected, onSelect }: SavedFlowsProps) {
  const { go } = useNavigation();
  const { flows, loaded } = library;
  const flow = flows.find((each) => each.name === selected) ?? flows[0];
  if (!loaded) return null;
  if (!flow) {
    return (
      <Panel title="Saved flows">
        <EmptyState
          icon={<Workflow aria-hidden="true" />}
          title="No flow is saved yet"
          actions={<Button onClick={() => go('compose')}>Go to Compose</Button>}
        >
          “Save as flow” keeps the request that stands in Compose: server, key, claims, endpoint and
          authentication, never a secret. A file of flows can be imported above.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <div className="side-by-side">
      <Panel title="Saved flows" flush>
        <ItemList
          label="Saved flows"
          selected={flow.name}
          onSelect={onSelect}
          items={flows.map((each) => ({
            id: each.name,
            title: each.name,
            note: flowNote(each),
            icon: () => <Workflow aria-hidden="true" />,
          }))}
        />
      </Panel>
      <FlowView key={flow.name} flow={flow} library={library} />
    </div>
  );
}
