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
  membersOf,
  octetsOf,
  oidOf,
  readAsn1,
  tags,
} from '../keystore/asn1.ts';

/** A certificate taken apart, its values still encoded. */
export interface CertificateFields {
  /** The DER without anything after it. */
  readonly der: Uint8Array;
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
}

/** Errors: `damaged-file`. */
export function parseCertificate(der: Uint8Array): CertificateFields {
  const whole = readAsn1(der);
  const [toBeSigned, signatureAlgorithm, signature] = membersOf(whole);
  expectTag(signature, tags.bitString);
  const members = membersOf(toBeSigned);
  if (members[0]?.tag === contextTag(0)) members.shift();
  const [serial, , issuer, validity, subject, publicKey, ...rest] = members;
  const [notBefore, notAfter] = membersOf(validity);
  const extensions = rest.find((node) => node.tag === contextTag(3));
  return {
    der: whole.bytes,
    serial: expectTag(serial, tags.integer),
    signatureAlgorithm: algorithmOf(signatureAlgorithm),
    issuer: expectTag(issuer, tags.sequence),
    notBefore: expectTag(notBefore, notBefore?.tag ?? tags.utcTime),
    notAfter: expectTag(notAfter, notAfter?.tag ?? tags.utcTime),
    subject: expectTag(subject, tags.sequence),
    publicKey: expectTag(publicKey, tags.sequence),
    extensions: new Map(
      extensions === undefined ? [] : membersOf(explicitValue(extensions, 3)).map(extensionOf),
    ),
  };
}

/** Extension ::= SEQUENCE { OID, critical BOOLEAN DEFAULT FALSE, OCTET STRING }. */
function extensionOf(node: Asn1): [string, Uint8Array] {
  const members = membersOf(node);
  return [oidOf(members[0]), octetsOf(members.at(-1))];
}
