import { useState } from 'react';
import type { Server } from '../../shared/servers/server.ts';
import { useClient } from '../client/client-provider.tsx';
import { useTask } from '../client/use-task.ts';
import { useServers } from '../state/servers.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { isOwn } from './own-servers.ts';
import { ServerFileDialog } from './server-file-dialog.tsx';

/** Servers that the user has described himself, beside those that Signet brings along. */
export function OwnServersPanel() {
  const client = useClient();
  const { servers, setServers } = useServers();
  const [edited, setEdited] = useState<Server | 'new' | null>(null);
  const task = useTask();
  const own = servers.filter(isOwn);
  const remove = async (name: string) => {
    const left = await task.run(() => client.servers.remove({ name }));
    if (left) setServers(left);
  };
  return (
    <Panel
      title="Your own servers"
      actions={
        <Button size="small" onClick={() => setEdited('new')}>
          Add server
        </Button>
      }
    >
      {own.length === 0 ? (
        <p className="quiet">
          A server that Signet does not know is described as JSON: its preset, its rules, where its
          certificate goes, and what its errors mean. It then stands among the others.
        </p>
      ) : (
        <ul className="slots" aria-label="Your own servers">
          {own.map((server) => (
            <li key={server.name} className="slot">
              <span className="grow">
                {server.title} <span className="faint">· {server.name}</span>
              </span>
              <Button size="small" onClick={() => setEdited(server)}>
                Edit
              </Button>
              <Button size="small" pending={task.pending} onClick={() => void remove(server.name)}>
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ErrorNotice error={task.error} />
      {edited === null ? null : (
        <ServerFileDialog
          server={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(null)}
          onSaved={(saved) => {
            setServers(saved);
            setEdited(null);
          }}
        />
      )}
    </Panel>
  );
}
