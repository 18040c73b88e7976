import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Draft } from '../../shared/contract/workspace.ts';
import { knownServers } from '../../shared/servers/known-servers.ts';
import type { Server } from '../../shared/servers/server.ts';
import { useClient } from '../client/client-provider.tsx';

interface ServersState {
  /** The user's own first. */
  readonly servers: readonly Server[];
  setServers(servers: readonly Server[]): void;
}

const ServersContext = createContext<ServersState>({ servers: knownServers, setServers: () => {} });

/** The known servers at once, and the user's own as soon as the core has read them. */
export function ServersProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const [servers, setServers] = useState(knownServers);
  useEffect(() => {
    void client.servers.list({}).then((result) => result.ok && setServers(result.value));
  }, [client]);
  return <ServersContext value={{ servers, setServers }}>{children}</ServersContext>;
}

export function useServers(): ServersState {
  return useContext(ServersContext);
}

/** The server that a draft is written for, if it is one that is known. */
export function useServerOf({ server }: Pick<Draft, 'server'>): Server | undefined {
  const { servers } = useServers();
  return servers.find((each) => each.name === server);
}
