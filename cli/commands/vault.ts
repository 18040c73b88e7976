import type { Command } from 'commander';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import { keyTypes } from '../../shared/contract/vault.ts';
import { addPasswordOptions, openKeyStore } from '../key-options.ts';
import { findByName, findVault, openVault } from '../open-vault.ts';
import { paint, printAnswer, printFacts, printLine } from '../output.ts';
import { askPassword, type PasswordOptions } from '../passwords.ts';
import { type GenerateCommandOptions, readGenerateOptions } from './key.ts';

export function define(command: Command): void {
  const list = command.command('list').description('what the vault holds; needs no passphrase');
  list.action(async () => {
    const { describeRecord } = await import('../../core/vault/describe-record.ts');
    const entries = await Promise.all((await findVault().list()).map((record) => describeRecord(record)));
    printAnswer(list.optsWithGlobals(), { entries }, () => printEntries(entries));
  });

  const generate = command.command('generate').description('make a key in the vault').argument('<name>');
  generate
    .requiredOption('--type <type>', keyTypes.join(', '))
    .option('--bits <n>', 'RSA: 2048 to 4096; HMAC: 256 to 512')
    .option('--curve <name>', 'EC: P-256, P-384, P-521')
    .option('--subject <dn>', 'with a self-signed certificate of this name')
    .option('--days <n>', 'life of that certificate', '365')
    .action(async (name: string) => {
      const options = generate.optsWithGlobals<GenerateCommandOptions>();
      const wanted = readGenerateOptions(options);
      const { generateEntry } = await import('../../core/vault/generate-entry.ts');
      const vault = await openVault({ create: true });
      const { describeRecord } = await import('../../core/vault/describe-record.ts');
      const entry = await describeRecord(await vault.add(await generateEntry({ ...wanted, name })));
      printAnswer(options, entry, () => printEntries([entry]));
    });

  const importing = command
    .command('import')
    .description('take a key with its chain, or a certificate, into the vault')
    .argument('<file>', 'any file Signet reads')
    .option('--alias <alias>', 'which entry of the file')
    .option('--name <name>', 'its name in the vault; its alias if left out')
    .option('--keypass <password>', 'the entry’s own password (keytool’s flag)');
  addPasswordOptions(importing).action(async (file: string) => {
    const options = importing.optsWithGlobals<
      PasswordOptions & { alias?: string; name?: string; keypass?: string; json?: boolean }
    >();
    const entry = await importByOptions(file, options);
    printAnswer(options, entry, () => printEntries([entry]));
  });

  const rename = command
    .command('rename')
    .description('give an entry another name')
    .argument('<entry>')
    .argument('<name>');
  rename.action(async (from: string, to: string) => {
    const { describeRecord } = await import('../../core/vault/describe-record.ts');
    const vault = await openVault();
    const entry = await describeRecord(await vault.rename((await findByName(vault, from)).id, to));
    printAnswer(rename.optsWithGlobals(), entry, () => printEntries([entry]));
  });

  const remove = command.command('remove').description('remove an entry for good').argument('<entry>');
  remove.action(async (name: string) => {
    const vault = await openVault();
    const { id } = await findByName(vault, name);
    await vault.remove(id);
    printAnswer(remove.optsWithGlobals(), { removed: name }, () => printLine(`removed ${name}`));
  });
}

async function importByOptions(
  file: string,
  options: PasswordOptions & { readonly alias?: string; readonly name?: string; readonly keypass?: string },
): Promise<VaultEntry> {
  const [{ findEntry }, { entryToRecord }, { describeRecord }] = await Promise.all([
    import('../../core/keystore/find-entry.ts'),
    import('../../core/vault/record-entry.ts'),
    import('../../core/vault/describe-record.ts'),
  ]);
  const kinds = ['key', 'secret', 'certificate'] as const;
  let entry = findEntry(await openKeyStore(file, options), options.alias, kinds);
  if (entry.unreadable?.code === 'password-needed') {
    const keypass = await askPassword(`password for ${entry.alias}: `, 'give it with --password-file');
    entry = findEntry(await openKeyStore(file, { ...options, keypass }), options.alias, kinds);
  }
  const record = await entryToRecord(entry, options.name ?? entry.alias);
  const vault = await openVault({ create: true });
  return describeRecord(await vault.add(record));
}

function printEntries(entries: readonly VaultEntry[]): void {
  if (entries.length === 0) printLine('the vault is empty');
  for (const { name, kind, key, algorithms, chain, created } of entries) {
    printLine(`${paint('bold', name)}  ${kind}`);
    printFacts(
      [
        ['key', key && [key.type, key.bits && `${key.bits} bits`, key.curve].filter(Boolean).join(' ')],
        ['algorithms', algorithms.join(', ') || undefined],
        ['certificate', chain[0]?.subject],
        ['not after', chain[0]?.notAfter],
        ['created', created],
      ],
      '  ',
    );
  }
}
