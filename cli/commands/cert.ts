import type { Command } from 'commander';
import { writeOutputFile } from '../../core/home/output-file.ts';
import type { StoreEntry } from '../../core/key/key-store.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { CertificateDetails, ChainReport, ServerChain } from '../../shared/contract/certificate.ts';
import type { CertificateDescription } from '../../shared/contract/certificate-description.ts';
import {
  addKeyOptions,
  addStoreOptions,
  findOpenEntry,
  type KeyOptions,
  openKeyStore,
  readKeyOptions,
  type StoreOptions,
} from '../support/key-options.ts';
import { inLines, printAnswer, printFacts, printLine } from '../support/output.ts';
import { certificateFacts, printChain, printDetails } from '../support/print-certificate.ts';

interface ShowOptions extends StoreOptions {
  readonly alias?: string;
  readonly key?: string;
  readonly timeout: string;
  readonly json?: boolean;
}

interface MakeOptions extends KeyOptions {
  readonly subject: string;
  readonly days: string;
  readonly san?: readonly string[];
  readonly keyUsage?: readonly string[];
  readonly extendedKeyUsage?: readonly string[];
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function define(command: Command): void {
  const show = command
    .command('show')
    .description('describe the certificate in a file, or those of a TLS server')
    .argument('<source>', 'PEM, DER, a key store, or host:port; - reads standard input')
    .option('--alias <alias>', 'the entry of a key store')
    .option('--key <file>', 'say whether the certificate belongs to this key')
    .option('--timeout <seconds>', 'host:port: how long to wait', '10');
  addStoreOptions(show).action((source: string) => showSource(source, show.optsWithGlobals<ShowOptions>()));

  const chain = command
    .command('chain')
    .description('put the certificates of a file in order, and say what is missing or wrong')
    .argument('<file>', 'PEM, DER, PKCS#7, a key store; - reads standard input')
    .option('--alias <alias>', 'start from this entry of a key store');
  addStoreOptions(chain).action((file: string) => showChain(file, chain.optsWithGlobals<ShowOptions>()));

  const create = command.command('create').description('make a self-signed certificate for a key');
  addMakeOptions(create)
    .option('--days <n>', 'how long it is valid', '365')
    .action(() => createCertificate(create.optsWithGlobals<MakeOptions>()));

  const request = command.command('request').description('make a certificate request (PKCS#10) for a key');
  addMakeOptions(request).action(() => createRequest(request.optsWithGlobals<MakeOptions>()));
}

function addMakeOptions(command: Command): Command {
  return addKeyOptions(command)
    .requiredOption('--subject <dn>', 'its name, like CN=localhost,O=Example')
    .option('--san <name>', 'DNS:x, IP:x, URI:x or email:x; several, or with commas between', gather)
    .option('--key-usage <bits>', 'digitalSignature, keyEncipherment, …', gather)
    .option('--extended-key-usage <purposes>', 'serverAuth, clientAuth, …', gather)
    .option('--out <file>', 'write PEM to a file, not to standard output')
    .option('--force', 'write over an existing file');
}

function gather(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',').map((part) => part.trim())];
}

async function showSource(source: string, options: ShowOptions): Promise<void> {
  const { parseServerAddress } = await import('../../core/http/fetch-certificate.ts');
  const isServer = /:\d{1,5}$|^https:\/\//.test(source) && !(await isFile(source));
  const address = isServer ? parseServerAddress(source) : undefined;
  if (address === undefined) return showFile(source, options);
  const [{ fetchCertificates }, { describeChain }] = await Promise.all([
    import('../../core/http/fetch-certificate.ts'),
    import('../../core/certificate/describe-chain.ts'),
  ]);
  const timeoutSeconds = Number(options.timeout);
  if (!(timeoutSeconds >= 1 && timeoutSeconds <= 3600))
    throw new SignetError('usage', `--timeout ${options.timeout} is no number of seconds`);
  const { certificates, server } = await fetchCertificates(address, { timeoutSeconds });
  const [leaf] = certificates;
  const report = await describeChain(certificates, leaf === undefined ? {} : { leaf });
  const belongs = await belonging(leaf, options);
  printAnswer(options, { ...report, server, ...belongs } satisfies ServerChain, () => {
    const { host, port, protocol, trusted, reason } = server;
    printLine(
      `${host}:${port}  ${protocol ?? ''}  ${trusted ? 'trusted' : `not trusted: ${reason ?? 'unknown'}`}`,
    );
    printChain(report);
    for (const certificate of report.chain) {
      printLine();
      printCertificate(certificate);
    }
  });
}

async function isFile(name: string): Promise<boolean> {
  const { stat } = await import('node:fs/promises');
  return stat(name).then(
    () => true,
    () => false,
  );
}

async function showFile(file: string, options: ShowOptions): Promise<void> {
  const { describeInFull } = await import('../../core/certificate/describe-certificate.ts');
  const [leaf] = (await findCertificate(file, options)).chain;
  if (leaf === undefined) throw noCertificate(file);
  const details = await describeInFull(leaf);
  const belongs = await belonging(leaf, options);
  printAnswer(options, { ...details, ...belongs } satisfies CertificateDetails, () => {
    printDetails(details);
    if (belongs.belongsToKey !== undefined) printLine(belongingInWords(belongs.belongsToKey));
    printLine(inLines(details.pem.trimEnd()));
  });
}

async function findCertificate(file: string, options: ShowOptions): Promise<StoreEntry> {
  const { findEntry } = await import('../../core/keystore/find-entry.ts');
  const entry = await findOpenEntry(
    file,
    options,
    (store) =>
      options.alias === undefined
        ? store.entries.find((each) => each.chain.length > 0)
        : findEntry(store, options.alias, ['certificate', 'key']),
    (found) => found !== undefined && found.chain.length > 0,
  );
  if (entry) return entry;
  throw noCertificate(file);
}

function noCertificate(file: string): SignetError {
  return new SignetError('not-a-certificate', `${file} holds no certificate`, {
    hint: 'see signet keystore list',
  });
}

/** `null`: the key is of a kind that cannot be compared here. That it belongs to another is a bad verdict. */
interface Belonging {
  readonly belongsToKey?: boolean | null;
}

async function belonging(
  certificate: Uint8Array | undefined,
  { key: file, ...options }: ShowOptions,
): Promise<Belonging> {
  if (file === undefined || certificate === undefined) return {};
  const [{ publicKeyBits }, { publicKeyOf }, { parseCertificate }] = await Promise.all([
    import('../../core/key/public-half.ts'),
    import('../../core/certificate/public-key.ts'),
    import('../../core/certificate/certificate-fields.ts'),
  ]);
  const { alias: _alias, ...passwords } = options;
  const entry = await readKeyOptions({ ...passwords, key: file }, ['key', 'public-key']);
  if (entry.unreadable) throw entry.unreadable;
  // Not by the key's own certificate: it is the key that is asked about.
  const own = await publicKeyOf({ ...entry, chain: [] });
  if (own === undefined) return { belongsToKey: null };
  const certified = publicKeyBits(parseCertificate(certificate).publicKey.bytes);
  const same = Buffer.compare(publicKeyBits(own), certified) === 0;
  if (!same) process.exitCode = 1;
  return { belongsToKey: same };
}

function belongingInWords(belongs: boolean | null): string {
  if (belongs === null) return 'whether it belongs to the key cannot be checked here';
  return belongs ? 'it belongs to the key' : 'it does not belong to the key';
}

async function showChain(file: string, options: ShowOptions): Promise<void> {
  const { describeChain } = await import('../../core/certificate/describe-chain.ts');
  const store = await openKeyStore(file, options);
  const all = store.entries.flatMap(({ chain }) => chain);
  // A key's own certificate is the leaf, whatever else the file holds.
  const start =
    options.alias === undefined
      ? store.entries.find(({ kind, chain }) => kind === 'key' && chain.length > 0)
      : await findCertificate(file, options);
  const [leaf] = start?.chain ?? [];
  if (all.length === 0) throw noCertificate(file);
  const report: ChainReport =
    leaf === undefined
      ? await describeChain(all)
      : await describeChain(start?.chain ?? [], { leaf, also: all });
  if (report.problems.some(({ code }) => code === 'signature-invalid')) process.exitCode = 1;
  printAnswer(options, report, () => printChain(report));
}

async function createCertificate(options: MakeOptions): Promise<void> {
  const [{ selfSign }, { describeInFull }, asked] = await Promise.all([
    import('../../core/certificate/self-sign.ts'),
    import('../../core/certificate/describe-certificate.ts'),
    readMakeOptions(options),
  ]);
  if (!/^\d{1,6}$/.test(options.days))
    throw new SignetError('usage', `--days ${options.days} is no number of days`);
  const details = await describeInFull(await selfSign({ ...asked, days: Number(options.days) }));
  await writeText(details.pem, options);
  printMade(options, details.pem, { ...details } satisfies CertificateDescription);
}

async function createRequest(options: MakeOptions): Promise<void> {
  const [{ requestCertificate }, { armour }, { describeKey }, { publicHalfOf }, asked] = await Promise.all([
    import('../../core/certificate/request-certificate.ts'),
    import('../../core/asn1/armour.ts'),
    import('../../core/key/describe-key.ts'),
    import('../../core/key/public-half.ts'),
    readMakeOptions(options),
  ]);
  const pem = armour('CERTIFICATE REQUEST', await requestCertificate(asked));
  const publicKey = await publicHalfOf(asked.privateKey);
  await writeText(pem, options);
  printMade(options, pem, {
    subject: options.subject,
    san: asked.san ?? [],
    ...(publicKey === undefined ? {} : { key: await describeKey(publicKey) }),
    pem,
  });
}

async function readMakeOptions(options: MakeOptions) {
  const [{ parseKeyUsages, parseExtendedKeyUsages }, entry] = await Promise.all([
    import('../../core/certificate/requested-extensions.ts'),
    readKeyOptions(options, ['key']),
  ]);
  if (entry.privateKey === undefined) {
    throw (
      entry.unreadable ??
      new SignetError('not-a-private-key', `${entry.alias} holds no private key`, {
        hint: 'give the key, not its certificate',
      })
    );
  }
  return {
    privateKey: entry.privateKey,
    subject: options.subject,
    ...(options.san === undefined ? {} : { san: options.san }),
    ...(options.keyUsage === undefined ? {} : { keyUsage: parseKeyUsages(options.keyUsage) }),
    ...(options.extendedKeyUsage === undefined
      ? {}
      : { extendedKeyUsage: parseExtendedKeyUsages(options.extendedKeyUsage) }),
  };
}

async function writeText(text: string, { out, force = false }: MakeOptions): Promise<void> {
  if (out !== undefined) await writeOutputFile(out, new TextEncoder().encode(text), { force });
}

function printMade(options: MakeOptions, pem: string, document: object): void {
  printAnswer(options, { ...document, written: options.out ?? null }, () => {
    printLine(options.out === undefined ? inLines(pem.trimEnd()) : `${options.out}: ${pem.length} bytes`);
  });
}

/** The facts of a certificate, and where nothing is indented its PEM behind them. */
export function printCertificate(certificate: CertificateDescription, indent = ''): void {
  printFacts(certificateFacts(certificate), indent);
  if (indent === '') printLine(inLines(certificate.pem.trimEnd()));
}
