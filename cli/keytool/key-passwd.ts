import { layout, writeError } from '../support/output.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { failure, KeytoolError } from './keytool-error.ts';
import { openStore, warnOfFormat } from './open-store.ts';
import { protectKey } from './protect-key.ts';
import { text } from './read-arguments.ts';
import { readPassword } from './read-password.ts';
import { recoverKey } from './recover-key.ts';
import { saveStore } from './save-store.ts';
import type { KeytoolWarnings } from './warnings.ts';

/** `keytool -keypasswd`: another password for a key of a JKS. Those of a PKCS#12 have the store's. */
export async function keyPasswd(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  const alias = text(given.alias) ?? 'mykey';
  const store = await openStore(given, 'change');
  if (store.format === 'pkcs12') {
    throw new KeytoolError(
      'java.lang.UnsupportedOperationException',
      '-keypasswd commands not supported if -storetype is PKCS12',
    );
  }
  const { entry, privateKey } = await recoverKey(store, alias, given);
  const password = text(given.new) ?? (await askNew(alias, text(given.keypass) ?? store.password));
  if (password.length < 6) throw failure('New password must be at least 6 characters');
  const protectedKey = await protectKey(privateKey, password);
  store.entries = store.entries.map((each) =>
    each === entry ? { ...entry, privateKey, protectedKey, created: new Date() } : each,
  );
  await saveStore(store, given, store.password ?? '');
  warnOfFormat(store, warnings);
}

async function askNew(alias: string, old: string | undefined): Promise<string> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const entered = await readPassword(layout`New key password for <${alias}>: `);
    if (entered.length < 6) writeError(layout`Password is too short - must be at least 6 characters\n`);
    else if (entered === old) writeError(layout`Passwords must differ\n`);
    else if ((await readPassword(layout`Re-enter new key password for <${alias}>: `)) === entered)
      return entered;
    else writeError(layout`They don't match. Try again\n`);
  }
  throw failure('Too many failures - try later');
}
