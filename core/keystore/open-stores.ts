import { randomUUID } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { WindowListing } from '../../shared/contract/keystore.ts';
import type { KeyStore, Passwords, StoreEntry } from '../key/key-store.ts';
import { type OpenOptions, type ReadListed, readListed } from './read-listed.ts';

export interface OpenStore {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly passwords: Passwords;
  readonly contents: KeyStore;
  readonly listing: WindowListing;
  /** The TLS server that it came from, where it is no file. */
  readonly server?: { readonly host: string; readonly port: number };
}

/** The key stores that a window has opened, held in the core under a handle. */
export interface OpenStores {
  /** @throws SignetError the errors of reading the store; `cancelled` */
  open(
    name: string,
    bytes: Uint8Array,
    passwords: Passwords,
    options?: OpenOptions,
  ): Promise<{ readonly handle: string; readonly store: OpenStore }>;
  /** Takes in what needs no reading, under a handle. */
  keep(store: OpenStore): string;
  /** Reads a store again with a password. @throws SignetError `store-not-open`, `wrong-password`, `integrity-failed` */
  unlock(handle: string, password: string, options?: OpenOptions): Promise<OpenStore>;
  /** @throws SignetError `store-not-open` */
  find(handle: string): OpenStore;
  /** @throws SignetError `store-not-open`, `alias-not-found`, `wrong-password` */
  entry(handle: string, alias: string, keyPassword?: string): Promise<StoreEntry>;
  close(handle: string): void;
}

/** What the user has said of a store once holds when it is read again. */
function sameWord({ contents, passwords }: OpenStore): OpenOptions {
  // A store that was read with its password and is unchecked has no check, or one that was ignored.
  return { ignoreIntegrity: contents.integrity !== 'ok' && passwords.store !== undefined };
}

// The oldest gives way: a window that never closes a store must not fill the memory.
const mostOpen = 16;

/** @param read on a thread of its own, where the face has one built. */
export function createOpenStores(read: ReadListed = readListed): OpenStores {
  const stores = new Map<string, OpenStore>();

  const readStore = async (
    name: string,
    bytes: Uint8Array,
    passwords: Passwords,
    options: OpenOptions = {},
  ): Promise<OpenStore> => ({ name, bytes, passwords, ...(await read(bytes, passwords, options)) });
  const find = (handle: string): OpenStore => {
    const store = stores.get(handle);
    if (store) return store;
    throw new SignetError('store-not-open', 'this key store is not open any more', {
      hint: 'open the file again',
    });
  };

  const keep = (store: OpenStore): string => {
    const handle = randomUUID();
    stores.set(handle, store);
    const [oldest] = stores.keys();
    if (stores.size > mostOpen && oldest !== undefined) stores.delete(oldest);
    return handle;
  };

  return {
    find,
    keep,
    async open(name, bytes, passwords, options) {
      const store = await readStore(name, bytes, passwords, options);
      return { handle: keep(store), store };
    },
    async unlock(handle, password, options) {
      const { name, bytes } = find(handle);
      const store = await readStore(name, bytes, { store: password }, options);
      stores.set(handle, store);
      return store;
    },
    async entry(handle, alias, keyPassword) {
      const store = find(handle);
      const { findEntry } = await import('./find-entry.ts');
      const contents =
        keyPassword === undefined
          ? store.contents
          : (await read(store.bytes, { ...store.passwords, key: keyPassword }, sameWord(store))).contents;
      return findEntry(contents, alias);
    },
    close(handle) {
      stores.delete(handle);
    },
  };
}
