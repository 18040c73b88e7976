// Layout of a PKCS#7 file of certificates as it is written here (RFC 2315 section 9.1: nobody signs anything):
//
//   ContentInfo   SEQUENCE { OID signedData, [0] EXPLICIT SignedData }
//   SignedData    SEQUENCE { version 1, SET {}, SEQUENCE { OID data }, [0] IMPLICIT certificates, SET {} }

import { armour } from '../asn1/armour.ts';
import { tags } from '../asn1/asn1.ts';
import { der, derContext, derInteger, derOid, derSequence } from '../asn1/der.ts';

const signedData = '1.2.840.113549.1.7.2';
const data = '1.2.840.113549.1.7.1';

/**
 * Certificates as PKCS#7 DER. They stand in the order given, as openssl and keytool write them, rather than sorted as
 * DER has it: programs that take the first one for the leaf are common.
 * @param certificates X.509 DER, leaf first.
 */
export function writePkcs7(certificates: readonly Uint8Array[]): Uint8Array {
  const nothing = der(0x20 | tags.set);
  const content = derSequence(
    derInteger(1),
    nothing,
    derSequence(derOid(data)),
    derContext(0, ...certificates),
    nothing,
  );
  return derSequence(derOid(signedData), derContext(0, content));
}

/** The same in PEM, as `openssl crl2pkcs7 -nocrl` writes it. */
export function pkcs7Pem(certificates: readonly Uint8Array[]): string {
  return armour('PKCS7', writePkcs7(certificates));
}
