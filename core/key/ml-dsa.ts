// Layout of an ML-DSA key (FIPS 204, RFC 9881). The algorithm's OID stands for the parameter set, without parameters.
//
//   public    BIT STRING: the key, of the set's length
//   private   CHOICE { seed [0] IMPLICIT OCTET STRING, expandedKey OCTET STRING,
//                      both SEQUENCE { seed OCTET STRING, expandedKey OCTET STRING } }, in the OCTET STRING of PKCS#8
//
// Only the lengths are looked at here, so that such keys are read where the crypto library knows nothing of them.

import { contextTag, membersOf, octetsOf, readAsn1, tags } from '../asn1/asn1.ts';
import { damaged } from '../asn1/damaged.ts';
import { der, derBits, derInteger, derOctets, derOid, derSequence } from '../asn1/der.ts';

export interface MlDsaSet {
  readonly oid: string;
  /** The JWS algorithm too (RFC 9964). */
  readonly name: string;
  /** In bytes: FIPS 204 table 2. */
  readonly publicLength: number;
  readonly expandedLength: number;
}

const sets: readonly MlDsaSet[] = [
  { oid: '2.16.840.1.101.3.4.3.17', name: 'ML-DSA-44', publicLength: 1312, expandedLength: 2560 },
  { oid: '2.16.840.1.101.3.4.3.18', name: 'ML-DSA-65', publicLength: 1952, expandedLength: 4032 },
  { oid: '2.16.840.1.101.3.4.3.19', name: 'ML-DSA-87', publicLength: 2592, expandedLength: 4896 },
];

/** In bytes, whatever the set. */
export const mlDsaSeedLength = 32;

export function mlDsaByOid(oid: string | undefined): MlDsaSet | undefined {
  return sets.find((set) => set.oid === oid);
}

export function mlDsaByName(name: unknown): MlDsaSet | undefined {
  return sets.find((set) => set.name === name);
}

/** SubjectPublicKeyInfo of a public key of the set's length. */
export function wrapMlDsaPublicKey({ oid }: MlDsaSet, key: Uint8Array): Uint8Array {
  return derSequence(derSequence(derOid(oid)), derBits(key));
}

/** PKCS#8 of a seed of 32 bytes. */
export function wrapMlDsaSeed({ oid }: MlDsaSet, seed: Uint8Array): Uint8Array {
  return derSequence(derInteger(0), derSequence(derOid(oid)), derOctets(der(contextTag(0), seed)));
}

/**
 * The seed of a private key; undefined where only the expanded key was kept, from which it cannot be had back.
 * @param key what stands in the OCTET STRING of PKCS#8
 * Errors: `damaged-file` for another structure, and for a part of the wrong length.
 */
export function mlDsaSeed({ expandedLength }: MlDsaSet, key: Uint8Array): Uint8Array | undefined {
  const node = readAsn1(key);
  const exactly = (bytes: Uint8Array, length: number): Uint8Array => {
    if (bytes.length !== length) throw damaged('it holds an ML-DSA key of the wrong length');
    return bytes;
  };
  if (node.tag === contextTag(0)) return exactly(octetsOf(node, contextTag(0)), mlDsaSeedLength);
  if (node.tag === tags.octetString) {
    exactly(octetsOf(node), expandedLength);
    return undefined;
  }
  const [seed, expanded] = membersOf(node);
  exactly(octetsOf(expanded), expandedLength);
  return exactly(octetsOf(seed), mlDsaSeedLength);
}
