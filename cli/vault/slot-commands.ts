import type { Command } from 'commander';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { VaultSlot, VaultStatus } from '../../shared/contract/vault.ts';
import { findVault, openVault } from '../support/open-vault.ts';
import { printAnswer, printFacts, printLine } from '../support/output.ts';
import { askNewPassword, givenPassword, readSecretFile, vaultPassphrase } from '../support/passwords.ts';

interface NewPassphraseOptions {
  readonly newPasswordFile?: string;
  readonly newPasswordEnv?: string;
  readonly add?: boolean;
  readonly label?: string;
  readonly json?: boolean;
}

/** `status`, `passphrase`, `slots`, `remove-slot`, `rotate`. */
export function defineSlotCommands(command: Command): void {
  const status = command.command('status').description('where the vault is, and what opens it');
  status.action(async () => {
    const now = await findVault().status();
    printAnswer(status.optsWithGlobals(), now, () => printStatus(now));
  });

  const passphrase = command
    .command('passphrase')
    .description('change the vault’s passphrase, or add another')
    .option('--add', 'a further one: each of them opens the vault')
    .option('--label <name>', 'with --add: what to call it')
    .option('--new-password-file <file>', 'the new passphrase is the first line of this file')
    .option('--new-password-env <name>', 'the new passphrase is in this environment variable');
  passphrase.action(async () => {
    const options = passphrase.optsWithGlobals<NewPassphraseOptions>();
    const vault = findVault();
    const { state, file } = await vault.status();
    if (state === 'memory') {
      throw new SignetError('entry-not-found', `there is no vault at ${file}`, {
        hint: 'make one with signet vault generate or signet vault import',
      });
    }
    const current = await vaultPassphrase();
    await vault.unlock(current);
    const next = await newPassphrase(options);
    if (options.add) await vault.addPassphrase(next, options.label);
    else await vault.changePassphrase(current, next);
    const now = await vault.status();
    printAnswer(options, now, () =>
      printLine(options.add ? 'the passphrase is added' : 'the passphrase is changed'),
    );
  });

  const slots = command.command('slots').description('the ways into the vault; needs no passphrase');
  slots.action(async () => {
    const now = await findVault().status();
    printAnswer(slots.optsWithGlobals(), { slots: now.slots }, () => now.slots.forEach(printSlot));
  });

  const removeSlot = command
    .command('remove-slot')
    .description('take a way into the vault away; never the last')
    .argument('<slot>', 'its id or its label');
  removeSlot.action(async (name: string) => {
    const vault = await openVault();
    const { slots: all } = await vault.status();
    const named = all.filter(({ id, label }) => id === name || label === name);
    const [only, second] = named;
    if (second) {
      throw new SignetError('slot-not-found', `there are ${named.length} slots called ${name}`, {
        hint: 'give the id: see signet vault slots',
      });
    }
    await vault.removeSlot(only?.id ?? name);
    printAnswer(removeSlot.optsWithGlobals(), await vault.status(), () => printLine(`removed ${name}`));
  });

  const rotate = command
    .command('rotate')
    .description('encrypt the vault anew under another data key')
    .option('--passphrase-file <file...>', 'further passphrases whose slots are to stay')
    .option('--drop-others', 'let go of the slots whose passphrase is not given');
  rotate.action(async () => {
    const options = rotate.optsWithGlobals<{
      passphraseFile?: readonly string[];
      dropOthers?: boolean;
      json?: boolean;
    }>();
    const vault = findVault();
    const current = await vaultPassphrase();
    await vault.unlock(current);
    const more = await Promise.all((options.passphraseFile ?? []).map(readSecretFile));
    await vault.rotate([current, ...more], { dropOthers: options.dropOthers ?? false });
    printAnswer(options, await vault.status(), () => printLine('the vault has another data key'));
  });
}

async function newPassphrase({ newPasswordFile, newPasswordEnv }: NewPassphraseOptions): Promise<string> {
  const given = await givenPassword({
    ...(newPasswordFile === undefined ? {} : { passwordFile: newPasswordFile }),
    ...(newPasswordEnv === undefined ? {} : { passwordEnv: newPasswordEnv }),
  });
  return (
    given ??
    askNewPassword('new vault passphrase: ', 'give it with --new-password-file or --new-password-env')
  );
}

function printStatus({ state, file, entries, slots, damage }: VaultStatus): void {
  if (state === 'memory') {
    printLine(`there is no vault at ${file}`);
    printLine('the command keeps nothing without one; the window keeps keys in memory until it is closed');
    return;
  }
  printFacts([
    ['file', file],
    ['entries', String(entries)],
    ['damage', damage],
  ]);
  slots.forEach(printSlot);
}

function printSlot({ id, kind, label, machine, created }: VaultSlot): void {
  printLine([kind, label ?? machine, created, id].filter((part) => part !== undefined).join('  '));
}
