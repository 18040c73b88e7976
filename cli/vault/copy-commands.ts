import type { Command } from 'commander';
import { eraseHome } from '../../core/home/erase-home.ts';
import { writeOutputFile } from '../../core/home/output-file.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { type KeyExportFormat, keyExportFormats, type WrittenFile } from '../../shared/contract/vault.ts';
import { readInputFile } from '../support/input.ts';
import { addPasswordOptions } from '../support/key-options.ts';
import { findByName, findVault, openVault, signetHome } from '../support/open-vault.ts';
import { printAnswer, printLine } from '../support/output.ts';
import {
  askNewPassword,
  askPassword,
  givenPassword,
  type PasswordOptions,
  vaultPassphrase,
} from '../support/passwords.ts';
import { describeRecords } from './describe-records.ts';
import { printEntries } from './print-entries.ts';

interface OutputOptions extends PasswordOptions {
  readonly out: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

interface ExportOptions extends OutputOptions {
  readonly format: string;
  readonly unencrypted?: boolean;
}

const passwordHint = 'give it with --password-file or --password-env';

/** `export`, `backup`, `restore`, `rescue`, `erase`. */
export function defineCopyCommands(command: Command): void {
  const extract = command
    .command('export')
    .description('write a private key or shared secret to a file, encrypted, for its owner’s eyes only')
    .argument('<entry>')
    .requiredOption('--out <file>', 'the file to write')
    .option('--format <format>', keyExportFormats.join(', '), 'pkcs8')
    .option('--unencrypted', 'pkcs8, jwk: a key that anybody who has the file can use')
    .option('--force', 'write over an existing file');
  addPasswordOptions(extract).action(async (name: string) => {
    const options = extract.optsWithGlobals<ExportOptions>();
    const written = await exportKey(name, options);
    printAnswer(options, { ...written, format: options.format }, () => printWritten(written));
  });

  const backup = command
    .command('backup')
    .description('write all entries into one file, encrypted whole under a password of its own')
    .requiredOption('--out <file>', 'the file to write')
    .option('--force', 'write over an existing file');
  addPasswordOptions(backup).action(async () => {
    const options = backup.optsWithGlobals<OutputOptions>();
    const vault = await openVault();
    const password =
      (await givenPassword(options)) ?? (await askNewPassword('backup password: ', passwordHint));
    const written = await write(await vault.backup(password), options);
    printAnswer(options, written, () => printWritten(written));
  });

  const restore = command
    .command('restore')
    .description('add what a backup holds: what the vault has is skipped, a name that is taken gets a number')
    .argument('<file>', 'what signet vault backup or the window wrote');
  addPasswordOptions(restore).action(async (file: string) => {
    const options = restore.optsWithGlobals<PasswordOptions & { json?: boolean }>();
    const bytes = await readInputFile(file);
    const password = (await givenPassword(options)) ?? (await askPassword('backup password: ', passwordHint));
    const vault = await openVault({ create: true });
    const { restored, renamed, skipped } = await vault.restore(bytes, password);
    const entries = await describeRecords(restored);
    printAnswer(options, { restored: entries, renamed, skipped }, () => {
      printEntries(entries, 'nothing was restored');
      for (const { from, to } of renamed) printLine(`${from} was taken: it is called ${to} now`);
      for (const name of skipped) printLine(`${name} is in the vault already`);
    });
  });

  const rescue = command
    .command('rescue')
    .description('make a damaged vault whole: it is kept aside, and every entry that is intact is kept');
  rescue.action(async () => {
    const rescued = await findVault().rescue(await vaultPassphrase());
    printAnswer(rescue.optsWithGlobals(), rescued, () => {
      if (rescued.keptAside === null) return printLine('the vault is whole');
      printLine(`${rescued.rescued} entries are kept; the damaged file is ${rescued.keptAside}`);
      for (const name of rescued.lost) printLine(`lost: ${name}`);
    });
  });

  const erase = command
    .command('erase')
    .description('erase everything that Signet keeps: the vault, settings, saved work, the history')
    .option('--yes', 'do not ask');
  erase.action(async () => {
    const options = erase.optsWithGlobals<{ yes?: boolean; json?: boolean }>();
    const home = signetHome();
    if (!options.yes) await confirmErasing(home);
    await eraseHome(home);
    printAnswer(options, { erased: home }, () => printLine(`everything in ${home} is erased`));
  });
}

async function exportKey(name: string, options: ExportOptions): Promise<WrittenFile> {
  const format = keyExportFormats.find((each): each is KeyExportFormat => each === options.format);
  if (format === undefined) {
    throw new SignetError('usage', `--format ${options.format} is not known`, {
      hint: `use ${keyExportFormats.join(', ')}`,
    });
  }
  const [{ encodePrivateKey }, { forgetSecrets, revealEntry }] = await Promise.all([
    import('../../core/vault/encode-private-key.ts'),
    import('../../core/vault/record-entry.ts'),
  ]);
  const vault = await openVault();
  const entry = await revealEntry(vault, (await findByName(vault, name)).id);
  const { unencrypted = false } = options;
  const password = unencrypted
    ? ''
    : ((await givenPassword(options)) ?? (await askNewPassword('password for the file: ', passwordHint)));
  const bytes = await encodePrivateKey(entry, format, { password, unencrypted });
  forgetSecrets(entry);
  return write(bytes, options);
}

async function write(bytes: Uint8Array, { out, force = false }: OutputOptions): Promise<WrittenFile> {
  const { createHash } = await import('node:crypto');
  await writeOutputFile(out, bytes, { force, mode: 0o600 });
  return { written: out, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function printWritten({ written, bytes }: WrittenFile): void {
  printLine(`${written}: ${bytes} bytes`);
}

async function confirmErasing(home: string): Promise<void> {
  const hint = 'say --yes if everything is to go';
  const typed = await askPassword(`type "erase" to erase everything in ${home}: `, hint).catch(
    () => undefined,
  );
  if (typed !== 'erase') throw new SignetError('usage', 'nothing was erased', { hint });
}
