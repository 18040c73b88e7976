import { layout, printData, writeError } from '../support/output.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { failure } from './keytool-error.ts';
import { entryOf, type KeytoolStore, openStore, warnOfFormat } from './open-store.ts';
import { text } from './read-arguments.ts';
import { rfcStyle } from './rfc-style.ts';
import { trustOf } from './trust.ts';
import type { KeytoolWarnings } from './warnings.ts';
import { certificateWeaknesses } from './weakness.ts';
import { writeBytes } from './write-bytes.ts';

/** `keytool -exportcert`, also `-export`: the entry's certificate, DER or with -rfc PEM. */
export async function exportCert(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  const alias = text(given.alias) ?? 'mykey';
  const store = await openStore(given);
  const certificate = findCertificate(store, alias);
  const bytes = given.rfc === true ? Buffer.from(rfcStyle('CERTIFICATE', certificate)) : certificate;
  const file = text(given.file);
  if (file === undefined) printData(bytes);
  else {
    await writeBytes(file, bytes);
    writeError(layout`Certificate stored in file <${file}>\n`);
  }
  warnings.add(...certificateWeaknesses('The certificate', certificate, trustOf(store.entries)));
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
