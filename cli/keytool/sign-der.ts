import { createPrivateKey, sign } from 'node:crypto';
import { derBits, derNull, derOid, derSequence } from '../../core/asn1/der.ts';
import { parsePrivateKeyInfo } from '../../core/key/private-key-info.ts';
import { publicHalfOf } from '../../core/key/public-half.ts';
import { javaKey } from './java-algorithms.ts';
import { failure, KeytoolError } from './keytool-error.ts';

interface SignatureAlgorithm {
  readonly oid: string;
  /** Undefined: the key decides. */
  readonly hash: string | undefined;
  /** RSA has a NULL in its AlgorithmIdentifier. */
  readonly withNull: boolean;
}

const algorithms: Readonly<Record<string, SignatureAlgorithm>> = {
  SHA1withRSA: { oid: '1.2.840.113549.1.1.5', hash: 'sha1', withNull: true },
  SHA256withRSA: { oid: '1.2.840.113549.1.1.11', hash: 'sha256', withNull: true },
  SHA384withRSA: { oid: '1.2.840.113549.1.1.12', hash: 'sha384', withNull: true },
  SHA512withRSA: { oid: '1.2.840.113549.1.1.13', hash: 'sha512', withNull: true },
  SHA256withDSA: { oid: '2.16.840.1.101.3.4.3.2', hash: 'sha256', withNull: false },
  SHA256withECDSA: { oid: '1.2.840.10045.4.3.2', hash: 'sha256', withNull: false },
  SHA384withECDSA: { oid: '1.2.840.10045.4.3.3', hash: 'sha384', withNull: false },
  SHA512withECDSA: { oid: '1.2.840.10045.4.3.4', hash: 'sha512', withNull: false },
  Ed25519: { oid: '1.3.101.112', hash: undefined, withNull: false },
  Ed448: { oid: '1.3.101.113', hash: undefined, withNull: false },
};

/** The signature that keytool gives a key of its kind and size, by Java's name. */
export async function defaultSignature(privateKey: Uint8Array): Promise<string> {
  const spki = await publicHalfOf(privateKey);
  const { algorithm, bits = 0 } = spki === undefined ? { algorithm: '' } : javaKey(spki);
  switch (algorithm) {
    case 'RSA':
      return bits > 7680 ? 'SHA512withRSA' : bits > 3072 ? 'SHA384withRSA' : 'SHA256withRSA';
    case 'EC':
      return bits >= 512 ? 'SHA512withECDSA' : bits >= 384 ? 'SHA384withECDSA' : 'SHA256withECDSA';
    case 'DSA':
      return 'SHA256withDSA';
    case 'Ed25519':
    case 'Ed448':
      return algorithm;
    default:
      throw failure('Cannot derive signature algorithm');
  }
}

/** Java's name in its own spelling, and the AlgorithmIdentifier. */
export function signatureAlgorithm(name: string): { readonly name: string; readonly identifier: Uint8Array } {
  const found = Object.entries(algorithms).find(([each]) => each.toLowerCase() === name.toLowerCase());
  if (found === undefined) {
    throw new KeytoolError('java.security.NoSuchAlgorithmException', `unrecognized algorithm name: ${name}`);
  }
  const [spelled, { oid, withNull }] = found;
  return { name: spelled, identifier: derSequence(derOid(oid), ...(withNull ? [derNull()] : [])) };
}

/** SEQUENCE { what is signed, AlgorithmIdentifier, BIT STRING }: a certificate or a request. */
export function signDer(toBeSigned: Uint8Array, privateKey: Uint8Array, algorithm: string): Uint8Array {
  const { name, identifier } = signatureAlgorithm(algorithm);
  parsePrivateKeyInfo(privateKey);
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  const signature = sign(algorithms[name]?.hash, toBeSigned, key);
  return derSequence(toBeSigned, identifier, derBits(signature));
}
