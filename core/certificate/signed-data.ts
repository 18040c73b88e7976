// Layout of a PKCS#7 certificate file (RFC 2315 section 9, RFC 5652 section 5.1):
//
//   ContentInfo   SEQUENCE { OID signedData, [0] EXPLICIT SignedData }
//   SignedData    SEQUENCE { version, SET digestAlgorithms, SEQUENCE contentInfo, [0] IMPLICIT certificates OPTIONAL,
//                            [1] crls OPTIONAL, SET signerInfos }
//
// The certificates stand in a SET, which DER sorts: their order in the file says nothing.

import { childrenOf, contextTag, explicitValue, membersOf, readAsn1, tags } from '../asn1/asn1.ts';

/** The certificates of a SignedData, in the order of the file. Errors: `damaged-file`. */
export function readCertificates(der: Uint8Array): Uint8Array[] {
  const [, content] = membersOf(readAsn1(der));
  const certificates = membersOf(explicitValue(content, 0)).find((node) => node.tag === contextTag(0));
  if (certificates === undefined) return [];
  return childrenOf(certificates)
    .filter((node) => node.tag === tags.sequence)
    .map((node) => node.bytes);
}
