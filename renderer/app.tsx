import { CSPProvider } from '@base-ui/react/csp-provider';
import type { Client } from '../shared/contract/contract.ts';
import { Shell } from './app/shell.tsx';
import { ClientProvider } from './client/client-provider.tsx';
import { NavigationProvider } from './state/navigation.tsx';
import { ServersProvider } from './state/servers.tsx';
import { StartOverProvider } from './state/start-over.tsx';
import { VaultProvider } from './state/vault.tsx';
import { WorkspaceProvider } from './state/workspace.tsx';

/** The window, over a client of the core. */
export function App({ client }: { client: Client }) {
  return (
    // The window's CSP allows no style elements: what they would say stands in our own style sheets.
    <CSPProvider disableStyleElements>
      <ClientProvider client={client}>
        <StartOverProvider>
          <ServersProvider>
            <WorkspaceProvider>
              <VaultProvider>
                <NavigationProvider>
                  <Shell />
                </NavigationProvider>
              </VaultProvider>
            </WorkspaceProvider>
          </ServersProvider>
        </StartOverProvider>
      </ClientProvider>
    </CSPProvider>
  );
}
