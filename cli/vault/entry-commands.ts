import type { Command } from 'commander';
import { matchesSearch } from '../../shared/contract/entry-search.ts';
import { keyTypes, removedKept } from '../../shared/contract/vault.ts';
import { type GenerateCommandOptions, readGenerateOptions } from '../support/generate-options.ts';
import { addStoreOptions } from '../support/key-options.ts';
import { findByName, findNamed, findVault, openVault } from '../support/open-vault.ts';
import { printAnswer, printLine } from '../support/output.ts';
import { describeOne, describeRecords } from './describe-records.ts';
import type { ImportOptions } from './import-entries.ts';
import { printEntries } from './print-entries.ts';

/** `list`, `generate`, `import`, `rename`, `tag`, `note`, `remove`, `removed`, `undo-remove`. */
export function defineEntryCommands(command: Command): void {
  defineList(command);
  defineGenerate(command);
  defineImport(command);
  defineChanges(command);
  defineRemoval(command);
}

function defineList(command: Command): void {
  const list = command
    .command('list')
    .description('what the vault holds; needs no passphrase')
    .argument('[words...]', 'only entries in which each of these words occurs')
    .option('--tag <tag>', 'only entries with this tag')
    .option('--kind <kind>', 'only entries of this kind: key, certificate, secret, client-secret');
  list.action(async (words: readonly string[]) => {
    const options = list.optsWithGlobals<{ tag?: string; kind?: string; json?: boolean }>();
    const { tag, kind } = options;
    const all = await describeRecords(await findVault().list());
    const entries = all.filter(
      (entry) =>
        matchesSearch(entry, words.join(' ')) &&
        (tag === undefined || entry.tags?.includes(tag)) &&
        (kind === undefined || entry.kind === kind),
    );
    const none = all.length === 0 ? 'the vault is empty' : 'no entry is like that';
    printAnswer(options, { entries }, () => printEntries(entries, none));
  });
}

function defineGenerate(command: Command): void {
  const generate = command.command('generate').description('make a key in the vault').argument('<name>');
  generate
    .requiredOption('--type <type>', keyTypes.join(', '))
    .option('--bits <n>', 'RSA: 2048 to 4096; HMAC: 256 to 512')
    .option('--curve <name>', 'EC: P-256, P-384, P-521')
    .option('--subject <dn>', 'with a self-signed certificate of this name')
    .option('--days <n>', 'life of that certificate', '365')
    .option('--csr <file>', 'write a certificate request for the subject, instead of a certificate')
    .option('--force', 'write over an existing file')
    .action(async (name: string) => {
      const { generateByOptions } = await import('./generate-key.ts');
      const options = generate.optsWithGlobals<GenerateCommandOptions & { csr?: string }>();
      const entry = await generateByOptions({ ...readGenerateOptions(options), name }, options);
      printAnswer(options, entry, () => printEntries([entry]));
    });
}

function defineImport(command: Command): void {
  const importing = command
    .command('import')
    .description('take a key with its chain, a secret, or a certificate, into the vault')
    .argument('<file>', 'any file Signet reads; - reads standard input')
    .option('--alias <alias>', 'which entry of the file')
    .option('--all', 'every entry of the file, under its alias')
    .option('--name <name>', 'its name in the vault; its alias if left out');
  addStoreOptions(importing).action(async (file: string) => {
    const { importEntries } = await import('./import-entries.ts');
    const options = importing.optsWithGlobals<ImportOptions & { json?: boolean }>();
    const entries = await importEntries(file, options);
    printAnswer(options, options.all ? { entries } : entries[0], () => printEntries(entries));
  });
}

function defineChanges(command: Command): void {
  const rename = command
    .command('rename')
    .description('give an entry another name')
    .argument('<entry>')
    .argument('<name>');
  rename.action(async (from: string, to: string) => {
    const vault = await openVault();
    const entry = await describeOne(await vault.rename((await findByName(vault, from)).id, to));
    printAnswer(rename.optsWithGlobals(), entry, () => printEntries([entry]));
  });

  const tag = command
    .command('tag')
    .description('set the tags of an entry; none takes them away')
    .argument('<entry>')
    .argument('[tags...]');
  tag.action(async (name: string, tags: readonly string[]) => {
    const vault = await openVault();
    const { id } = await findByName(vault, name);
    const entry = await describeOne(await vault.annotate(id, { tags }));
    printAnswer(tag.optsWithGlobals(), entry, () => printEntries([entry]));
  });

  const note = command
    .command('note')
    .description('set the note of an entry; an empty one takes it away')
    .argument('<entry>')
    .argument('<text>');
  note.action(async (name: string, text: string) => {
    const vault = await openVault();
    const { id } = await findByName(vault, name);
    const entry = await describeOne(await vault.annotate(id, { note: text }));
    printAnswer(note.optsWithGlobals(), entry, () => printEntries([entry]));
  });
}

function defineRemoval(command: Command): void {
  const remove = command
    .command('remove')
    .description(`remove an entry; it can be brought back for ${removedKept.days} days`)
    .argument('<entry>')
    .option('--forever', 'for good; takes an entry that was removed before, too');
  remove.action(async (name: string) => {
    const options = remove.optsWithGlobals<{ forever?: boolean; json?: boolean }>();
    const { forever = false } = options;
    const vault = await openVault();
    const choice = forever ? [...(await vault.list()), ...(await vault.removed())] : await vault.list();
    await vault.remove(findNamed(choice, name).id, { forever });
    const back = forever ? '' : `; signet vault undo-remove ${JSON.stringify(name)} brings it back`;
    printAnswer(options, { removed: name }, () => printLine(`removed ${name}${back}`));
  });

  const removed = command.command('removed').description('what can be brought back; needs no passphrase');
  removed.action(async () => {
    const entries = await describeRecords(await findVault().removed());
    printAnswer(removed.optsWithGlobals(), { entries }, () => printEntries(entries, 'nothing was removed'));
  });

  const undo = command
    .command('undo-remove')
    .description('bring a removed entry back')
    .argument('<entry>')
    .option('--name <name>', 'under another name');
  undo.action(async (name: string) => {
    const options = undo.optsWithGlobals<{ name?: string; json?: boolean }>();
    const vault = await openVault();
    const { id } = findNamed(await vault.removed(), name);
    const entry = await describeOne(await vault.undoRemove(id, options.name));
    printAnswer(options, entry, () => printEntries([entry]));
  });
}
