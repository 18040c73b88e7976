import type { Draft } from '../../../shared/contract/workspace.ts';
import { knownServers } from '../../../shared/servers/known-servers.ts';
import { draftFor, serverOf } from '../../app-state/start-draft.ts';
import { useWorkspace } from '../../app-state/workspace.tsx';
import { Select } from '../../ui/select.tsx';

const none = '';

/** Chooses the server whose rules the assertion is held against, and starts from its preset. */
export function ServerSelect() {
  const { draft, setDraft } = useWorkspace();
  const choose = (name: string) =>
    setDraft((before) => {
      const server = serverOf({ server: name });
      return server ? draftFor(server, before) : withoutServer(before);
    });
  return (
    <Select
      label="Server"
      value={serverOf(draft)?.name ?? none}
      choices={[
        ...knownServers.map((server) => ({ value: server.name, label: server.title })),
        { value: none, label: 'No preset' },
      ]}
      onChange={choose}
    />
  );
}

function withoutServer({ server: _server, ...draft }: Draft): Draft {
  return draft;
}
