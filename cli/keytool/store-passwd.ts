import { layout, writeError } from '../support/output.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { failure } from './keytool-error.ts';
import { openStore, warnOfFormat } from './open-store.ts';
import { text } from './read-arguments.ts';
import { readPassword } from './read-password.ts';
import { saveStore } from './save-store.ts';
import type { KeytoolWarnings } from './warnings.ts';

/** `keytool -storepasswd`: another password for a store. The keys of a JKS keep theirs; those of a PKCS#12 follow. */
export async function storePasswd(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  const wanted = text(given.new);
  if (wanted !== undefined && wanted.length < 6) throw failure('New password must be at least 6 characters');
  const store = await openStore(given, 'change');
  const password = wanted ?? (await askNew(store.password));
  await saveStore(store, given, password);
  warnOfFormat(store, warnings);
}

async function askNew(old: string | undefined): Promise<string> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const entered = await readPassword('New keystore password: ');
    if (entered.length < 6) writeError(layout`Password is too short - must be at least 6 characters\n`);
    else if (entered === old) writeError(layout`Passwords must differ\n`);
    else if ((await readPassword('Re-enter new keystore password: ')) === entered) return entered;
    else writeError(layout`They don't match. Try again\n`);
  }
  throw failure('Too many failures - try later');
}
