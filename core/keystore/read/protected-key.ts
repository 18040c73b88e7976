import { SignetError } from '../../../shared/base/signet-error.ts';
import type { Passwords, StoreEntry } from '../../key/key-store.ts';
import { WorkBudget } from '../../key/work-budget.ts';

/** What came of opening a protected key: its bytes, or why they stay closed. */
export type OpenedKey = { readonly privateKey: Uint8Array } | { readonly unreadable: SignetError };

/** The passwords to try on a key, its own first; none twice. */
export function keyPasswords({ key, store }: Passwords): string[] {
  return [...new Set([key, store].filter((password) => password !== undefined))];
}

/**
 * Tries the passwords on a protected key, one after the other. What keeps this key closed does not keep the rest of
 * the store closed, so that every failure becomes a fact about the entry.
 */
export async function openKey(
  passwords: Passwords,
  decrypt: (password: string, work: WorkBudget) => Uint8Array | undefined | Promise<Uint8Array | undefined>,
): Promise<OpenedKey> {
  const work = passwords.work ?? new WorkBudget();
  try {
    for (const password of keyPasswords(passwords)) {
      const privateKey = await decrypt(password, work);
      if (privateKey !== undefined) return { privateKey };
    }
  } catch (error) {
    if (error instanceof SignetError) return { unreadable: error };
    throw error;
  }
  return { unreadable: passwords.key === undefined ? keyPasswordNeeded() : wrongKeyPassword() };
}

/**
 * For files that have no check of their own: a password that opens none of the protected entries is an error, as it is
 * for a key store.
 * Errors: `wrong-password`.
 */
export function checkAnyOpened(entries: readonly StoreEntry[], passwords: Passwords): void {
  const keys = entries.filter(({ kind }) => kind === 'key' || kind === 'secret');
  if (keyPasswords(passwords).length === 0 || keys.length === 0) return;
  const closed = keys.every(
    ({ unreadable }) => unreadable?.code === 'wrong-password' || unreadable?.code === 'password-needed',
  );
  if (!closed) return;
  throw new SignetError('wrong-password', 'the password does not open the private key', {
    hint: 'passwords are case-sensitive; a key can have another one than its store',
  });
}

/** The store's password, where there is one, did not open the key: it has its own. */
function keyPasswordNeeded(): SignetError {
  return new SignetError('password-needed', 'the private key is protected by a password', {
    hint: "give the key's own password",
  });
}

function wrongKeyPassword(): SignetError {
  return new SignetError('wrong-password', 'the password does not open the private key', {
    hint: "a key's password can differ from its store's",
  });
}

/** Keys that are tried to find out whether it is the password or the file that is wrong. */
const keysToAsk = 16;

/**
 * For a store whose integrity check has failed: whether its password opens one of the keys, so that it is the right one.
 * @param decrypt as for {@link openKey}
 */
export async function opensAny<Key>(
  keys: readonly Key[],
  { store, work = new WorkBudget() }: Passwords,
  decrypt: (key: Key, password: string, work: WorkBudget) => unknown,
): Promise<boolean> {
  if (store === undefined) return false;
  for (const key of keys.slice(0, keysToAsk)) {
    try {
      if ((await decrypt(key, store, work)) !== undefined) return true;
    } catch (error) {
      if (!(error instanceof SignetError) || error.code === 'cancelled') throw error;
    }
  }
  return false;
}

/** The store was changed by somebody who did not have its password. */
export function integrityFailed(): SignetError {
  return new SignetError(
    'integrity-failed',
    'the integrity check of the key store failed: the password is right, and the file was changed after it was written',
    { hint: 'get the file from its source again; --ignore-integrity uses it as it is' },
  );
}

/** The check failed, and the password opens nothing that would speak for it. */
export function wrongStorePassword(): SignetError {
  return new SignetError('wrong-password', 'the password is not that of the key store', {
    hint: 'passwords are case-sensitive; or the file was changed without its password, which cannot be told apart here',
  });
}
