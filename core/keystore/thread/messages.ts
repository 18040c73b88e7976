import { type ErrorData, SignetError } from '../../../shared/base/signet-error.ts';
import type { WindowListing } from '../../../shared/contract/keystore.ts';
import type { Progress } from '../../../shared/contract/progress.ts';
import type { KeyStore, Passwords, StoreEntry } from '../../key/key-store.ts';
import type { ListedStore } from '../read-listed.ts';

// What passes between the threads. A class does not survive the way: an error goes as its data.

export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly passwords: Pick<Passwords, 'store' | 'key'>;
  readonly ignoreIntegrity: boolean;
}

export type ReadMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'read'; readonly store: StoreData; readonly listing: WindowListing }
  | { readonly kind: 'failed'; readonly error: ErrorData };

type EntryData = Omit<StoreEntry, 'unreadable'> & { readonly unreadable?: ErrorData };

interface StoreData extends Omit<KeyStore, 'entries' | 'closed'> {
  readonly entries: readonly EntryData[];
  readonly closed?: readonly ErrorData[];
}

export function toMessage({ contents, listing }: ListedStore): ReadMessage {
  const { entries, closed, ...store } = contents;
  return {
    kind: 'read',
    listing,
    store: {
      ...store,
      entries: entries.map(({ unreadable, ...entry }) => ({
        ...entry,
        ...(unreadable && { unreadable: unreadable.toData() }),
      })),
      ...(closed && { closed: closed.map((error) => error.toData()) }),
    },
  };
}

export function fromMessage({ store, listing }: Extract<ReadMessage, { kind: 'read' }>): ListedStore {
  const { entries, closed, ...rest } = store;
  return {
    listing,
    contents: {
      ...rest,
      entries: entries.map(({ unreadable, ...entry }) => ({
        ...entry,
        ...(unreadable && { unreadable: SignetError.fromData(unreadable) }),
      })),
      ...(closed && { closed: closed.map((error) => SignetError.fromData(error)) }),
    },
  };
}
