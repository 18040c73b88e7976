import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { Name, Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { parseName } from './parse-name.ts';
import { type RequestedNames, requestedExtensions } from './requested-extensions.ts';
import { openSigningKey } from './signing-key.ts';

export interface RequestOptions extends RequestedNames {
  /** PKCS#8 PrivateKeyInfo: RSA, EC on P-256, P-384 or P-521, Ed25519. */
  readonly privateKey: Uint8Array;
  /** RFC 4514: `CN=localhost,O=Example`. */
  readonly subject: string;
}

/**
 * Makes a certificate request (PKCS#10, RFC 2986), signed with the key that it is for.
 * @returns CertificationRequest DER.
 * Errors: `invalid-input` (subject, SAN), `algorithm-unsupported`, `damaged-file` (the key).
 */
export async function requestCertificate(options: RequestOptions): Promise<Uint8Array> {
  const name = new Name(Uint8Array.from(parseName(options.subject)));
  // Whether it becomes an authority's is the authority's decision: only a request for that mentions it.
  const extensions = requestedExtensions(options).filter(
    ({ type }) => type !== '2.5.29.19' || options.keyUsage?.includes('keyCertSign'),
  );
  const { algorithm, privateKey, publicKey } = await openSigningKey(options.privateKey);
  const request = await Pkcs10CertificateRequestGenerator.create({
    name,
    keys: {
      privateKey,
      publicKey: await webcrypto.subtle.importKey('spki', publicKey, algorithm, true, ['verify']),
    },
    signingAlgorithm: algorithm,
    extensions,
  });
  return new Uint8Array(request.rawData);
}
