import { readFile } from 'node:fs/promises';
import { parseCertificate } from '../../core/certificate/certificate-fields.ts';
import { readCertificates as readSignedData } from '../../core/certificate/signed-data.ts';
import { parsePem } from '../../core/keystore/read/pem-blocks.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { readInputFile } from '../support/input.ts';
import { KeytoolError } from './keytool-error.ts';

/** The bytes of `-file`, or of standard input where it is left out. */
export async function readInput(file: string | undefined): Promise<Uint8Array> {
  if (file === undefined) return readInputFile('-');
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    const code = (cause as { code?: unknown }).code;
    const reason =
      code === 'EISDIR'
        ? 'Is a directory'
        : code === 'EACCES'
          ? 'Permission denied'
          : 'No such file or directory';
    throw new KeytoolError('java.io.FileNotFoundException', `${file} (${reason})`);
  }
}

/**
 * The certificates of a file, in its order: PEM, DER one after the other, or PKCS#7 in either.
 * @returns undefined where it is nothing of these; none for an empty file
 */
export function readCertificates(bytes: Uint8Array): Uint8Array[] | undefined {
  try {
    if (bytes.every((byte) => byte <= 0x20)) return [];
    if (bytes[0] === 0x30) return fromDer(bytes);
    const { blocks } = parsePem(Buffer.from(bytes).toString('latin1'));
    const certificates = blocks
      .filter(({ label }) => label.endsWith('CERTIFICATE') || label === 'PKCS7')
      .flatMap(({ der, problem }) => {
        if (problem !== undefined) throw problem;
        return fromDer(der);
      });
    return certificates.length === 0 ? undefined : certificates;
  } catch (thrown) {
    if (thrown instanceof SignetError) return undefined;
    throw thrown;
  }
}

const signedData = Buffer.from('06092a864886f70d010702', 'hex');

function fromDer(bytes: Uint8Array): Uint8Array[] {
  if (Buffer.from(bytes.subarray(0, 24)).includes(signedData)) return readSignedData(bytes);
  const certificates: Uint8Array[] = [];
  for (let rest = bytes; rest[0] === 0x30; ) {
    const { der } = parseCertificate(rest);
    certificates.push(der);
    rest = rest.subarray(der.length);
  }
  return certificates;
}
