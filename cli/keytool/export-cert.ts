import { writeFile } from 'node:fs/promises';
import type { KeytoolArguments } from './keytool-command.ts';
import { failure, KeytoolError } from './keytool-error.ts';
import { entryOf, type KeytoolStore, openStore, warnOfFormat } from './open-store.ts';
import { text } from './read-arguments.ts';
import { rfcStyle } from './rfc-style.ts';
import type { KeytoolWarnings } from './warnings.ts';
import { certificateWeaknesses } from './weakness.ts';

/** `keytool -exportcert`, also `-export`: the entry's certificate, DER or with -rfc PEM. */
export async function exportCert(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  const alias = text(given.alias) ?? 'mykey';
  const store = await openStore(given);
  const certificate = findCertificate(store, alias);
  const bytes = given.rfc === true ? Buffer.from(rfcStyle('CERTIFICATE', certificate)) : certificate;
  const file = text(given.file);
  if (file === undefined) process.stdout.write(bytes);
  else {
    await writeBytes(file, bytes);
    process.stderr.write(`Certificate stored in file <${file}>\n`);
  }
  warnings.add(...certificateWeaknesses('The certificate', certificate));
  warnOfFormat(store, warnings);
}

function findCertificate(store: KeytoolStore, alias: string): Uint8Array {
  const entry = entryOf(store, alias);
  if (!entry && (store.integrity !== 'unchecked' || store.entries.length > 0))
    throw failure(`Alias <${alias}> does not exist`);
  const [certificate] = entry?.chain ?? [];
  if (!certificate) throw failure(`Alias <${alias}> has no certificate`);
  return certificate;
}

/** Writes a file, over an existing one: keytool asks nobody. */
export async function writeBytes(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (cause) {
    const reason = reasons[String((cause as { code?: unknown }).code)] ?? 'No such file or directory';
    throw new KeytoolError('java.io.FileNotFoundException', `${file} (${reason})`);
  }
}

const reasons: Readonly<Record<string, string>> = { EACCES: 'Permission denied', EISDIR: 'Is a directory' };
