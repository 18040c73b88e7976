import type { Services } from '../../shared/contract/contract.ts';
import type { OpenKeyStore } from '../../shared/contract/keystore.ts';
import type { OpenStore, OpenStores } from './open-stores.ts';

/** Key stores, as the contract describes them. */
export function createKeystoreService(stores: OpenStores): Services['keystore'] {
  return {
    async open({ name, base64, password }) {
      const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
      const { handle, store } = await stores.open(
        name,
        bytes,
        password === undefined ? {} : { store: password },
      );
      return describe(handle, store);
    },
    async unlock({ store, password }) {
      return describe(store, await stores.unlock(store, password));
    },
    async close({ store }) {
      stores.close(store);
      return null;
    },
  };
}

async function describe(handle: string, { name, contents }: OpenStore): Promise<OpenKeyStore> {
  const { describeKeyStore } = await import('./describe-key-store.ts');
  const locked = contents.entries.some((entry) => entry.unreadable?.code === 'password-needed');
  const listing = await describeKeyStore(contents);
  return { store: handle, name, ...listing, passwordNeeded: locked || contents.entries.length === 0 };
}
