import { Download, Upload } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../../client/client-provider.tsx';
import { useErrand } from '../../state/navigation.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { textToBase64 } from '../../ui/read-file.ts';
import { saveFile } from '../../ui/save-file.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { Environments } from './environments.tsx';
import './flows.css';
import { History } from './history.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { SavedFlows } from './saved-flows.tsx';
import { useLibrary } from './use-library.ts';

/** Requests that were saved to be sent again and again, what they are sent with, and what was sent. */
export function Flows() {
  const client = useClient();
  const library = useLibrary();
  const [tab, setTab] = useState<'flows' | 'environments' | 'history'>('flows');
  const [name, setName] = useState<string | undefined>(undefined);
  const [importing, setImporting] = useState(false);
  const [request, setRequest] = useState<string | undefined>(undefined);
  const { flows, environments } = library;
  useErrand('show-flow', (errand) => {
    setTab('flows');
    setName(errand.name);
  });
  useErrand('show-request', (errand) => {
    setTab('history');
    setRequest(errand.id);
  });
  const isEmpty = flows.length + environments.length === 0;
  const exportAll = async () => {
    const file = await library.task.run(() => client.flows.export({}));
    if (file) saveFile(file.filename, 'application/json', await textToBase64(file.text));
  };
  return (
    <>
      <PageHeading
        title="Flows"
        actions={
          <>
            <Button icon={<Upload aria-hidden="true" />} onClick={() => setImporting(true)}>
              Import
            </Button>
            <Button
              icon={<Download aria-hidden="true" />}
              disabled={isEmpty}
              onClick={() => void exportAll()}
            >
              Export
            </Button>
          </>
        }
      >
        Token requests by name: sent by one press, signed afresh each time. And what was sent before.
      </PageHeading>
      <ErrorNotice error={library.task.error} />
      <Tabs
        label="Flows"
        value={tab}
        onChange={setTab}
        tabs={[
          {
            name: 'flows',
            title: counted('Saved flows', flows.length),
            content: <SavedFlows library={library} selected={name} onSelect={setName} />,
          },
          {
            name: 'environments',
            title: counted('Environments', environments.length),
            content: <Environments library={library} />,
          },
          { name: 'history', title: 'History', content: <History key={request} first={request} /> },
        ]}
      />
      {importing ? <ImportDialog library={library} onClose={() => setImporting(false)} /> : null}
    </>
  );
}

function counted(title: string, count: number): string {
  return count === 0 ? title : `${title} (${count})`;
}
