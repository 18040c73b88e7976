// Layout of an X.509 certificate (RFC 5280 section 4.1):
//
//   Certificate      SEQUENCE { TBSCertificate, signatureAlgorithm AlgorithmIdentifier, signature BIT STRING }
//   TBSCertificate   SEQUENCE { [0] version DEFAULT v1, serialNumber INTEGER, signature AlgorithmIdentifier, issuer Name,
//                               SEQUENCE { notBefore, notAfter }, subject Name, SubjectPublicKeyInfo,
//                               [1], [2] unique identifiers OPTIONAL, [3] extensions OPTIONAL }

import {
  type Algorithm,
  type Asn1,
  algorithmOf,
  contextTag,
  expectTag,
  explicitValue,
  hasDerLength,
  membersOf,
  numberOf,
  octetsOf,
  oidOf,
  readAsn1,
  tags,
} from '../asn1/asn1.ts';
import { derSequence } from '../asn1/der.ts';

/** A certificate taken apart, its values still encoded. */
export interface CertificateFields {
  /** The DER without anything after it. Of BER, the outermost SEQUENCE is made DER: openssl and Java hash that. */
  readonly der: Uint8Array;
  /** Whether it was BER. */
  readonly ber: boolean;
  /** 1, 2 or 3. */
  readonly version: number;
  /** What the signature is over: TBSCertificate as it is encoded. */
  readonly toBeSigned: Uint8Array;
  readonly signature: Asn1;
  readonly serial: Asn1;
  readonly signatureAlgorithm: Algorithm;
  readonly issuer: Asn1;
  readonly notBefore: Asn1;
  readonly notAfter: Asn1;
  readonly subject: Asn1;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Asn1;
  /** The values of the extensions by OID. */
  readonly extensions: ReadonlyMap<string, Uint8Array>;
  /** OIDs of the extensions that are critical. */
  readonly critical: ReadonlySet<string>;
}

/** Errors: `damaged-file`. */
export function parseCertificate(der: Uint8Array): CertificateFields {
  const whole = readAsn1(der);
  const [toBeSigned, signatureAlgorithm, signature] = membersOf(whole);
  const members = membersOf(toBeSigned);
  const version = members[0]?.tag === contextTag(0) ? members.shift() : undefined;
  const [serial, , issuer, validity, subject, publicKey, ...rest] = members;
  const [notBefore, notAfter] = membersOf(validity);
  const list = rest.find((node) => node.tag === contextTag(3));
  const extensions = list === undefined ? [] : membersOf(explicitValue(list, 3)).map(extensionOf);
  const ber = !hasDerLength(whole);
  return {
    der: ber ? derSequence(whole.content) : whole.bytes,
    ber,
    version: version === undefined ? 1 : numberOf(explicitValue(version, 0)) + 1,
    toBeSigned: expectTag(toBeSigned, tags.sequence).bytes,
    signature: expectTag(signature, tags.bitString),
    serial: expectTag(serial, tags.integer),
    signatureAlgorithm: algorithmOf(signatureAlgorithm),
    issuer: expectTag(issuer, tags.sequence),
    notBefore: expectTag(notBefore, notBefore?.tag ?? tags.utcTime),
    notAfter: expectTag(notAfter, notAfter?.tag ?? tags.utcTime),
    subject: expectTag(subject, tags.sequence),
    publicKey: expectTag(publicKey, tags.sequence),
    extensions: new Map(extensions.map(({ oid, value }) => [oid, value])),
    critical: new Set(extensions.filter(({ critical }) => critical).map(({ oid }) => oid)),
  };
}

/** Extension ::= SEQUENCE { OID, critical BOOLEAN DEFAULT FALSE, OCTET STRING }. */
function extensionOf(node: Asn1): { oid: string; critical: boolean; value: Uint8Array } {
  const [oid, second, third] = membersOf(node);
  const critical = second?.tag === tags.boolean && second.content[0] !== 0;
  return { oid: oidOf(oid), critical, value: octetsOf(third ?? second) };
}
