import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { SignetError } from '../../shared/contract/signet-error.ts';

// Newer than the oldest Node that Signet runs on.
const { getCACertificates } = tls as {
  getCACertificates?: (type: 'default' | 'system') => readonly string[];
};

let known: readonly string[] | undefined;

/**
 * The authorities that vouch for a TLS server: the system's, those that Node brings along, and those of
 * NODE_EXTRA_CA_CERTS. Where this Node cannot ask the system, the file that SSL_CERT_FILE names stands in for it.
 * @param extra PEM, trusted beside them
 * @throws SignetError `not-a-certificate`
 */
export function trustedAuthorities(extra?: string): readonly string[] {
  known ??= [...new Set(systemAuthorities())];
  if (extra === undefined) return known;
  const certificates = extra.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const certificate of certificates) new X509Certificate(certificate);
  } catch {
    certificates.length = 0;
  }
  if (certificates.length > 0) return [...known, ...certificates];
  throw new SignetError('not-a-certificate', 'what is to be trusted is no certificate', {
    hint: 'give the authority’s certificate as PEM',
  });
}

function systemAuthorities(): readonly string[] {
  if (getCACertificates) return [...getCACertificates('default'), ...getCACertificates('system')];
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
