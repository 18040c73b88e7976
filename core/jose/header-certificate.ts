import { X509Certificate } from 'node:crypto';
import type { JsonObject } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { ChainReport } from '../../shared/contract/certificate.ts';
import { whyCertifiedUnsafe } from '../certificate/public-key.ts';
import type { WorkBudget } from '../key/work-budget.ts';
import { verificationKeysOf } from './entry-keys.ts';
import { readCertificateWork, tokenBudget } from './token-work.ts';
import type { VerificationKey } from './verification-key.ts';

const maxChain = 10;

/**
 * The key in a token's own `x5c` (RFC 7515 section 4.1.6), held against the certificates that the user trusts. A token
 * cannot vouch for itself: without a way to a trusted certificate the key is marked as untrusted.
 * @param trusted X.509 DER
 * @param at seconds since the epoch
 * @throws SignetError `key-missing` without an `x5c`; `not-a-certificate`; `work-factor-too-high`, `cancelled`
 */
export async function headerCertificateKeys(
  header: JsonObject | null,
  trusted: readonly Uint8Array[],
  at: number,
  work: WorkBudget = tokenBudget(),
): Promise<readonly VerificationKey[]> {
  const ders = headerCertificates(header);
  const certificates = ders.map(parse);
  const keys = await verificationKeysOf([{ alias: 'x5c', kind: 'certificate', chain: ders }], work);
  work.spend((ders.length + trusted.length) * readCertificateWork);
  const untrusted = whyUntrusted(certificates, trusted.map(parse), at);
  return keys.map((key) => ({ ...key, source: 'x5c', ...(untrusted === undefined ? {} : { untrusted }) }));
}

/** The certificates in a header's `x5c`, described in full. @throws SignetError `key-missing`, `not-a-certificate` */
export async function describeHeaderCertificates(header: JsonObject | null): Promise<ChainReport> {
  const ders = headerCertificates(header);
  ders.map(parse);
  const { describeChain } = await import('../certificate/describe-chain.ts');
  return describeChain(ders);
}

/** @throws SignetError `key-missing` */
function headerCertificates(header: JsonObject | null): readonly Uint8Array[] {
  const chain = header?.x5c;
  if (!Array.isArray(chain) || chain.length === 0 || chain.length > maxChain) {
    throw new SignetError('key-missing', 'the token brings no certificate chain in x5c', {
      hint: 'give the signer’s certificate',
    });
  }
  return chain.map((text) => new Uint8Array(Buffer.from(String(text), 'base64')));
}

/** Walks from the leaf to a trusted certificate, each signed by the next and valid at the time. */
function whyUntrusted(
  chain: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  at: number,
): string | undefined {
  if (trusted.length === 0) return 'nothing was said to be trusted';
  for (const [index, certificate] of chain.entries()) {
    if (at * 1000 < Date.parse(certificate.validFrom) || at * 1000 > Date.parse(certificate.validTo)) {
      return `certificate ${index + 1} of x5c is not valid at that time`;
    }
    if (
      trusted.some(
        (anchor) => anchor.fingerprint256 === certificate.fingerprint256 || isIssuedBy(certificate, anchor),
      )
    ) {
      return undefined;
    }
    const issuer = chain[index + 1];
    const unsafe = issuer && whyCertifiedUnsafe(issuer.raw);
    if (unsafe !== undefined) return `the key of certificate ${index + 2} of x5c ${unsafe}`;
    if (issuer && !(issuer.ca && isIssuedBy(certificate, issuer))) {
      return `certificate ${index + 1} of x5c was not issued by the next`;
    }
  }
  return 'its chain does not lead to a trusted certificate';
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return (
      certificate.checkIssued(issuer) &&
      whyCertifiedUnsafe(issuer.raw) === undefined &&
      certificate.verify(issuer.publicKey)
    );
  } catch {
    // A kind of key this runtime does not know: it cannot be checked, so it is no ground for trust.
    return false;
  }
}

function parse(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (cause) {
    throw new SignetError('not-a-certificate', 'x5c holds what is no certificate', {
      hint: 'its members are base64 (not base64url) of DER: RFC 7515 section 4.1.6',
      cause,
    });
  }
}
