import { SignetError } from '../../shared/base/signet-error.ts';
import { readInputFile } from './input.ts';
import { layout, type Printable, writeError } from './output.ts';

/** How a password may be given: never only on the command line. */
export interface PasswordOptions {
  readonly passwordFile?: string;
  readonly passwordEnv?: string;
  readonly storepass?: string;
}

/** The password that was given, by option, file or environment variable; undefined when none was. */
export async function givenPassword(options: PasswordOptions): Promise<string | undefined> {
  if (options.storepass !== undefined) return options.storepass;
  if (options.passwordFile !== undefined) return readSecretFile(options.passwordFile);
  if (options.passwordEnv === undefined) return undefined;
  const value = process.env[options.passwordEnv];
  if (value !== undefined) return value;
  throw new SignetError('password-needed', `the environment has no ${options.passwordEnv}`, {
    hint: 'set it, or use --password-file',
  });
}

/** The vault's passphrase: SIGNET_PASSPHRASE_FILE, SIGNET_PASSPHRASE, else a prompt on a terminal. */
export async function vaultPassphrase(prompt = 'vault passphrase: '): Promise<string> {
  const { SIGNET_PASSPHRASE_FILE: file, SIGNET_PASSPHRASE: value } = process.env;
  if (file) return readSecretFile(file);
  if (value !== undefined) return value;
  return askPassword(prompt, 'set SIGNET_PASSPHRASE_FILE or SIGNET_PASSPHRASE');
}

/** The passphrase of a vault that is to be made, from where {@link vaultPassphrase} has it; a prompt asks twice. */
export async function newVaultPassphrase(): Promise<string> {
  const { SIGNET_PASSPHRASE_FILE: file, SIGNET_PASSPHRASE: value } = process.env;
  if (file || value !== undefined) return vaultPassphrase();
  return askNewPassword('new vault passphrase: ', 'set SIGNET_PASSPHRASE_FILE or SIGNET_PASSPHRASE');
}

/** Asks twice, since nobody sees what is typed. @throws SignetError as {@link askPassword}; `invalid-input` for two that differ */
export async function askNewPassword(prompt: string, hint: string): Promise<string> {
  const first = await askPassword(prompt, hint);
  if (first === (await askPassword('the same again: ', hint))) return first;
  throw new SignetError('invalid-input', 'the two passwords are not the same', { hint: 'start again' });
}

/**
 * Asks on the terminal, without echo.
 * @throws SignetError `password-needed` where there is no terminal; `cancelled` on Ctrl-C
 */
export async function askPassword(prompt: Printable, hint: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY)
    throw new SignetError('password-needed', 'a password is needed', { hint });
  writeError(layout`${prompt}`);
  stdin.setRawMode(true).setEncoding('utf8').resume();
  let typed = '';
  try {
    for await (const chunk of stdin as AsyncIterable<string>) {
      for (const letter of chunk) {
        if (letter === '\r' || letter === '\n' || letter === '\u0004') return typed;
        if (letter === '\u0003') throw new SignetError('cancelled', 'cancelled');
        typed = letter === '\u007f' || letter === '\b' ? typed.slice(0, -1) : typed + letter;
      }
    }
    return typed;
  } finally {
    stdin.setRawMode(false).pause();
    writeError(layout`\n`);
  }
}

/** The first line of a file, without its end, as {@link decodeText} reads it. @throws SignetError `file-not-found`, `file-not-readable` */
export async function readSecretFile(file: string): Promise<string> {
  return decodeText(await readInputFile(file)).split(/\r?\n/, 1)[0] ?? '';
}

/** Text in UTF-16 by its byte-order mark or its zeros, in UTF-8, or, where it is neither, in Latin-1. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = first === 0xfe && second === 0xff;
  if (isLittle || (!isBig && second === 0 && first !== 0)) return new TextDecoder('utf-16le').decode(bytes);
  if (isBig || (first === 0 && second !== 0 && bytes.length > 1))
    return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
