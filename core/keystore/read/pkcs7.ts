import { damaged } from '../../asn1/damaged.ts';
import { buildChains } from '../../certificate/build-chain.ts';
import { type CertificateFields, parseCertificate } from '../../certificate/certificate-fields.ts';
import { readCertificates } from '../../certificate/signed-data.ts';
import type { KeyStore } from '../../key/key-store.ts';
import { textOf } from './detect-format.ts';
import { requireFewEntries } from './entry-limit.ts';
import { type PemBlock, parsePem } from './pem-blocks.ts';

/**
 * Reads a PKCS#7 file of certificates, DER or PEM. Each certificate is an entry, as in a PEM file; the SET that they
 * stand in has no order, so that each leaf comes first and those that issued it after it.
 * Errors: `damaged-file`.
 */
export async function readPkcs7(bytes: Uint8Array): Promise<KeyStore> {
  const files = bytes[0] === 0x30 ? [bytes] : parsePem(textOf(bytes)).blocks.map(derOf);
  const ders = files.flatMap(readCertificates);
  requireFewEntries(ders.length);
  const certificates = ders.map((der) => parseCertificate(der));
  if (certificates.length === 0) throw damaged('it holds no certificates');
  const entries = inChainOrder(certificates).map((der, i) => ({
    alias: String(i + 1),
    kind: 'certificate' as const,
    chain: [der],
  }));
  return { format: 'pkcs7', integrity: 'unchecked', entries };
}

function derOf({ der, problem }: PemBlock): Uint8Array {
  if (problem !== undefined) throw problem;
  return der;
}

function inChainOrder(certificates: readonly CertificateFields[]): Uint8Array[] {
  const issuers = new Set(certificates.filter(isIssued).map(({ issuer }) => hex(issuer.bytes)));
  const leaves = certificates.filter(({ subject }) => !issuers.has(hex(subject.bytes))).map(({ der }) => der);
  const all = certificates.map(({ der }) => der);
  const ordered = new Map([...buildChains(leaves, all).values(), all].flat().map((der) => [hex(der), der]));
  return [...ordered.values()];
}

function isIssued({ issuer, subject }: CertificateFields): boolean {
  return hex(issuer.bytes) !== hex(subject.bytes);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}
