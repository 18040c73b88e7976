import type { Command } from 'commander';
import type { StoreEntry } from '../../core/key/key-store.ts';
import { compactJson, type JsonObject } from '../../shared/base/json.ts';
import { readJson } from '../../shared/base/read-json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { keyManagementForKey } from '../../shared/jwt/encryption-algorithms.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';
import { readInputFile, readTextArgument } from '../support/input.ts';
import { readHeaderOption, readTextOption } from '../support/json-option.ts';
import { addKeyOptions, type KeyOptions, openKeyStore, readKeyOptions } from '../support/key-options.ts';
import { printAnswer, printData } from '../support/output.ts';

interface EncryptCommandOptions extends KeyOptions {
  readonly cert?: string;
  readonly algorithm?: string;
  readonly encryption: string;
  readonly header?: string;
  readonly claims?: string;
  readonly payload?: string;
  readonly kid?: string;
  readonly zip?: boolean;
  readonly json?: boolean;
}

export function define(command: Command): void {
  addKeyOptions(command)
    .argument('[text]', 'what to encrypt, such as a signed token; - or nothing reads standard input')
    .option('--cert <file>', 'the recipient’s certificate, PEM or DER')
    .option('--algorithm <name>', 'RSA-OAEP-256, ECDH-ES, A256KW, dir, …; the key’s usual one if left out')
    .option('--encryption <name>', 'A256GCM, A128CBC-HS256, …', 'A256GCM')
    .option('--header <json>', 'header parameters: JSON, or @FILE')
    .option('--claims <json>', 'claims: JSON, @FILE, or - for standard input')
    .option('--payload <file>', 'encrypt this file’s bytes')
    .option('--kid <kid>', 'sets kid')
    .option('--zip', 'compress first; a length then tells of the contents')
    .addHelpText('after', '\nA password for PBES2 is given as --secret or --secret-file, with --algorithm.')
    .action(async (argument: string | undefined) => {
      const options = command.optsWithGlobals<EncryptCommandOptions>();
      const [{ encryptToken }, { jweKeysOf }] = await Promise.all([
        import('../../core/jose/encrypt-token.ts'),
        import('../../core/jose/jwe-key.ts'),
      ]);
      const [key] = await jweKeysOf([await readRecipient(options)], 'encrypt');
      if (key === undefined) throw noKey();
      const header = await composeHeader(options, key.description);
      const encrypted = await encryptToken(key, header, await readPlaintext(options, argument));
      printAnswer(options, encrypted, () => printData(`${encrypted.token}\n`));
    });
}

async function readRecipient(options: EncryptCommandOptions): Promise<StoreEntry> {
  if (options.cert === undefined) {
    return readKeyOptions(options, ['public-key', 'certificate', 'key', 'secret']);
  }
  const [entry] = (await openKeyStore(options.cert, options)).entries;
  if (entry === undefined) throw noKey();
  return entry;
}

function noKey(): SignetError {
  return new SignetError('key-missing', 'there is no key to encrypt for', {
    hint: 'give the recipient’s certificate or public key, or a shared secret',
  });
}

async function composeHeader(options: EncryptCommandOptions, key: KeyDescription): Promise<JsonObject> {
  const given = await readHeaderOption(options.header);
  const enc = typeof given.enc === 'string' ? given.enc : options.encryption;
  return {
    alg: keyManagementForKey(key, enc)[0] ?? 'RSA-OAEP-256',
    enc,
    ...given,
    ...(options.algorithm === undefined ? {} : { alg: options.algorithm }),
    ...(options.kid === undefined ? {} : { kid: options.kid }),
    ...(options.zip ? { zip: 'DEF' } : {}),
  };
}

async function readPlaintext(
  options: EncryptCommandOptions,
  argument: string | undefined,
): Promise<Uint8Array> {
  if (options.payload !== undefined) return readInputFile(options.payload);
  const text =
    options.claims === undefined
      ? (await readTextArgument(argument)).trim()
      : await readClaims(options.claims);
  return new TextEncoder().encode(text);
}

/** As they are written, but for white space. @throws SignetError `claims-not-json` */
async function readClaims(option: string): Promise<string> {
  const text = await readTextOption(option);
  readJson(text, 'claims-not-json', 'the claims');
  return compactJson(text);
}
