import type { KeytoolArguments } from './keytool-command.ts';
import { failure } from './keytool-error.ts';
import { entryOf, openStore, warnOfFormat } from './open-store.ts';
import { text } from './read-arguments.ts';
import { ask } from './read-password.ts';
import { saveStore } from './save-store.ts';
import type { KeytoolWarnings } from './warnings.ts';

/** `keytool -delete`: takes an entry out of a store. */
export async function deleteEntry(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  const alias = text(given.alias) ?? (await ask('Enter alias name:  ')) ?? '';
  if (alias === '') throw failure('Must specify alias');
  const store = await openStore(given, 'change');
  const entry = entryOf(store, alias);
  if (!entry) throw failure(`Alias <${alias}> does not exist`);
  store.entries = store.entries.filter((each) => each !== entry);
  await saveStore(store, given, store.password ?? '');
  warnOfFormat(store, warnings);
}
