import { buildChains } from '../certificate/build-chain.ts';
import { parseCertificate } from '../certificate/certificate-fields.ts';
import { damaged } from './damaged.ts';
import { textOf } from './detect-format.ts';
import type { KeyStore } from './key-store.ts';
import { parsePemBlocks } from './pem-blocks.ts';
import { readCertificates } from './signed-data.ts';

/**
 * Reads a PKCS#7 file of certificates, DER or PEM. The certificates that issued another one of the file are shown as
 * its chain, so that a chain file is one entry.
 * Errors: `damaged-file`.
 */
export async function readPkcs7(bytes: Uint8Array): Promise<KeyStore> {
  const files = bytes[0] === 0x30 ? [bytes] : parsePemBlocks(textOf(bytes)).map(({ der }) => der);
  const certificates = files.flatMap(readCertificates).map((der) => parseCertificate(der));
  if (certificates.length === 0) throw damaged('it holds no certificates');
  const issuers = new Set(certificates.filter(isIssued).map(({ issuer }) => hex(issuer.bytes)));
  const leaves = certificates.filter(({ subject }) => !issuers.has(hex(subject.bytes)));
  // Certificates that issued each other in a circle have no leaf: then each stands alone.
  const heads = leaves.length > 0 ? leaves : certificates;
  const chains = buildChains(
    heads.map(({ der }) => der),
    certificates.map(({ der }) => der),
  );
  const entries = [...chains.values()].map((chain, i) => ({
    alias: String(i + 1),
    kind: 'certificate' as const,
    chain,
  }));
  return { format: 'pkcs7', integrity: 'unchecked', entries };
}

function isIssued({ issuer, subject }: ReturnType<typeof parseCertificate>): boolean {
  return hex(issuer.bytes) !== hex(subject.bytes);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
