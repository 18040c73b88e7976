import { type ErrorDetails, SignetError } from '../../shared/base/signet-error.ts';

/** Each way in which the vault can fail: its code, what happened, and what to do about it. */
export const vaultFailure = {
  locked: () =>
    new SignetError('vault-locked', 'the vault is locked', { hint: 'unlock it, then do this again' }),
  exists: (file: string) =>
    new SignetError('vault-exists', `there is a vault already: ${file}`, { hint: 'unlock it' }),
  wrongPassphrase: () =>
    new SignetError('wrong-password', 'this is not a passphrase of the vault', {
      hint: 'look at caps lock and the keyboard layout, and try again',
    }),
  slotDamaged: () =>
    new SignetError('vault-damaged', 'this passphrase does not open the vault, whose file is damaged', {
      hint: 'if you are sure of the passphrase, use another one of the vault, the keychain, or a backup',
    }),
  noPassphraseSlot: () =>
    new SignetError('keychain-unavailable', 'the vault has no passphrase: only a keychain opens it', {
      hint: 'open it in the desktop app where it was made, and add a passphrase there',
    }),
  noKeychainSlot: (machine: string) =>
    new SignetError('keychain-unavailable', `the keychain of ${machine} does not know this vault`, {
      hint: 'unlock it with its passphrase; you can add the keychain then',
    }),
  keychainUnavailable: (reason: string) =>
    new SignetError('keychain-unavailable', `the keychain cannot be used now: ${reason}`, {
      hint: 'unlock the keychain of your system, or use the passphrase',
    }),
  keychainChanged: (cause?: unknown) =>
    new SignetError('keychain-changed', 'the keychain no longer holds the vault’s key', {
      hint: 'unlock the vault with its passphrase, then add the keychain again; nothing was deleted',
      cause,
    }),
  emptyPassphrase: () =>
    new SignetError('password-needed', 'the passphrase is empty', { hint: 'choose one of several words' }),
  damaged: (what: string, more: { details?: ErrorDetails; cause?: unknown } = {}) =>
    new SignetError('vault-damaged', what, {
      hint: 'nothing was deleted: rescue the vault (signet vault rescue), or restore a backup',
      ...more,
    }),
  tooMuchWork: () =>
    new SignetError('work-factor-too-high', 'the file asks for more work than any that Signet writes', {
      hint: 'it was changed outside Signet: use another copy of it',
    }),
  entryDamaged: (name: string) =>
    new SignetError('entry-damaged', `the entry ${name} was changed outside Signet and cannot be used`, {
      hint: 'restore it from a backup, or rescue the other entries (signet vault rescue)',
    }),
  newer: (version: number) =>
    new SignetError('vault-newer', `the vault was written by a newer Signet (format ${version})`, {
      hint: 'update Signet; the file is left as it is',
    }),
  busy: (lockFile: string) =>
    new SignetError('vault-busy', 'another Signet has been writing the vault for too long', {
      hint: `try again; if no other is running, remove ${lockFile}`,
    }),
  entryNotFound: () =>
    new SignetError('entry-not-found', 'there is no such entry in the vault', {
      hint: 'it may have been removed meanwhile',
    }),
  nameTaken: (name: string) =>
    new SignetError('name-taken', `there is an entry called ${name} already`, {
      hint: 'choose another name',
    }),
  slotNotFound: () =>
    new SignetError('slot-not-found', 'the vault has no such slot', {
      hint: 'it may have been removed meanwhile',
    }),
  lastSlot: () =>
    new SignetError('slot-last', 'this is the only way into the vault', {
      hint: 'add another passphrase first',
    }),
  slotsLeft: (slots: readonly string[]) =>
    new SignetError('password-needed', `a new data key would lock out: ${slots.join(', ')}`, {
      hint: 'give their passphrases too, or say that these slots are to go',
      details: { slots },
    }),
} as const;

/** What a failure of the file system means for whoever tried to write. */
export function writeFailure(file: string, cause: unknown): SignetError {
  if (cause instanceof SignetError) return cause;
  switch ((cause as { code?: unknown } | null)?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new SignetError('disk-full', `there is no room on the disk for ${file}`, {
        hint: 'make room and try again; nothing was changed',
        cause,
      });
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new SignetError('file-read-only', `${file} may not be written`, {
        hint: 'is its folder yours, and on a disk that can be written? nothing was changed',
        cause,
      });
    default:
      return new SignetError('file-not-writable', `${file} cannot be written`, {
        hint: 'look at the disk; nothing was changed',
        cause,
      });
  }
}
