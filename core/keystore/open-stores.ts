import { randomUUID } from 'node:crypto';
import type { KeyStoreFormat } from '../../shared/contract/keystore.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import type { KeyStore, Passwords, StoreEntry } from './key-store.ts';

export interface OpenStore {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly passwords: Passwords;
  readonly contents: KeyStore;
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
    signal?: AbortSignal,
  ): Promise<{ readonly handle: string; readonly store: OpenStore }>;
  /** Takes in what needs no reading, under a handle. */
  keep(store: OpenStore): string;
  /** Reads a store again with a password. @throws SignetError `store-not-open`, `wrong-password` */
  unlock(handle: string, password: string, signal?: AbortSignal): Promise<OpenStore>;
  /** @throws SignetError `store-not-open` */
  find(handle: string): OpenStore;
  /** @throws SignetError `store-not-open`, `alias-not-found`, `wrong-password` */
  entry(handle: string, alias: string, keyPassword?: string): Promise<StoreEntry>;
  close(handle: string): void;
}

// The oldest gives way: a window that never closes a store must not fill the memory.
const mostOpen = 16;

export function createOpenStores(): OpenStores {
  const stores = new Map<string, OpenStore>();

  const read = async (
    name: string,
    bytes: Uint8Array,
    passwords: Passwords,
    signal?: AbortSignal,
  ): Promise<OpenStore> => {
    const { readKeyStore } = await import('./read-key-store.ts');
    try {
      return {
        name,
        bytes,
        passwords,
        contents: await readKeyStore(bytes, passwords, signal ? { signal } : {}),
      };
    } catch (thrown) {
      // Nothing can be listed without its password: it stays open, empty, until the password comes.
      if (!(thrown instanceof SignetError && thrown.code === 'password-needed')) throw thrown;
      const { detectFormat } = await import('./detect-format.ts');
      const format: KeyStoreFormat = detectFormat(bytes) ?? 'pkcs12';
      return { name, bytes, passwords, contents: { format, integrity: 'unchecked', entries: [] } };
    }
  };
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
    async open(name, bytes, passwords, signal) {
      const store = await read(name, bytes, passwords, signal);
      return { handle: keep(store), store };
    },
    async unlock(handle, password, signal) {
      const { name, bytes } = find(handle);
      const store = await read(name, bytes, { store: password }, signal);
      stores.set(handle, store);
      return store;
    },
    async entry(handle, alias, keyPassword) {
      const store = find(handle);
      const { findEntry } = await import('./find-entry.ts');
      const contents =
        keyPassword === undefined
          ? store.contents
          : (await read(store.name, store.bytes, { ...store.passwords, key: keyPassword })).contents;
      return findEntry(contents, alias);
    },
    close(handle) {
      stores.delete(handle);
    },
  };
}
