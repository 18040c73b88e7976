import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { SignetError } from '../../shared/base/signet-error.ts';

/** A client's key and certificate for mutual TLS, in PEM; the chain leaf first. */
export interface TlsIdentity {
  /** Bytes, so that they can be zeroed. */
  readonly key: Buffer;
  readonly chain: string;
}

// Newer than the oldest Node that Signet runs on.
const { getCACertificates } = tls as {
  getCACertificates?: (type: 'default' | 'system') => readonly string[];
};

// Reading a hundred and more certificates takes longer than a handshake: once is enough.
let usual: tls.SecureContext | undefined;

/**
 * What a TLS connection goes by: the authorities of the system, those that Node brings along and those of
 * NODE_EXTRA_CA_CERTS. Where this Node cannot ask the system, the file that SSL_CERT_FILE names stands in for it.
 * @param extra authorities to trust beside them, PEM
 * @throws SignetError `not-a-certificate`
 */
export function secureContext(extra?: string, identity?: TlsIdentity): tls.SecureContext {
  if (extra === undefined && identity === undefined) {
    usual ??= tls.createSecureContext(hasMoreThanNode() ? { ca: [...authorities()] } : {});
    return usual;
  }
  return tls.createSecureContext({
    ca: [...authorities(), ...(extra === undefined ? [] : readCertificates(extra))],
    ...(identity === undefined ? {} : { key: identity.key, cert: identity.chain }),
  });
}

/** Node's own, with NODE_EXTRA_CA_CERTS, need no list. */
function hasMoreThanNode(): boolean {
  return getCACertificates !== undefined || Boolean(process.env.SSL_CERT_FILE);
}

function authorities(): readonly string[] {
  if (getCACertificates)
    return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  const files = [process.env.NODE_EXTRA_CA_CERTS, process.env.SSL_CERT_FILE];
  return [...tls.rootCertificates, ...files.flatMap((file) => (file ? readPemFile(file) : []))];
}

// As OpenSSL has it: a file that is not there means no more authorities.
function readPemFile(file: string): readonly string[] {
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}

/** Node passes over what is no certificate, and nobody would learn why the server is still not trusted. */
function readCertificates(pem: string): readonly string[] {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const certificate of certificates) new X509Certificate(certificate);
    if (certificates.length > 0) return certificates;
  } catch {
    // Said below.
  }
  throw new SignetError('not-a-certificate', 'what is to be trusted is no certificate', {
    hint: 'give the authority’s certificate as PEM',
  });
}
