import type { Services } from '../../shared/contract/contract.ts';
import { listServers, removeServer, saveServer } from '../servers/own-servers.ts';

/** Known servers and the user's own, as the contract describes them. */
export function createServersService(home: string): Services['servers'] {
  return {
    list: () => listServers(home),
    async save({ name, text }) {
      await saveServer(home, name, text);
      return listServers(home);
    },
    async remove({ name }) {
      await removeServer(home, name);
      return listServers(home);
    },
  };
}
