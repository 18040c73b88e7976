import type { Command } from 'commander';
import { writeOutputFile } from '../../core/home/output-file.ts';
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
import { printCertificate } from './cert.ts';

interface ExportOptions extends StoreOptions {
  readonly alias?: string;
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
    .option('--alias <alias>', 'which entry')
    .option('--format <format>', exportFormats.join(', '), 'pem')
    .option('--chain', 'the whole chain, leaf first')
    .option('--out <file>', 'write to a file, not to standard output')
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
      const { listing, notes } = await convertKeyStore(file, options);
      printAnswer(options, { written: options.out, entries: listing.entries }, () => {
        printLine(`written to ${options.out}`);
        printListing(listing);
      });
      for (const note of notes) printNote(`signet: ${note}`);
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
  const [{ findEntry }, { exportCertificate }] = await Promise.all([
    import('../../core/keystore/find-entry.ts'),
    import('../../core/certificate/export-certificate.ts'),
  ]);
  const entry = await findOpenEntry(
    file,
    options,
    (store) => findEntry(store, options.alias, ['key', 'certificate', 'public-key']),
    hasPublicPart,
  );
  const exported = await exportCertificate(entry, { format, chain: options.chain ?? false });
  if (options.out !== undefined)
    await writeOutputFile(options.out, exported.bytes, { force: options.force ?? false });
  if (options.json) {
    printJson({
      written: options.out ?? null,
      format,
      bytes: exported.bytes.length,
      sha256: exported.sha256,
    });
  } else if (options.out === undefined) {
    printData(exported.bytes);
  } else {
    printLine(`${options.out}: ${exported.bytes.length} bytes`);
  }
}

/** The other formats have no check that could be passed or left out. */
const withIntegrity: readonly KeyStoreFormat[] = ['pkcs12', 'jks', 'jceks'];

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
