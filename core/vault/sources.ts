import type { Source } from '../../shared/contract/certificate.ts';
import type { KeyStoreFormat } from '../../shared/contract/keystore.ts';
import type { StoreEntry } from '../key/key-store.ts';
import type { OpenStores } from '../keystore/open-stores.ts';
import { recordToEntry } from './record-entry.ts';
import type { Vault } from './vault.ts';

/** Where an entry came from, for the command lines that would find it again. */
export interface Origin {
  readonly file: string;
  readonly format: KeyStoreFormat;
}

/** Finds what a window names: an entry of the vault, or of a key store it has opened. */
export interface Sources {
  /** The entry's public part. @throws SignetError `entry-not-found`, `store-not-open`, `alias-not-found` */
  find(source: Source): Promise<{ readonly entry: StoreEntry; readonly origin?: Origin }>;
}

export function createSources(vault: Vault, stores: OpenStores): Sources {
  return {
    async find(source) {
      if ('entry' in source) return { entry: recordToEntry(await vault.find(source.entry)) };
      const { name, contents } = stores.find(source.store);
      return {
        entry: await stores.entry(source.store, source.alias),
        origin: { file: name, format: contents.format },
      };
    },
  };
}
