import { createHash } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { ExportedFile } from '../../shared/contract/certificate.ts';
import { type ExportFormat, exportFormats } from '../../shared/servers/server.ts';
import { armour } from '../asn1/armour.ts';
import { describeKey } from '../key/describe-key.ts';
import type { StoreEntry } from '../key/key-store.ts';
import { toPublicJwk } from '../key/public-jwk.ts';
import { parseCertificate } from './certificate-fields.ts';
import { equivalentCommands, type Origin } from './equivalent-commands.ts';
import { publicKeyOf } from './public-key.ts';
import { pkcs7Pem } from './write-pkcs7.ts';

export interface ExportOptions {
  readonly format: ExportFormat;
  /** PEM and PKCS#7: the whole chain, leaf first. JWK and JWKS: the whole chain in `x5c`. The other formats hold one certificate. */
  readonly chain?: boolean;
  /** The key store file that the entry came from, for the equivalent command lines. */
  readonly origin?: Origin;
}

/** A file as bytes; the contract's service makes base64 of them. */
export type CertificateFile = Omit<ExportedFile, 'base64' | 'bytes'> & { readonly bytes: Uint8Array };

interface FileType {
  readonly extension: string;
  readonly mediaType: string;
  readonly write: (entry: StoreEntry, chain: boolean) => Promise<Uint8Array | string>;
  /** Several entries in one file, where the format can hold them. */
  readonly writeAll?: (entries: readonly StoreEntry[], chain: boolean) => Promise<string>;
}

/** The formats, each with the media type that is registered for it. */
const fileTypes: Readonly<Record<ExportFormat, FileType>> = {
  pem: {
    extension: 'pem',
    mediaType: 'application/x-pem-file',
    write: writePem,
    writeAll: oneAfterTheOther(writePem),
  },
  der: { extension: 'cer', mediaType: 'application/pkix-cert', write: async (entry) => leafOf(entry) },
  // In PEM, as `openssl crl2pkcs7` writes it; Windows and Java take it as they take DER.
  p7b: {
    extension: 'p7b',
    mediaType: 'application/x-pkcs7-certificates',
    write: (entry, chain) => writeP7b([entry], chain),
    writeAll: writeP7b,
  },
  // In PEM, as `openssl x509 -pubkey` prints it: the form in which servers ask for a public key.
  spki: {
    extension: 'pub.pem',
    mediaType: 'application/x-pem-file',
    write: writePublicKey,
    writeAll: oneAfterTheOther(writePublicKey),
  },
  jwk: {
    extension: 'jwk.json',
    mediaType: 'application/jwk+json',
    write: async (entry, chain) => json(await toJwk(entry, chain)),
  },
  jwks: {
    extension: 'jwks.json',
    mediaType: 'application/jwk-set+json',
    write: (entry, chain) => writeJwks([entry], chain),
    writeAll: writeJwks,
  },
  // One line without an end, as `openssl base64 -A` prints it: it is pasted into forms that count a line end as a fault.
  base64: { extension: 'b64', mediaType: 'text/plain', write: async (entry) => base64(leafOf(entry)) },
};

/**
 * The certificate of an entry, its chain or its public key as a file. Nothing private is ever in it.
 *
 * PEM is openssl's: 64 columns, LF, a line end after the last line. (keytool -rfc has CRLF between the lines of base64
 * and the platform's own line end elsewhere.)
 * Errors: `not-a-certificate` (the entry holds none), `algorithm-unsupported` (JWK cannot express the key).
 */
export async function exportCertificate(entry: StoreEntry, options: ExportOptions): Promise<CertificateFile> {
  const { format, chain = false, origin } = options;
  const file = toFile(entry.alias, format, await fileTypes[format].write(entry, chain));
  const commands =
    origin === undefined
      ? []
      : equivalentCommands({ ...origin, alias: entry.alias, export: format, chain, out: file.filename });
  return { ...file, commands };
}

/**
 * The same of several entries, in one file: a PKCS#7 file holds no certificate twice.
 * @throws SignetError `usage` for a format that holds one certificate; the errors of {@link exportCertificate}
 */
export async function exportCertificates(
  entries: readonly StoreEntry[],
  { format, chain = false }: Pick<ExportOptions, 'format' | 'chain'>,
): Promise<CertificateFile> {
  const { writeAll } = fileTypes[format];
  if (writeAll !== undefined)
    return { ...toFile('certificates', format, await writeAll(entries, chain)), commands: [] };
  const several = exportFormats.filter((each) => fileTypes[each].writeAll !== undefined);
  throw new SignetError('usage', `a ${format} file holds one entry, and ${entries.length} were named`, {
    hint: `use ${several.join(', ')}, or name a folder to write one file each`,
  });
}

function toFile(name: string, format: ExportFormat, content: Uint8Array | string) {
  const { extension, mediaType } = fileTypes[format];
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    filename: `${safeFileName(name.replace(/\.(?:pem|cer|crt|der)$/i, ''))}.${extension}`,
    mediaType,
    bytes,
    ...(typeof content === 'string' ? { text: content } : {}),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

function oneAfterTheOther(write: (entry: StoreEntry, chain: boolean) => Promise<string>) {
  return async (entries: readonly StoreEntry[], chain: boolean) =>
    (await Promise.all(entries.map((entry) => write(entry, chain)))).join('');
}

function leafOf({ alias, chain }: StoreEntry): Uint8Array {
  const [leaf] = chain;
  if (leaf !== undefined) return parseCertificate(leaf).der;
  throw new SignetError('not-a-certificate', `${alias} holds no certificate`, {
    hint: 'its public key can be exported as spki, jwk or jwks',
  });
}

async function writePem(entry: StoreEntry, chain: boolean): Promise<string> {
  const certificates = chain && entry.chain.length > 0 ? entry.chain : [leafOf(entry)];
  return certificates.map((certificate) => armour('CERTIFICATE', certificate)).join('');
}

async function writeP7b(entries: readonly StoreEntry[], chain: boolean): Promise<string> {
  const certificates = entries.flatMap((entry) =>
    chain && entry.chain.length > 0 ? entry.chain : [leafOf(entry)],
  );
  return pkcs7Pem([...new Map(certificates.map((each) => [base64(each), each])).values()]);
}

async function writeJwks(entries: readonly StoreEntry[], chain: boolean): Promise<string> {
  return json({ keys: await Promise.all(entries.map((entry) => toJwk(entry, chain))) });
}

async function writePublicKey(entry: StoreEntry): Promise<string> {
  return armour('PUBLIC KEY', await spkiOf(entry));
}

async function spkiOf(entry: StoreEntry): Promise<Uint8Array> {
  const spki = await publicKeyOf(entry);
  if (spki !== undefined) return spki;
  throw (
    entry.unreadable ??
    new SignetError('not-a-certificate', `${entry.alias} holds neither a certificate nor a public key`)
  );
}

/** A public JWK as a server registers it (RFC 7517): its id is its own, or its thumbprint. */
async function toJwk(entry: StoreEntry, wholeChain: boolean): Promise<object> {
  const spki = await spkiOf(entry);
  const jwk = toPublicJwk(spki);
  const { thumbprint } = await describeKey(spki);
  if (jwk === undefined) {
    throw new SignetError('algorithm-unsupported', 'JWK knows no form for this kind of key', {
      hint: 'export it as pem or spki',
    });
  }
  const certificates = wholeChain ? entry.chain : entry.chain.slice(0, 1);
  const [leaf] = certificates;
  return {
    ...jwk,
    kid: entry.jwk?.kid ?? thumbprint,
    ...(entry.jwk?.use === undefined ? {} : { use: entry.jwk.use }),
    ...(entry.jwk?.alg === undefined ? {} : { alg: entry.jwk.alg }),
    ...(leaf === undefined
      ? {}
      : {
          x5c: certificates.map(base64),
          'x5t#S256': createHash('sha256').update(parseCertificate(leaf).der).digest('base64url'),
        }),
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}

/** A file name that every system takes. */
export function safeFileName(alias: string): string {
  const safe = alias
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^[. -]+|[. ]+$/g, '')
    .slice(0, 80);
  return safe === '' ? 'certificate' : safe;
}
