import { verify } from 'node:crypto';
import type { Algorithm } from '../asn1/asn1.ts';
import { unlessDamaged } from '../asn1/damaged.ts';
import { publicKeyObject } from '../key/key-object.ts';
import { keyOids } from '../key/key-oids.ts';
import { pssScheme, type SignatureScheme } from '../key/pss-scheme.ts';
import { whyUnsafe } from '../key/unsafe-key.ts';
import type { CertificateFields } from './certificate-fields.ts';

/**
 * `unchecked`: an algorithm or a key that this build of the crypto library does not know. It does not mean "bad".
 * `unsafe`: the issuer's key proves nothing, so that the signature was not looked at.
 */
export type SignatureState = 'valid' | 'invalid' | 'unchecked' | 'unsafe';

/** Hashes by signature algorithm; null where the algorithm has its own. */
const hashes: Readonly<Record<string, string | null>> = {
  '1.2.840.113549.1.1.4': 'md5',
  '1.2.840.113549.1.1.5': 'sha1',
  '1.3.14.3.2.29': 'sha1',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.113549.1.1.14': 'sha224',
  '1.2.840.10045.4.1': 'sha1',
  '1.2.840.10045.4.3.1': 'sha224',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.2.840.10040.4.3': 'sha1',
  '2.16.840.1.101.3.4.3.1': 'sha224',
  '2.16.840.1.101.3.4.3.2': 'sha256',
  '1.3.101.112': null,
  '1.3.101.113': null,
  '2.16.840.1.101.3.4.3.17': null,
  '2.16.840.1.101.3.4.3.18': null,
  '2.16.840.1.101.3.4.3.19': null,
};

/**
 * Whether the key of `issuer` signed `certificate`. Through node:crypto with a table of our own: X.509 libraries answer
 * "no" for a curve or a hash that they do not know, and "cannot check" is another answer.
 */
export function checkSignature(certificate: CertificateFields, issuer: CertificateFields): SignatureState {
  const { signatureAlgorithm, signature, toBeSigned } = certificate;
  const scheme = schemeOf(signatureAlgorithm);
  if (scheme === undefined) return 'unchecked';
  if (whyUnsafe(issuer.publicKey.bytes) !== undefined) return 'unsafe';
  try {
    const key = publicKeyObject(issuer.publicKey.bytes);
    const { hash, ...padding } = scheme;
    const good = verify(hash, toBeSigned, { key, ...padding }, signature.content.subarray(1));
    return good ? 'valid' : 'invalid';
  } catch {
    return 'unchecked';
  }
}

function schemeOf({ oid, parameters }: Algorithm): SignatureScheme | undefined {
  if (oid === keyOids.rsaPss) return unlessDamaged(() => pssScheme(parameters));
  const hash = hashes[oid];
  return hash === undefined ? undefined : { hash };
}
