import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { KeyStore } from '../../core/keystore/key-store.ts';
import { readKeyStore } from '../../core/keystore/read-key-store.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { KeytoolError } from './keytool-error.ts';
import { readPassword } from './read-password.ts';

export interface KeytoolStore extends KeyStore {
  readonly file: string;
}

const unverified = [
  '',
  '*****************  WARNING WARNING WARNING  *****************',
  '* The integrity of the information stored in your keystore  *',
  '* has NOT been verified!  In order to verify its integrity, *',
  '* you must provide your keystore password.                  *',
  '*****************  WARNING WARNING WARNING  *****************',
  '',
  '',
].join('\n');

/** Opens the store that `-keystore`, `-storepass` and `-storetype` name. The type is read from the bytes, as JDK 17 does. */
export async function openStore(given: KeytoolArguments): Promise<KeytoolStore> {
  const file = text(given.keystore) ?? join(homedir(), '.keystore');
  const bytes = await readStoreFile(file);
  let password = text(given.storepass);
  if (password === undefined) {
    password = await readPassword('Enter keystore password:  ');
    if (password === '') {
      process.stderr.write(unverified);
      password = undefined;
    }
  }
  try {
    return {
      file,
      ...(await readKeyStore(bytes, password === undefined ? {} : { store: password }, { keys: 'leave' })),
    };
  } catch (thrown) {
    // Without a password a PKCS#12 file shows nothing, and keytool then finds no certificate in it.
    if (thrown instanceof SignetError && thrown.code === 'password-needed') {
      return { file, format: 'pkcs12', integrity: 'unchecked', entries: [] };
    }
    throw inKeytoolsWords(thrown, bytes);
  }
}

export function text(value: string | true | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

async function readStoreFile(file: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(file));
  } catch {
    throw new KeytoolError('java.lang.Exception', `Keystore file does not exist: ${file}`);
  }
  if (bytes.length === 0)
    throw new KeytoolError('java.lang.Exception', `Keystore file exists, but is empty: ${file}`);
  return bytes;
}

const jksMagic = 0xfeedfeed;

function inKeytoolsWords(thrown: unknown, bytes: Uint8Array): unknown {
  if (!(thrown instanceof SignetError)) return thrown;
  const isJks = bytes.length > 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) === jksMagic;
  switch (thrown.code) {
    case 'wrong-password':
      return new KeytoolError(
        'java.io.IOException',
        isJks ? 'Keystore was tampered with, or password was incorrect' : 'keystore password was incorrect',
      );
    case 'unknown-format':
      return new KeytoolError(
        'java.security.KeyStoreException',
        'Unrecognized keystore format. Please load it with a specified type',
      );
    default:
      return new KeytoolError('java.io.IOException', thrown.message);
  }
}
