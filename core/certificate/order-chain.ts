import { unlessDamaged } from '../asn1/damaged.ts';
import { type CertificateFields, parseCertificate } from './certificate-fields.ts';
import { checkSignature, type SignatureState } from './check-signature.ts';

/** Longest chain that is followed. */
const maxLength = 32;

/** Most certificates of one name whose signatures are tried: an issuer has a handful. */
const maxOfOneName = 32;

export interface Link {
  readonly fields: CertificateFields;
  /** Whether the next link's key signed this one, or its own where it is the last and issued by itself. */
  readonly signature: SignatureState | 'issuer-missing';
}

export interface OrderedChain {
  /** Leaf first. */
  readonly links: readonly Link[];
  /** What was handed in and has no place in the chain, without `also`; the same certificate twice does not count. */
  readonly left: readonly CertificateFields[];
}

export interface OrderOptions {
  /** The certificate to start from, where it is known. */
  readonly leaf?: Uint8Array;
  /** Where issuers are looked for besides. */
  readonly also?: readonly Uint8Array[];
}

/**
 * Puts certificates of any order into a chain (RFC 5280 section 6.1): by name, and where several bear the issuer's name,
 * the one whose key made the signature. The leaf is the first that none of the others was issued by.
 * @param ders X.509 DER; what is no certificate is passed over.
 */
export function orderChain(
  ders: readonly Uint8Array[],
  { leaf, also = [] }: OrderOptions = {},
): OrderedChain {
  const all = distinct(ders);
  const bySubject = new Map<string, CertificateFields[]>();
  for (const one of also.length === 0 ? all : distinct([...ders, ...also])) {
    const name = hex(one.subject.bytes);
    const others = bySubject.get(name);
    if (others === undefined) bySubject.set(name, [one]);
    else if (others.length < maxOfOneName) others.push(one);
  }
  const start = leaf === undefined ? findLeaf(all) : all.find((one) => sameBytes(one.der, leaf));
  const links: Link[] = [];
  const used = new Set<string>();
  let current = start;
  while (current !== undefined && links.length < maxLength) {
    used.add(hex(current.der));
    const issuers = bySubject.get(hex(current.issuer.bytes)) ?? [];
    const next = nextOf(
      current,
      issuers.filter((one) => !used.has(hex(one.der))),
    );
    links.push({ fields: current, signature: next.signature });
    current = next.issuer;
  }
  return { links, left: all.filter((one) => !used.has(hex(one.der))) };
}

const preference: readonly SignatureState[] = ['valid', 'unchecked', 'unsafe', 'invalid'];

interface Next {
  readonly issuer?: CertificateFields;
  readonly signature: Link['signature'];
}

/** A certificate that bears its issuer's name may still have another issuer, of the same name. */
function nextOf(certificate: CertificateFields, candidates: readonly CertificateFields[]): Next {
  if (!isSelfIssued(certificate)) return issuerOf(certificate, candidates);
  const own = checkSignature(certificate, certificate);
  const other = own === 'valid' ? undefined : issuerOf(certificate, candidates);
  return other?.signature === 'valid' ? other : { signature: own };
}

function issuerOf(certificate: CertificateFields, candidates: readonly CertificateFields[]): Next {
  const [best] = candidates
    .map((issuer) => ({ issuer, signature: checkSignature(certificate, issuer) }))
    .sort((one, other) => preference.indexOf(one.signature) - preference.indexOf(other.signature));
  return best ?? { signature: 'issuer-missing' };
}

function findLeaf(all: readonly CertificateFields[]): CertificateFields | undefined {
  const issuers = new Set(all.filter((one) => !isSelfIssued(one)).map((one) => hex(one.issuer.bytes)));
  return all.find((one) => !issuers.has(hex(one.subject.bytes))) ?? all[0];
}

function distinct(ders: readonly Uint8Array[]): CertificateFields[] {
  const found = new Map<string, CertificateFields>();
  for (const der of ders) {
    const fields = unlessDamaged(() => parseCertificate(der));
    if (fields !== undefined) found.set(hex(fields.der), fields);
  }
  return [...found.values()];
}

export function isSelfIssued({ subject, issuer }: CertificateFields): boolean {
  return sameBytes(subject.bytes, issuer.bytes);
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}
