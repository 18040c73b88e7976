import { SignetError } from '../../shared/base/signet-error.ts';
import type { KeyStoreFormat, WindowListing } from '../../shared/contract/keystore.ts';
import type { KeyStore, Passwords, ReadOptions } from '../key/key-store.ts';
import type { WorkOptions } from '../key/work-budget.ts';

/** A key store that was read, with what a window is shown of it. */
export interface ListedStore {
  readonly contents: KeyStore;
  readonly listing: WindowListing;
}

export type OpenOptions = WorkOptions & Pick<ReadOptions, 'ignoreIntegrity'>;

/**
 * Reads a file and lists it. One that can't be listed at all without its password is empty.
 * Errors: those of `readKeyStore` but `password-needed`.
 */
export type ReadListed = (
  bytes: Uint8Array,
  passwords: Pick<Passwords, 'store' | 'key'>,
  options: OpenOptions,
) => Promise<ListedStore>;

/** {@link ReadListed} on the thread that asks. */
export const readListed: ReadListed = async (bytes, passwords, options) => {
  const [{ readKeyStore }, { listStore }] = await Promise.all([
    import('./read/read-key-store.ts'),
    import('./list-store.ts'),
  ]);
  const contents = await readKeyStore(bytes, passwords, options).catch(async (thrown: unknown) => {
    if (thrown instanceof SignetError && thrown.code === 'password-needed') return await emptyStore(bytes);
    throw thrown;
  });
  return { contents, listing: await listStore(contents, options.onProgress) };
};

async function emptyStore(bytes: Uint8Array): Promise<KeyStore> {
  const { detectFormat } = await import('./read/detect-format.ts');
  const format: KeyStoreFormat = detectFormat(bytes) ?? 'pkcs12';
  return { format, integrity: 'unchecked', entries: [] };
}
