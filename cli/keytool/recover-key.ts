import type { ProtectedEntry } from '../../core/keystore/write/write-jks.ts';
import { layout } from '../support/output.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { failure, KeytoolError } from './keytool-error.ts';
import { entryOf, type KeytoolStore, loadStore, readStoreFile } from './open-store.ts';
import { text } from './read-arguments.ts';
import { readPassword } from './read-password.ts';

/** The private key of an entry: with `-keypass`, with the store's password, or with one that is asked for. */
export async function recoverKey(
  store: KeytoolStore,
  alias: string,
  given: KeytoolArguments,
): Promise<{ readonly entry: ProtectedEntry; readonly privateKey: Uint8Array }> {
  const entry = entryOf(store, alias);
  if (!entry) throw failure(`Alias <${alias}> does not exist`);
  if (entry.kind !== 'key') throw failure(`Alias <${alias}> has no key`);
  const keyPassword = text(given.keypass);
  if (entry.privateKey !== undefined && (keyPassword === undefined || store.format === 'pkcs12'))
    return { entry, privateKey: entry.privateKey };
  const password = keyPassword ?? (await readPassword(layout`Enter key password for <${alias}>`));
  const bytes = await readStoreFile(store.file);
  // Under this password alone: keytool does not try the store's where the key's was given.
  const again =
    bytes && (await loadStore(store.file, bytes, undefined, { keys: 'open', keyPassword: password }));
  const privateKey = again && entryOf(again, alias)?.privateKey;
  if (privateKey !== undefined) return { entry, privateKey };
  throw new KeytoolError('java.security.UnrecoverableKeyException', 'Cannot recover key');
}
