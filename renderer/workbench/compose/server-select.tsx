import type { Draft } from '../../../shared/contract/workspace.ts';
import { type ServerUse, serverUses } from '../../../shared/servers/server.ts';
import { chooseServer } from '../../state/choose-server.ts';
import { useServerOf, useServers } from '../../state/servers.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Select } from '../../ui/select.tsx';

const none = '';

const useWords: Readonly<Record<ServerUse, string>> = {
  grant: 'The JWT is the grant',
  'client-authentication': 'The JWT authenticates the client',
  exchange: 'The JWT is exchanged for another token',
  credential: 'The JWT is the access token itself',
  'client-secret': 'The JWT is the client secret',
  none: 'There is no JWT',
};

/** Chooses the server whose rules the assertion is checked against, and fills in its preset around what was typed. */
export function ServerSelect() {
  const { draft, replaceDraft } = useWorkspace();
  const { entries } = useVault();
  const { servers } = useServers();
  const current = useServerOf(draft);
  const choose = (name: string) => {
    const server = servers.find((each) => each.name === name);
    if (server) {
      replaceDraft(`${server.title} chosen`, (before) => chooseServer(before, server, { servers, entries }));
    } else replaceDraft('No preset chosen', withoutServer);
  };
  return (
    <Select
      label="Server"
      labelHidden
      value={current?.name ?? none}
      choices={[
        ...serverUses.flatMap((use) =>
          servers
            .filter((server) => server.use === use)
            .map((server) => ({ value: server.name, label: server.title, group: useWords[use] })),
        ),
        { value: none, label: 'No preset' },
      ]}
      onChange={choose}
    />
  );
}

function withoutServer({ server: _server, ...draft }: Draft): Draft {
  return draft;
}
