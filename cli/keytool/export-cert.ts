import { writeFile } from 'node:fs/promises';
import type { KeytoolArguments, KeytoolCommand } from './keytool-command.ts';
import { KeytoolError } from './keytool-error.ts';
import { type KeytoolStore, openStore, text } from './open-store.ts';

/** `keytool -exportcert`, also `-export`: the entry's certificate, DER or with -rfc PEM. */
export const exportCert: KeytoolCommand = {
  name: 'exportcert',
  aliases: ['export'],
  title: 'Exports certificate',
  options: [
    { name: 'rfc', help: 'output in RFC style' },
    { name: 'alias', argument: 'alias', help: 'alias name of the entry to process' },
    { name: 'file', argument: 'file', help: 'output file name' },
    { name: 'keystore', argument: 'keystore', help: 'keystore name' },
    { name: 'cacerts', help: 'access the cacerts keystore' },
    { name: 'storepass', argument: 'arg', help: 'keystore password' },
    { name: 'storetype', argument: 'type', help: 'keystore type' },
    { name: 'providername', argument: 'name', help: 'provider name' },
    { name: 'addprovider', argument: 'name', help: 'add security provider by name (e.g. SunPKCS11)' },
    { name: 'providerclass', argument: 'class', help: 'add security provider by fully-qualified class name' },
    { name: 'providerpath', argument: 'list', help: 'provider classpath' },
    { name: 'v', help: 'verbose output' },
    { name: 'protected', help: 'password through protected mechanism' },
  ],
  run,
};

async function run(given: KeytoolArguments): Promise<void> {
  const alias = text(given.alias) ?? 'mykey';
  const store = await openStore(given);
  const certificate = findCertificate(store, alias);
  const bytes = given.rfc === true ? rfcStyle(certificate) : certificate;
  const file = text(given.file);
  if (file === undefined) process.stdout.write(bytes);
  else {
    await writeCertificate(file, bytes);
    process.stderr.write(`Certificate stored in file <${file}>\n`);
  }
  warnOfJks(store);
}

function findCertificate(store: KeytoolStore, alias: string): Uint8Array {
  const wanted = alias.toLowerCase();
  const entry = store.entries.find((each) => each.alias.toLowerCase() === wanted);
  if (!entry && (store.integrity !== 'unchecked' || store.entries.length > 0)) {
    throw new KeytoolError('java.lang.Exception', `Alias <${alias}> does not exist`);
  }
  const [certificate] = entry?.chain ?? [];
  if (!certificate) throw new KeytoolError('java.lang.Exception', `Alias <${alias}> has no certificate`);
  return certificate;
}

/** keytool ends PEM lines with CR LF, but the last with the platform's own line end. */
function rfcStyle(certificate: Uint8Array): Uint8Array {
  const lines =
    Buffer.from(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const end = process.platform === 'win32' ? '\r\n' : '\n';
  return Buffer.from(
    `-----BEGIN CERTIFICATE-----${end}${lines.join('\r\n')}${end}-----END CERTIFICATE-----${end}`,
  );
}

async function writeCertificate(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (cause) {
    const reason = reasons[String((cause as { code?: unknown }).code)] ?? 'No such file or directory';
    throw new KeytoolError('java.io.FileNotFoundException', `${file} (${reason})`);
  }
}

const reasons: Readonly<Record<string, string>> = { EACCES: 'Permission denied', EISDIR: 'Is a directory' };

function warnOfJks({ format, file }: KeytoolStore): void {
  if (format !== 'jks' && format !== 'jceks') return;
  const type = format.toUpperCase();
  process.stderr.write(
    `\nWarning:\nThe ${type} keystore uses a proprietary format. It is recommended to migrate to PKCS12 which is an industry standard format using "keytool -importkeystore -srckeystore ${file} -destkeystore ${file} -deststoretype pkcs12".\n`,
  );
}
