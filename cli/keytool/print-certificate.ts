import { createHash } from 'node:crypto';
import { type Asn1, contextTag, explicitValue, membersOf, numberOf, readAsn1 } from '../../core/asn1/asn1.ts';
import { asn1Time } from '../../core/asn1/asn1-time.ts';
import { parseCertificate } from '../../core/certificate/certificate-fields.ts';
import { javaKey, keyText, signatureName } from './java-algorithms.ts';
import { javaDateTime } from './java-date.ts';
import { javaName } from './java-name.ts';
import { printExtensions } from './print-extensions.ts';
import { type IsTrusted, trustsNothing } from './trust.ts';
import { keyWeakness, signatureWeakness, withWeakness } from './weakness.ts';

/**
 * A certificate in keytool's words, with a line end after the last line.
 * @param isTrusted of a certificate that is trusted as it is, nothing is said against its signature
 * Errors: `damaged-file`.
 */
export function printCertificate(der: Uint8Array, isTrusted: IsTrusted = trustsNothing): string {
  const fields = parseCertificate(der);
  const signature = signatureName(fields.signatureAlgorithm);
  const key = javaKey(fields.publicKey.bytes);
  const time = (node: Asn1) => javaDateTime(new Date(asn1Time(node)));
  const [toBeSigned] = membersOf(readAsn1(der));
  const members = membersOf(toBeSigned);
  const version = members[0]?.tag === contextTag(0) ? numberOf(explicitValue(members[0], 0)) + 1 : 1;
  const extensions = members.find(({ tag }) => tag === contextTag(3));
  return [
    `Owner: ${javaName(fields.subject)}\n`,
    `Issuer: ${javaName(fields.issuer)}\n`,
    `Serial number: ${serialOf(fields.serial)}\n`,
    `Valid from: ${time(fields.notBefore)} until: ${time(fields.notAfter)}\n`,
    'Certificate fingerprints:\n',
    `\t SHA1: ${fingerprint('sha1', fields.der)}\n`,
    `\t SHA256: ${fingerprint('sha256', fields.der)}\n`,
    `Signature algorithm name: ${withWeakness(signature, isTrusted(der) ? undefined : signatureWeakness(signature))}\n`,
    `Subject Public Key Algorithm: ${withWeakness(keyText(key), keyWeakness(key))}\n`,
    `Version: ${version}\n`,
    extensions === undefined ? '' : printExtensions('Extensions: ', explicitValue(extensions, 3)),
  ].join('');
}

/** Colon-separated upper-case hex. */
export function fingerprint(hash: 'sha1' | 'sha256', der: Uint8Array): string {
  const hex = createHash(hash).update(der).digest('hex').toUpperCase();
  return hex.replace(/..(?=.)/g, '$&:');
}

/** Hex without leading zeros; a negative number bears its sign. */
function serialOf({ content }: Asn1): string {
  const value = BigInt(`0x${Buffer.from(content).toString('hex')}`);
  return ((content[0] ?? 0) < 0x80 ? value : value - (1n << BigInt(content.length * 8))).toString(16);
}
