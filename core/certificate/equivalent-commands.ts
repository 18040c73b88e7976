import type { ExportedFile } from '../../shared/contract/certificate.ts';
import type { KeyStoreFormat } from '../../shared/contract/keystore.ts';
import type { ExportFormat } from '../../shared/servers/server.ts';

/** Where an entry came from. */
export interface Origin {
  /** The file's name. */
  readonly file: string;
  readonly format: KeyStoreFormat;
}

export interface ExportCommand extends Origin {
  readonly alias: string;
  readonly export: ExportFormat;
  readonly chain: boolean;
  /** The name of the file that is made. */
  readonly out: string;
}

type Command = ExportedFile['commands'][number];

/**
 * The command lines that make the same file out of the same store, quoted for a POSIX shell. No password is in them:
 * each of the tools asks for it. A tool that cannot do it is left out, as keytool is for PEM files and openssl for JKS.
 */
export function equivalentCommands(command: ExportCommand): readonly Command[] {
  const lines: readonly [Command['tool'], string | undefined][] = [
    ['keytool', keytoolLine(command)],
    ['openssl', opensslLine(command)],
    ['signet', signetLine(command)],
  ];
  return lines.flatMap(([tool, line]) => (line === undefined ? [] : [{ tool, line }]));
}

/** Certificates in PEM, however many, into PKCS#7. */
const toPkcs7 = 'openssl crl2pkcs7 -nocrl -certfile /dev/stdin';

/** What comes after a certificate in PEM to make the other formats of it. */
const fromPem: Readonly<Partial<Record<ExportFormat, (out: string) => string>>> = {
  p7b: (out) => ` | ${toPkcs7} -out ${out}`,
  spki: (out) => ` | openssl x509 -pubkey -noout > ${out}`,
  base64: (out) => ` | openssl x509 -outform DER | openssl base64 -A > ${out}`,
};

function keytoolLine({ file, format, alias, export: wanted, chain, out }: ExportCommand): string | undefined {
  if (format !== 'jks' && format !== 'jceks' && format !== 'pkcs12') return undefined;
  // keytool recognises JKS and PKCS#12 by itself.
  const type = format === 'jceks' ? ' -storetype JCEKS' : '';
  const store = `-alias ${quote(alias)} -keystore ${quoteFile(file)}${type}`;
  if (wanted === 'pem' && chain) return `keytool -list -rfc ${store} > ${quoteFile(out)}`;
  if (wanted === 'p7b' && chain) return `keytool -list -rfc ${store} | ${toPkcs7} -out ${quoteFile(out)}`;
  if (wanted === 'pem') return `keytool -exportcert -rfc ${store} -file ${quoteFile(out)}`;
  if (wanted === 'der') return `keytool -exportcert ${store} -file ${quoteFile(out)}`;
  const convert = fromPem[wanted];
  return convert === undefined ? undefined : `keytool -exportcert -rfc ${store}${convert(quoteFile(out))}`;
}

function opensslLine({ file, format, export: wanted, chain, out }: ExportCommand): string | undefined {
  const target = quoteFile(out);
  const read = opensslRead(format, quoteFile(file));
  if (read === undefined || wanted === 'jwk' || wanted === 'jwks') return undefined;
  if (wanted === 'pem' && chain)
    return format === 'pkcs12' ? `openssl pkcs12 -in ${quoteFile(file)} -nokeys -out ${target}` : undefined;
  if (wanted === 'p7b') {
    const certificates =
      chain && format === 'pkcs12' ? `openssl pkcs12 -in ${quoteFile(file)} -nokeys` : read;
    return chain && format !== 'pkcs12' ? undefined : `${certificates} | ${toPkcs7} -out ${target}`;
  }
  if (wanted === 'pem') return `${read} -out ${target}`;
  if (wanted === 'der') return `${read} -outform DER -out ${target}`;
  if (wanted === 'spki') return `${read} -pubkey -noout > ${target}`;
  return `${read} -outform DER | openssl base64 -A > ${target}`;
}

function opensslRead(format: KeyStoreFormat, file: string): string | undefined {
  switch (format) {
    case 'pem':
      return `openssl x509 -in ${file}`;
    case 'der':
      return `openssl x509 -inform DER -in ${file}`;
    case 'pkcs12':
      return `openssl pkcs12 -in ${file} -nokeys -clcerts | openssl x509`;
    default:
      return undefined;
  }
}

function signetLine({ file, alias, export: wanted, chain, out }: ExportCommand): string {
  const options = `--alias ${quote(alias)} --format ${wanted}${chain ? ' --chain' : ''} --out ${quoteFile(out)}`;
  return `signet keystore export ${quoteFile(file)} ${options}`;
}

/** A word that a POSIX shell takes as it is. */
function quote(word: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A file name that no tool takes for an option. */
function quoteFile(name: string): string {
  return quote(name.startsWith('-') ? `./${name}` : name);
}
