// Layout of a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) by its algorithm:
//
//   SEQUENCE { AlgorithmIdentifier, BIT STRING }
//     rsaEncryption, RSASSA-PSS   bits: SEQUENCE { n INTEGER, e INTEGER }                        (RFC 8017 A.1.1)
//     ecPublicKey                 parameters: curve OID; bits: 04 | x | y, or 02/03 | x           (RFC 5480)
//     Ed25519, X25519, …          no parameters; bits: the key                                   (RFC 8410)
//     ML-DSA-44, -65, -87          no parameters; bits: the key                                   (RFC 9881)
//     dsa                         parameters: SEQUENCE { p, q, g }; bits: INTEGER y               (RFC 3279)

import {
  type Algorithm,
  algorithmOf,
  bitsOf,
  magnitudeOf,
  membersOf,
  oidOf,
  readAsn1,
  tags,
} from '../asn1/asn1.ts';
import { unlessDamaged } from '../asn1/damaged.ts';
import { ecCurves, keyOids, okpCurves } from './key-oids.ts';
import { mlDsaByOid } from './ml-dsa.ts';

/** The members of a public key in a JWK, nothing besides. */
export type PublicJwk =
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string }
  | { readonly kty: 'EC'; readonly crv: string; readonly x: string; readonly y: string }
  | { readonly kty: 'OKP'; readonly crv: string; readonly x: string }
  | { readonly kty: 'AKP'; readonly alg: string; readonly pub: string };

export interface PublicKeyFields {
  readonly algorithm: Algorithm;
  readonly bits: Uint8Array;
}

/** Errors: `damaged-file`. */
export function parsePublicKey(spki: Uint8Array): PublicKeyFields {
  const [algorithm, bits] = membersOf(readAsn1(spki));
  return { algorithm: algorithmOf(algorithm), bits: bitsOf(bits) };
}

/** A public key as JWK, or undefined for one that JWK cannot express. Errors: `damaged-file`. */
export function toPublicJwk(spki: Uint8Array): PublicJwk | undefined {
  const { algorithm, bits } = parsePublicKey(spki);
  const okp = okpCurves.find(({ oid }) => oid === algorithm.oid);
  if (okp !== undefined) {
    return bits.length === okp.length ? { kty: 'OKP', crv: okp.crv, x: base64url(bits) } : undefined;
  }
  const set = mlDsaByOid(algorithm.oid);
  if (set !== undefined) {
    return bits.length === set.publicLength ? { kty: 'AKP', alg: set.name, pub: base64url(bits) } : undefined;
  }
  if (algorithm.oid === keyOids.rsa || algorithm.oid === keyOids.rsaPss) {
    const [n, e] = membersOf(readAsn1(bits));
    return { kty: 'RSA', n: base64url(magnitudeOf(n)), e: base64url(magnitudeOf(e)) };
  }
  return algorithm.oid === keyOids.ec ? toEcJwk(algorithm, bits) : undefined;
}

function toEcJwk({ parameters }: Algorithm, point: Uint8Array): PublicJwk | undefined {
  const curve = ecCurves.find(({ oid }) => oid === namedCurve(parameters));
  // A compressed point would have to be computed; nobody has been seen to put one into a certificate.
  if (curve === undefined || point[0] !== 4 || point.length !== 1 + 2 * curve.length) return undefined;
  const x = base64url(point.subarray(1, 1 + curve.length));
  return { kty: 'EC', crv: curve.crv, x, y: base64url(point.subarray(1 + curve.length)) };
}

/** The OID of a named curve; undefined for explicit parameters. */
export function namedCurve(parameters: Algorithm['parameters']): string | undefined {
  return parameters?.tag === tags.oid ? unlessDamaged(() => oidOf(parameters)) : undefined;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
}
