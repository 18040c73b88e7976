import { SignetError } from '../../shared/base/signet-error.ts';
import type { CertificateDetails, ChainProblem, ChainReport } from '../../shared/contract/certificate.ts';
import { isoSeconds } from '../asn1/asn1-time.ts';
import { unlessDamaged } from '../asn1/damaged.ts';
import type { CertificateFields } from './certificate-fields.ts';
import { describeInFull } from './describe-certificate.ts';
import { formatName } from './distinguished-name.ts';
import { readBasicConstraints, readKeyUsage } from './extension-values.ts';
import { type Link, type OrderOptions, orderChain } from './order-chain.ts';

export interface ChainOptions extends OrderOptions {
  readonly now?: Date;
}

/**
 * What is in a file as a chain: its order, what is missing at its end, and what is wrong with it.
 * @param ders X.509 DER in any order.
 * Errors: `not-a-certificate` where there is none among them.
 */
export async function describeChain(
  ders: readonly Uint8Array[],
  { now = new Date(), ...options }: ChainOptions = {},
): Promise<ChainReport> {
  const { links, left } = orderChain(ders, options);
  const last = links.at(-1);
  if (last === undefined) {
    throw new SignetError('not-a-certificate', 'there is no certificate to build a chain from', {
      hint: 'give a file that holds certificates',
    });
  }
  const chain: CertificateDetails[] = [];
  for (const { fields } of links) chain.push(await describeInFull(fields.der));
  const complete = last.signature !== 'issuer-missing' && (chain.at(-1)?.selfSigned ?? false);
  return {
    chain,
    complete,
    missing: complete ? null : formatName(last.fields.issuer),
    problems: [
      ...links.flatMap((link, index) => problemsOf(link, index, chain[index], isoSeconds(now))),
      ...left.map(notInChain),
    ],
  };
}

/** Rules that a chain is held against, each with the section that makes it. */
const references = {
  'certificate-expired': 'RFC 5280 section 6.1.3',
  'certificate-not-yet-valid': 'RFC 5280 section 6.1.3',
  'signature-invalid': 'RFC 5280 section 6.1.3',
  'signature-unchecked': 'RFC 5280 section 6.1.3',
  'not-an-authority': 'RFC 5280 section 4.2.1.9',
  'path-too-long': 'RFC 5280 section 4.2.1.9',
  'key-unsafe': 'RFC 8725 section 3.4',
  'key-too-small': 'NIST SP 800-57 part 1 section 5.6.1',
  'weak-signature': 'RFC 6194 section 3',
  'not-in-chain': 'RFC 5246 section 7.4.2',
} satisfies Record<ChainProblem['code'], string>;

const severities = {
  'certificate-expired': 'error',
  'certificate-not-yet-valid': 'error',
  'signature-invalid': 'error',
  'signature-unchecked': 'info',
  'not-an-authority': 'error',
  'path-too-long': 'error',
  'key-unsafe': 'error',
  'key-too-small': 'warning',
  'weak-signature': 'warning',
  'not-in-chain': 'info',
} satisfies Record<ChainProblem['code'], ChainProblem['severity']>;

function problem(code: ChainProblem['code'], path: string, message: string): ChainProblem {
  return { code, severity: severities[code], path, message, reference: references[code] };
}

function problemsOf(
  { fields, signature }: Link,
  index: number,
  certificate: CertificateDetails | undefined,
  now: string,
): ChainProblem[] {
  if (certificate === undefined) return [];
  const { subject, issuer, notBefore, notAfter, key, signatureAlgorithm, selfSigned } = certificate;
  const path = `chain[${index}]`;
  const found: ChainProblem[] = [];
  const say = (code: ChainProblem['code'], message: string) => found.push(problem(code, path, message));

  const isDated = !Number.isNaN(Date.parse(notBefore) + Date.parse(notAfter));
  if (!isDated) say('certificate-expired', `the validity of ${subject} is not made of dates`);
  if (isDated && notAfter < now) say('certificate-expired', `${subject} expired on ${notAfter}`);
  if (isDated && notBefore > now)
    say('certificate-not-yet-valid', `${subject} is not valid before ${notBefore}`);
  if (signature === 'invalid') {
    say('signature-invalid', `the signature on ${subject} was not made by the key of ${issuer}`);
  }
  if (signature === 'unchecked') {
    say('signature-unchecked', `the signature on ${subject} (${signatureAlgorithm}) cannot be checked here`);
  }
  // A certificate that vouches for itself alone need not be an authority: it is registered as it is.
  if (index > 0) {
    const why = whyNoAuthority(fields);
    if (why !== undefined) say('not-an-authority', `${subject} has issued another, but ${why}`);
    const longest = pathLengthOf(fields);
    if (longest !== undefined && index - 1 > longest) {
      say('path-too-long', `${subject} allows ${longest} authorities below it, and there are ${index - 1}`);
    }
  }
  if (key.unsafe !== undefined) say('key-unsafe', `the key of ${subject} ${key.unsafe}`);
  if ((key.type === 'RSA' || key.type === 'DSA') && (key.bits ?? 2048) < 2048) {
    say('key-too-small', `the key of ${subject} has ${key.bits} bits; 2048 or more are asked for today`);
  }
  // What a root says of itself is not relied on.
  if (!selfSigned && /md2|md5|sha1/i.test(signatureAlgorithm)) {
    say('weak-signature', `${subject} is signed with ${signatureAlgorithm}, which can be forged`);
  }
  return found;
}

function whyNoAuthority({ extensions, version }: CertificateFields): string | undefined {
  // Roots older than version 3 have no way to say it.
  if (version < 3) return undefined;
  const constraints = extensions.get('2.5.29.19');
  const usage = extensions.get('2.5.29.15');
  if (constraints === undefined || !unlessDamaged(() => readBasicConstraints(constraints))?.authority)
    return 'it is not marked as an authority';
  if (usage !== undefined && !unlessDamaged(() => readKeyUsage(usage))?.includes('keyCertSign'))
    return 'its key may not sign certificates';
  return undefined;
}

function pathLengthOf({ extensions }: CertificateFields): number | undefined {
  const constraints = extensions.get('2.5.29.19');
  return constraints === undefined
    ? undefined
    : unlessDamaged(() => readBasicConstraints(constraints))?.pathLength;
}

function notInChain(fields: CertificateFields): ChainProblem {
  return problem('not-in-chain', 'file', `${formatName(fields.subject)} is in the file and not in the chain`);
}
