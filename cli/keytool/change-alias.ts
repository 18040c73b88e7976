import type { KeytoolArguments } from './keytool-command.ts';
import { failure } from './keytool-error.ts';
import { entryOf, openStore, warnOfFormat } from './open-store.ts';
import { text } from './read-arguments.ts';
import { ask } from './read-password.ts';
import { saveStore } from './save-store.ts';
import type { KeytoolWarnings } from './warnings.ts';

/** `keytool -changealias`: gives an entry another name; its key keeps its password. */
export async function changeAlias(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  const destination = text(given.destalias) ?? (await ask('Enter destination alias name:  ')) ?? '';
  if (destination === '') throw failure('Must specify destination alias');
  const alias = text(given.alias) ?? 'mykey';
  const store = await openStore(given, 'change');
  if (entryOf(store, destination)) throw failure(`Destination alias <${destination}> already exists`);
  const entry = entryOf(store, alias);
  if (!entry) throw failure(`Alias <${alias}> does not exist`);
  // Java makes a new entry of it: its date is today's.
  const renamed = { ...entry, alias: destination.toLowerCase(), created: new Date() };
  store.entries = [...store.entries.filter((each) => each !== entry), renamed];
  await saveStore(store, given, store.password ?? '');
  warnOfFormat(store, warnings);
}
