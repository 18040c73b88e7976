import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { writeOutputFile } from '../../core/home/output-file.ts';
import type { KeyStore } from '../../core/key/key-store.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { type KeyStoreFormat, type KeyStoreListing, targetFormats } from '../../shared/contract/keystore.ts';
import { type ExportFormat, exportFormats } from '../../shared/servers/server.ts';
import type { ConvertOptions } from '../support/convert-key-store.ts';
import {
  addStoreOptions,
  findOpenEntry,
  hasPublicPart,
  openKeyStore,
  type StoreOptions,
} from '../support/key-options.ts';
import {
  keyInWords,
  layout,
  paint,
  printAnswer,
  printData,
  printFacts,
  printJson,
  printLine,
  printNote,
} from '../support/output.ts';
import { collect } from '../support/sign-options.ts';
import { printCertificate } from './cert.ts';

interface ExportOptions extends StoreOptions {
  readonly alias?: readonly string[];
  readonly format: string;
  readonly chain?: boolean;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function define(command: Command): void {
  const list = command
    .command('list')
    .description('what is inside a file')
    .argument('<file>', 'PEM, DER, PKCS#12, JKS, JWK, …; - reads standard input');
  addStoreOptions(list).action(async (file: string) => {
    const options = list.optsWithGlobals<StoreOptions & { json?: boolean }>();
    const { describeKeyStore } = await import('../../core/keystore/describe-key-store.ts');
    const listing = await describeKeyStore(await openKeyStore(file, options));
    printAnswer(options, listing, () => printListing(listing));
  });

  const extract = command
    .command('export')
    .description('a certificate or public key, as a file')
    .argument('<file>');
  addStoreOptions(extract)
    .option('--alias <alias>', 'which entry; several can be named', collect, [])
    .option('--format <format>', exportFormats.join(', '), 'pem')
    .option('--chain', 'the whole chain, leaf first')
    .option('--out <file>', 'write to a file, or one file each into a folder, not to standard output')
    .option('--force', 'write over an existing file')
    .action((file: string) => exportEntry(file, extract.optsWithGlobals<ExportOptions>()));

  const convert = command
    .command('convert')
    .description('the entries of a file, written in another format')
    .argument('<file>', 'PEM, DER, PKCS#12, JKS, JWK, …; - reads standard input');
  addStoreOptions(convert)
    .requiredOption('--to <format>', targetFormats.join(', '))
    .requiredOption('--out <file>', 'the file to write, for its owner’s eyes only')
    .option('--alias <alias...>', 'these entries only')
    .option('--dest-password-file <file>', 'the new password is the first line of this file')
    .option('--dest-password-env <name>', 'the new password is in this environment variable')
    .option('--dest-storepass <password>', 'the new password itself (others can see it)')
    .option('--legacy', 'pkcs12 for old Windows and Java: triple DES and SHA-1')
    .option('--unencrypted', 'pem, jwks: private keys that anybody who has the file can read')
    .option('--force', 'write over an existing file')
    .addHelpText('after', convertHelp)
    .action(async (file: string) => {
      const { convertKeyStore } = await import('../support/convert-key-store.ts');
      const options = convert.optsWithGlobals<ConvertOptions & { json?: boolean }>();
      const { listing, warnings } = await convertKeyStore(file, options);
      printAnswer(options, { written: options.out, entries: listing.entries, warnings }, () => {
        printLine(`written to ${options.out}`);
        printListing(listing);
      });
      for (const warning of warnings) printNote(layout`signet: ${warning}`);
    });
}

const convertHelp = `
Without a new password, the file keeps the one it was opened with. A PEM file's private keys are encrypted under it. JWK
knows no encryption: a set holds the public halves alone, unless you say --unencrypted.`;

async function exportEntry(file: string, options: ExportOptions): Promise<void> {
  const format = exportFormats.find((each): each is ExportFormat => each === options.format);
  if (format === undefined) {
    throw new SignetError('usage', `--format ${options.format} is not known`, {
      hint: `use ${exportFormats.join(', ')}`,
    });
  }
  const { alias: aliases = [], chain = false, force = false, out, ...storeOptions } = options;
  const [{ findEntry }, { exportCertificate, exportCertificates }] = await Promise.all([
    import('../../core/keystore/find-entry.ts'),
    import('../../core/certificate/export-certificate.ts'),
  ]);
  const choose = (store: KeyStore, alias?: string) =>
    findEntry(store, alias, ['key', 'certificate', 'public-key']);
  const chooseAll = (store: KeyStore) => aliases.map((alias) => choose(store, alias));
  const entries =
    aliases.length > 1
      ? chooseAll(await openKeyStore(file, storeOptions))
      : [await findOpenEntry(file, storeOptions, (store) => choose(store, aliases[0]), hasPublicPart)];
  if (out !== undefined && isFolder(out)) {
    const files: { readonly written: string; readonly bytes: number; readonly sha256: string }[] = [];
    for (const [index, entry] of entries.entries()) {
      const { filename, bytes, sha256 } = await exportCertificate(entry, { format, chain });
      // Aliases that make the same file name do not write over each other.
      const isTaken = files.some(
        ({ written }) => written.toLowerCase() === join(out, filename).toLowerCase(),
      );
      const written = join(out, isTaken ? `${index + 1}-${filename}` : filename);
      await writeOutputFile(written, bytes, { force });
      files.push({ written, bytes: bytes.length, sha256 });
    }
    printAnswer(options, { written: out, format, files }, () => {
      for (const { written, bytes } of files) printLine(layout`${written}: ${bytes} bytes`);
    });
    return;
  }
  const [entry] = entries;
  const exported =
    entry !== undefined && entries.length === 1
      ? await exportCertificate(entry, { format, chain })
      : await exportCertificates(entries, { format, chain });
  if (out !== undefined) await writeOutputFile(out, exported.bytes, { force });
  if (options.json) {
    printJson({ written: out ?? null, format, bytes: exported.bytes.length, sha256: exported.sha256 });
  } else if (out === undefined) {
    printData(exported.bytes);
  } else {
    printLine(layout`${out}: ${exported.bytes.length} bytes`);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The other formats have no check that could be passed or left out. */
const withIntegrity: readonly KeyStoreFormat[] = ['pkcs12', 'jks', 'jceks', 'bks'];

function printListing({ format, integrity, entries, repairs = [], closed = [] }: KeyStoreListing): void {
  const count = `${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}`;
  const style = integrity === 'bad' ? 'red' : 'dim';
  const check = withIntegrity.includes(format) ? layout`, ${paint(style, `integrity ${integrity}`)}` : '';
  printLine(layout`${paint('bold', format)}, ${count}${check}`);
  for (const repair of repairs) printLine(paint('dim', `mended: ${repair}`));
  for (const reason of closed) printLine(paint('red', `a part stays closed: ${reason}`));
  for (const { alias, kind, key, chain, created, problem } of entries) {
    printLine();
    const locked = key && !key.readable && (kind === 'key' || kind === 'secret') ? ', locked' : '';
    printLine(layout`${paint('bold', alias)}  ${kind}${locked}`);
    printFacts(
      [
        ['key', key && keyInWords(key)],
        ['created', created],
        ['problem', problem && paint('red', problem.message)],
      ],
      '  ',
    );
    for (const certificate of chain) printCertificate(certificate, '  ');
  }
}
