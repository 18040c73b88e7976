// Layouts of private keys, and of the one that all are turned into:
//
//   PrivateKeyInfo   SEQUENCE { version 0, AlgorithmIdentifier, OCTET STRING, [0] attributes OPTIONAL }             (RFC 5208)
//   OneAsymmetricKey the same with version 1 and [1] publicKey BIT STRING at the end                                 (RFC 5958)
//   RSAPrivateKey    SEQUENCE { version, n, e, d, p, q, dP, dQ, qInv }                                               (RFC 8017 A.1.2)
//   ECPrivateKey     SEQUENCE { version 1, OCTET STRING, [0] parameters OPTIONAL, [1] publicKey BIT STRING OPTIONAL } (RFC 5915)
//   DSA              SEQUENCE { version 0, p, q, g, y, x }, as openssl writes it

import {
  type Algorithm,
  type Asn1,
  algorithmOf,
  contextTag,
  expectTag,
  explicitValue,
  isNegative,
  magnitudeOf,
  membersOf,
  numberOf,
  octetsOf,
  readAsn1,
  tags,
} from '../asn1/asn1.ts';
import { damaged, unlessDamaged } from '../asn1/damaged.ts';
import { derBits, derContext, derInteger, derNull, derOctets, derOid, derSequence } from '../asn1/der.ts';
import { keyOids } from './key-oids.ts';
import { mlDsaByOid, mlDsaSeed } from './ml-dsa.ts';

/** The members of a PKCS#8 key. */
export interface PrivateKeyInfo {
  readonly algorithm: Algorithm;
  /** The AlgorithmIdentifier as it is encoded. */
  readonly algorithmBytes: Uint8Array;
  /** The key in its own format, which the algorithm decides. */
  readonly key: Uint8Array;
  /** The public key of version 2 (RFC 5958): the bits without their count of unused ones. */
  readonly publicKey: Uint8Array | undefined;
}

/** Errors: `damaged-file`. */
export function parsePrivateKeyInfo(pkcs8: Uint8Array): PrivateKeyInfo {
  const [version, algorithm, key, ...rest] = membersOf(readAsn1(pkcs8));
  numberOf(version);
  const publicKey = rest.find((node) => node.tag === contextTag(1));
  return {
    algorithm: algorithmOf(algorithm),
    algorithmBytes: expectTag(algorithm, tags.sequence).bytes,
    key: octetsOf(key),
    publicKey: publicKey === undefined ? undefined : publicKey.content.subarray(1),
  };
}

/** Whether bytes that were decrypted are a private key: if not, the password was wrong. */
export function isPrivateKeyInfo(bytes: Uint8Array): boolean {
  return unlessDamaged(() => parsePrivateKeyInfo(bytes)) !== undefined;
}

/**
 * A private key as version 1 of PKCS#8, for Node 20 and BoringSSL refuse the Ed25519 keys of version 2. The structure of
 * ML-DSA keys is checked too: later on the crypto library may know nothing of them. An RSA key whose parameters are not the
 * NULL of RFC 8017, or whose numbers lack the zero that keeps them positive, is written anew: BoringSSL refuses it.
 * Errors: `damaged-file`.
 */
export function toVersion1(pkcs8: Uint8Array): Uint8Array {
  const whole = readAsn1(pkcs8);
  const [version] = membersOf(whole);
  const { algorithm, algorithmBytes, key, publicKey } = parsePrivateKeyInfo(pkcs8);
  const set = mlDsaByOid(algorithm.oid);
  if (set !== undefined) mlDsaSeed(set, key);
  if (algorithm.oid === keyOids.rsa && (algorithm.parameters?.tag !== tags.null || hasNegative(key)))
    return wrapRsaKey(key);
  if (numberOf(version) === 0 && publicKey === undefined) return whole.bytes;
  return derSequence(derInteger(0), algorithmBytes, derOctets(key));
}

function hasNegative(pkcs1: Uint8Array): boolean {
  return unlessDamaged(() => membersOf(readAsn1(pkcs1)).some(isNegative)) ?? false;
}

/** PKCS#1 to PKCS#8. Errors: `damaged-file`. */
export function wrapRsaKey(pkcs1: Uint8Array): Uint8Array {
  const whole = readAsn1(pkcs1);
  const numbers = membersOf(whole);
  if (numbers.length < 9) throw damaged('it holds an RSA key that is not complete');
  const key = numbers.some(isNegative)
    ? derSequence(...numbers.slice(0, 9).map((number) => derInteger(magnitudeOf(number))))
    : whole.bytes;
  return derSequence(derInteger(0), derSequence(derOid(keyOids.rsa), derNull()), derOctets(key));
}

/**
 * The SubjectPublicKeyInfo of an RSA key as every crypto library takes it, from the bits of one (RFC 8017 appendix A.1.1): of
 * a key for RSA-PSS alone, with other parameters, or with numbers that lack the zero that keeps them positive.
 * Errors: `damaged-file`.
 */
export function wrapRsaPublicKey(bits: Uint8Array): Uint8Array {
  const [n, e] = membersOf(readAsn1(bits)).map((number) => derInteger(magnitudeOf(number)));
  if (n === undefined || e === undefined) throw damaged('it holds an RSA key that is not complete');
  return derSequence(derSequence(derOid(keyOids.rsa), derNull()), derBits(derSequence(n, e)));
}

/** SEC1 to PKCS#8: the curve moves into the AlgorithmIdentifier. Errors: `damaged-file`. */
export function wrapEcKey(sec1: Uint8Array): Uint8Array {
  const [version, secret, ...rest] = membersOf(readAsn1(sec1));
  if (numberOf(version) !== 1) throw damaged('it holds an EC key of an unknown version');
  const parameters = rest.find((node) => node.tag === contextTag(0));
  if (parameters === undefined) throw damaged('it holds an EC key that does not name its curve');
  const curve = explicitValue(parameters, 0).bytes;
  const publicKey = rest.find((node) => node.tag === contextTag(1));
  const key = derSequence(
    derInteger(1),
    derOctets(octetsOf(secret)),
    ...(publicKey === undefined ? [] : [publicKey.bytes]),
  );
  return derSequence(derInteger(0), derSequence(derOid(keyOids.ec), curve), derOctets(key));
}

/** openssl's own DSA format to PKCS#8. Errors: `damaged-file`. */
export function wrapDsaKey(dsa: Uint8Array): Uint8Array {
  const [, p, q, g, , x] = membersOf(readAsn1(dsa));
  const integer = (node: Asn1 | undefined) => expectTag(node, tags.integer).bytes;
  const parameters = derSequence(integer(p), integer(q), integer(g));
  return derSequence(derInteger(0), derSequence(derOid(keyOids.dsa), parameters), derOctets(integer(x)));
}

/** An RFC 8410 key (Ed25519, X25519, …) from its raw secret. */
export function wrapRawKey(oid: string, secret: Uint8Array): Uint8Array {
  return derSequence(derInteger(0), derSequence(derOid(oid)), derOctets(derOctets(secret)));
}

/** An EC key from its numbers. `curve` is an OID, `point` the uncompressed public point. */
export function wrapEcNumbers(curve: string, secret: Uint8Array, point: Uint8Array): Uint8Array {
  const publicKey = derContext(1, derBits(point));
  const key = derSequence(derInteger(1), derOctets(secret), publicKey);
  return derSequence(derInteger(0), derSequence(derOid(keyOids.ec), derOid(curve)), derOctets(key));
}
