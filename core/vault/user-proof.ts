import { SignetError } from '../../shared/base/signet-error.ts';
import type { VaultStatus } from '../../shared/contract/vault.ts';
import type { Vault } from './vault.ts';

/** What a window that was taken over must not do by itself, as the desktop asks about it in a dialog of its own. */
export interface Question {
  readonly question: string;
  readonly detail: string;
  /** The button that says yes. */
  readonly action: string;
  /** Where there is no vault file, so no passphrase: it is done, done where no dialog can ask, or not done there. */
  readonly inMemory: 'allow' | 'ask' | 'refuse';
  /** Whether the dialog will do for a passphrase that was forgotten. */
  readonly dialogIsEnough?: true;
}

/** Answers whether the user said yes, where nothing that runs in the window can do so. */
export type AskUser = (question: Question) => Promise<boolean>;

/** Makes sure that the user is there: by the vault's passphrase, typed again, or by a dialog of the desktop where there is none. */
export type RequireUser = (passphrase: string | undefined, question: Question) => Promise<void>;

/** @throws SignetError `passphrase-needed`, `wrong-password`, `cancelled` */
export function createUserProof(
  vault: Pick<Vault, 'status' | 'checkPassphrase'>,
  askUser?: AskUser,
): RequireUser {
  return async (passphrase, question) => {
    const status = await vault.status().catch(() => undefined);
    const hasPassphrase = status?.slots.some(({ kind }) => kind === 'passphrase') ?? false;
    if (hasPassphrase && passphrase !== undefined) return vault.checkPassphrase(passphrase);
    const isInMemory = status?.state === 'memory';
    if (isInMemory && question.inMemory === 'allow') return;
    if (askUser && (!hasPassphrase || question.dialogIsEnough)) {
      if (await askUser(question)) return;
      throw new SignetError('cancelled', 'you did not confirm it');
    }
    if (isInMemory && question.inMemory === 'ask') return;
    throw refusal(status, hasPassphrase);
  };
}

function refusal(status: VaultStatus | undefined, hasPassphrase: boolean): SignetError {
  if (hasPassphrase) {
    return new SignetError('passphrase-needed', 'this needs the vault’s passphrase again', {
      hint: 'type the passphrase, even though the vault is unlocked',
    });
  }
  if (!status) {
    return new SignetError(
      'passphrase-needed',
      'the vault file cannot be read, so no passphrase can be checked',
      {
        hint: 'use the command: signet vault erase, signet vault rescue',
      },
    );
  }
  return new SignetError('passphrase-needed', 'this needs a vault with a passphrase', {
    hint:
      status.state === 'memory'
        ? 'create the vault first, with a passphrase'
        : 'add a passphrase to it in the desktop app',
  });
}
