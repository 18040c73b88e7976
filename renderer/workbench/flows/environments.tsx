import { Boxes, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ItemList } from '../../ui/item-list.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EnvironmentForm } from './environment-form.tsx';
import type { Library } from './use-library.ts';

/** The environments that flows are sent in: what their variables stand for in each. */
export function Environments({ library }: { library: Library }) {
  const { environments, loaded } = library;
  const [name, setName] = useState<string | undefined>(undefined);
  const [adding, setAdding] = useState(false);
  const chosen = adding ? undefined : (environments.find((each) => each.name === name) ?? environments[0]);
  if (!loaded) return null;
  const show = (next: string | undefined) => {
    setName(next);
    setAdding(false);
  };
  const add = (
    <Button size="small" icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)}>
      Add environment
    </Button>
  );
  if (environments.length === 0 && !adding) {
    return (
      <Panel title="Environments">
        <EmptyState icon={<Boxes aria-hidden="true" />} title="No environment yet" actions={add}>
          One flow for test and production: write <code>{'{{host}}'}</code> in its endpoint or claims, and
          give <code>host</code> a value in each environment.
        </EmptyState>
      </Panel>
    );
  }
  const form = (
    <EnvironmentForm key={chosen?.name ?? ''} environment={chosen} library={library} onDone={show} />
  );
  if (environments.length === 0) return form;
  return (
    <div className="side-by-side">
      <Panel title="Environments" actions={add} flush>
        <ItemList
          label="Environments"
          selected={chosen?.name}
          onSelect={show}
          items={environments.map((each) => ({
            id: each.name,
            title: each.name,
            note: each.variables.map(([variable]) => variable).join(', '),
            icon: () => <Boxes aria-hidden="true" />,
          }))}
        />
      </Panel>
      {form}
    </div>
  );
}
