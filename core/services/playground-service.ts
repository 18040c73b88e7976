import { SignetError } from '../../shared/base/signet-error.ts';
import type { Source } from '../../shared/contract/certificate.ts';
import type { Services } from '../../shared/contract/contract.ts';
import type { PlaygroundStatus } from '../../shared/contract/playground.ts';
import type { Playground } from '../playground/playground.ts';
import type { Sources } from '../vault/sources.ts';
import type { Vault } from '../vault/vault.ts';

/** Where the running playground answers. */
export function addressesOf({ url, tlsUrl }: PlaygroundStatus): string[] {
  return [url, tlsUrl].filter((each) => each !== undefined);
}

/** The playground, as the contract describes it: client secrets go into the vault, and only their ids to the window. */
export function createPlaygroundService(
  playground: Playground,
  vault: Vault,
  sources: Sources,
): Services['playground'] {
  const secrets = new Map<string, string>();

  const named = (status: PlaygroundStatus): PlaygroundStatus => ({
    ...status,
    clients: status.clients.map((client) => {
      const secret = secrets.get(client.clientId);
      return secret === undefined ? client : { ...client, secret };
    }),
  });

  const chainOf = async (source: Source) => {
    const { entry } = await sources.find(source);
    const [certificate, ...issuers] = entry.chain;
    if (certificate !== undefined) return { certificate, issuers };
    throw new SignetError('not-a-certificate', `${entry.alias} has no certificate`, {
      hint: 'generate a key with a certificate, or import one with its chain',
    });
  };

  return {
    status: async () => named(playground.status()),
    start: async ({ port }) => named(await playground.start(port === undefined ? {} : { port })),
    stop: async () => named(await playground.stop()),
    fail: async (order) => named(playground.fail(order)),
    async register({ certificate, ...rest }) {
      const { clientSecret, ...client } = await playground.register({
        ...rest,
        ...(certificate === undefined ? {} : await chainOf(certificate)),
      });
      if (clientSecret === undefined) return client;
      const { id } = await vault.add({
        name: `playground client ${client.clientId}`,
        kind: 'client-secret',
        chain: [],
        bits: clientSecret.length * 8,
        secret: Buffer.from(clientSecret),
        addresses: addressesOf(playground.status()),
      });
      secrets.set(client.clientId, id);
      return { ...client, secret: id };
    },
  };
}
