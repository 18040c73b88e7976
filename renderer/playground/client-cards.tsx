import { PenLine } from 'lucide-react';
import type { PlaygroundClient } from '../../shared/contract/playground.ts';
import { useNavigation } from '../state/navigation.tsx';
import { draftForClient } from '../state/start-draft.ts';
import { useVault } from '../state/vault.tsx';
import { useWorkspace } from '../state/workspace.tsx';
import { Button } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { Panel } from '../ui/panel.tsx';
import { clientFacts, clientTitle, keyOf, overTls } from './client-facts.ts';

interface ClientCardsProps {
  clients: readonly PlaygroundClient[];
  url: string | undefined;
  tlsUrl: string | undefined;
}

/** The registered clients, each ready to be composed for. */
export function ClientCards({ clients, url, tlsUrl }: ClientCardsProps) {
  const { entries } = useVault();
  const { replaceDraft } = useWorkspace();
  const { go } = useNavigation();
  if (clients.length === 0) return null;

  const use = (client: PlaygroundClient) => {
    const key = keyOf(client, entries);
    replaceDraft(`${clientTitle(client)} of the playground chosen`, () =>
      draftForClient(client, key?.id, key?.algorithms),
    );
    go('compose');
  };
  return (
    <ul className="client-cards" aria-label="Clients">
      {clients.map((client) => {
        const tls = overTls(client, url, tlsUrl);
        return (
          <li key={`${client.kind} ${client.clientId}`}>
            <Panel
              title={clientTitle(client)}
              actions={
                <>
                  {tls ? (
                    <Button size="small" onClick={() => use(tls)}>
                      Use over TLS
                    </Button>
                  ) : null}
                  <Button
                    size="small"
                    variant="primary"
                    icon={<PenLine aria-hidden="true" />}
                    onClick={() => use(client)}
                  >
                    Use in Compose
                  </Button>
                </>
              }
            >
              <Facts facts={clientFacts(client, entries)} />
            </Panel>
          </li>
        );
      })}
    </ul>
  );
}
