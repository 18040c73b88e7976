import { unlessDamaged } from '../asn1/damaged.ts';
import { type CertificateFields, parseCertificate } from './certificate-fields.ts';
import { checkSignature } from './check-signature.ts';

/** Longest chain that is followed. */
const maxLength = 32;

/** Most certificates of one name that are looked at: an issuer has a handful, and the work must not grow with the square. */
const maxOfOneName = 32;

/**
 * Each leaf with the certificates that issued it, as far as they are among the candidates: leaf first, by issuer name
 * (RFC 5280 section 6.1). Where several certificates bear the issuer's name, the one whose key identifier fits goes
 * first. No signature is checked but that of a certificate that may have signed itself.
 * @returns the chains by the leaf that was handed in.
 */
export function buildChains(
  leaves: readonly Uint8Array[],
  candidates: readonly Uint8Array[],
): ReadonlyMap<Uint8Array, readonly Uint8Array[]> {
  const bySubject = new Map<string, CertificateFields[]>();
  for (const candidate of leaves.length === 0 ? [] : candidates) {
    const fields = unlessDamaged(() => parseCertificate(candidate));
    if (fields === undefined) continue;
    const name = hex(fields.subject.bytes);
    const others = bySubject.get(name);
    if (others === undefined) bySubject.set(name, [fields]);
    else if (others.length < maxOfOneName) others.push(fields);
  }
  return new Map(leaves.map((leaf) => [leaf, follow(leaf, bySubject)]));
}

function follow(
  leaf: Uint8Array,
  bySubject: ReadonlyMap<string, readonly CertificateFields[]>,
): Uint8Array[] {
  const chain = [leaf];
  let last = unlessDamaged(() => parseCertificate(leaf));
  while (last !== undefined && chain.length < maxLength && !isSelfSigned(last)) {
    const wanted = authorityKeyIdentifier(last);
    const issuers = (bySubject.get(hex(last.issuer.bytes)) ?? []).filter(
      (one) => !chain.some((other) => sameBytes(other, one.der)),
    );
    const issuer =
      issuers.find((one) => wanted !== undefined && subjectKeyIdentifier(one) === wanted) ?? issuers[0];
    if (issuer !== undefined) chain.push(issuer.der);
    last = issuer;
  }
  return chain;
}

/** An issuer can bear the name of its subject and be another: a root that was renewed, or a test of two minutes. */
function isSelfSigned(certificate: CertificateFields): boolean {
  if (!sameBytes(certificate.issuer.bytes, certificate.subject.bytes)) return false;
  const wanted = authorityKeyIdentifier(certificate);
  if (wanted !== undefined) return wanted === subjectKeyIdentifier(certificate);
  return checkSignature(certificate, certificate) !== 'invalid';
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/** RFC 5280 section 4.2.1.2: an OCTET STRING. The two identifiers are compared by their content alone. */
function subjectKeyIdentifier({ extensions }: CertificateFields): string | undefined {
  const value = extensions.get('2.5.29.14');
  return value === undefined ? undefined : hex(value.subarray(2));
}

/** RFC 5280 section 4.2.1.1: SEQUENCE { [0] keyIdentifier OPTIONAL, … }, of which only the usual form is read. */
function authorityKeyIdentifier({ extensions }: CertificateFields): string | undefined {
  const value = extensions.get('2.5.29.35');
  return value?.[2] === 0x80 ? hex(value.subarray(4, 4 + (value[3] ?? 0))) : undefined;
}
