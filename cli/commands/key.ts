import type { Command } from 'commander';
import { writeOutputFile } from '../../core/home/output-file.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { type GenerateOptions, keyTypes } from '../../shared/contract/vault.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';
import { type GenerateCommandOptions, readGenerateOptions } from '../support/generate-options.ts';
import {
  addPasswordOptions,
  addStoreOptions,
  findOpenEntry,
  hasPublicPart,
  type StoreOptions,
} from '../support/key-options.ts';
import { paint, printAnswer, printFacts, printLine } from '../support/output.ts';
import { askPassword, givenPassword } from '../support/passwords.ts';

interface KeyFileOptions extends StoreOptions {
  readonly alias?: string;
  readonly json?: boolean;
}

export function define(command: Command): void {
  const generate = command.command('generate').description('make a key, into a file or into the vault');
  addPasswordOptions(generate)
    .requiredOption('--type <type>', keyTypes.join(', '))
    .option('--bits <n>', 'RSA: 2048 to 4096; HMAC: 256 to 512')
    .option('--curve <name>', 'EC: P-256, P-384, P-521')
    .option('--out <file>', 'write PKCS#8 PEM, encrypted under a passphrase (HMAC: JWK)')
    .option('--vault <name>', 'keep it in the vault under this name')
    .option('--subject <dn>', 'with --vault: a self-signed certificate of this name')
    .option('--days <n>', 'life of that certificate', '365')
    .option('--unencrypted', 'with --out: no passphrase')
    .option('--force', 'write over an existing file')
    .action(async () => {
      const options = generate.optsWithGlobals<GenerateCommandOptions>();
      const description = await generateByOptions(options);
      printAnswer(options, description, () => printKey(description));
    });

  const show = command
    .command('show')
    .description('describe the key in a file')
    .argument('<file>', 'any key file; - reads standard input');
  addEntryOptions(show).action(async (file: string) => {
    const options = show.optsWithGlobals<KeyFileOptions>();
    const description = await describeKeyFile(file, options);
    printAnswer(options, description, () => printKey(description));
  });

  const thumbprint = command
    .command('thumbprint')
    .description('the RFC 7638 thumbprint of the key in a file')
    .argument('<file>');
  addEntryOptions(thumbprint).action(async (file: string) => {
    const options = thumbprint.optsWithGlobals<KeyFileOptions>();
    const { type, thumbprint: value } = await describeKeyFile(file, options);
    if (value === undefined && type === 'AKP')
      throw new SignetError('algorithm-unsupported', 'the public half of this key cannot be computed here', {
        hint: 'give the public key, the certificate or a JWK, or run `signet` with Node.js 24.7 or newer',
      });
    if (value === undefined)
      throw type === 'oct'
        ? new SignetError(
            'key-type-mismatch',
            'a shared secret gets no thumbprint: it would confirm a guess',
            {
              hint: 'see RFC 7638 section 7',
            },
          )
        : new SignetError('algorithm-unsupported', 'JWK knows no form for this kind of key');
    printAnswer(options, { thumbprint: value }, () => printLine(value));
  });
}

function addEntryOptions(command: Command): Command {
  return addStoreOptions(command).option('--alias <alias>', 'which entry of a key store');
}

async function describeKeyFile(file: string, options: KeyFileOptions): Promise<KeyDescription> {
  const { findEntry } = await import('../../core/keystore/find-entry.ts');
  const { describeEntryKey } = await import('../../core/keystore/describe-key-store.ts');
  const entry = await findOpenEntry(
    file,
    options,
    (store) => findEntry(store, options.alias, ['key', 'secret', 'public-key', 'certificate', 'request']),
    (found) => found.unreadable === undefined || hasPublicPart(found),
  );
  if (entry.unreadable && !entry.publicKey && entry.chain.length === 0) throw entry.unreadable;
  const description = await describeEntryKey(entry);
  if (description) return description;
  throw new SignetError('not-a-private-key', `${file} holds no key`);
}

async function generateByOptions(options: GenerateCommandOptions): Promise<KeyDescription> {
  if ((options.out === undefined) === (options.vault === undefined)) {
    throw new SignetError('usage', 'say where the key goes', {
      hint: 'with either --out FILE or --vault NAME',
    });
  }
  const wanted = readGenerateOptions(options);
  return options.vault === undefined
    ? generateIntoFile(wanted, options.out ?? '', options)
    : generateIntoVault({ ...wanted, name: options.vault });
}

async function generateIntoVault(options: GenerateOptions): Promise<KeyDescription> {
  const [{ openVault }, { generateEntry }, { describeRecord }] = await Promise.all([
    import('../support/open-vault.ts'),
    import('../../core/vault/generate-entry.ts'),
    import('../../core/vault/describe-record.ts'),
  ]);
  const vault = await openVault({ create: true });
  const { key } = await describeRecord(await vault.add(await generateEntry(options)));
  if (key) return key;
  throw new SignetError('internal-error', 'the key that was made cannot be described');
}

async function generateIntoFile(
  wanted: Omit<GenerateOptions, 'name'>,
  out: string,
  options: GenerateCommandOptions,
): Promise<KeyDescription> {
  const [{ generateKey }, { encodeKeyFile }, { describeEntryKey }] = await Promise.all([
    import('../../core/key/generate-key.ts'),
    import('../../core/keystore/write/encode-key-file.ts'),
    import('../../core/keystore/describe-key-store.ts'),
  ]);
  const passphrase =
    options.unencrypted || wanted.type === 'hmac'
      ? undefined
      : ((await givenPassword(options)) ??
        (await askPassword(
          'passphrase for the key: ',
          'give it with --password-file, or say --unencrypted',
        )));
  if (passphrase === '')
    throw new SignetError('password-needed', 'the passphrase is empty', {
      hint: 'say --unencrypted if that is meant',
    });
  const key = await generateKey(wanted);
  await writeOutputFile(out, await encodeKeyFile(key, passphrase), {
    force: options.force ?? false,
    mode: 0o600,
  });
  const description = await describeEntryKey({
    alias: '1',
    kind: 'secret' in key ? 'secret' : 'key',
    chain: [],
    ...key,
  });
  if (description) return description;
  throw new SignetError('internal-error', 'the key that was made cannot be described');
}

function printKey(key: KeyDescription): void {
  printFacts([
    ['type', key.type],
    ['bits', key.bits?.toString()],
    ['curve', key.curve],
    ['kid', key.kid],
    ['thumbprint', key.thumbprint],
    ['unsafe', key.unsafe && paint('red', `the key ${key.unsafe}`)],
  ]);
}
