import { type CertificateFields, parseCertificate } from '../../core/certificate/certificate-fields.ts';
import { type JavaKey, javaKey, keyText, signatureName } from './java-algorithms.ts';
import { type IsTrusted, trustsNothing } from './trust.ts';

// What the security properties of JDK 17 call disabled and weak: jdk.certpath.disabledAlgorithms and
// jdk.security.legacyAlgorithms, as far as keytool applies them.

export type Weakness = 'disabled' | 'weak' | undefined;

export function signatureWeakness(name: string): Weakness {
  if (/^MD[25]with/.test(name)) return 'disabled';
  return name.startsWith('SHA1with') ? 'weak' : undefined;
}

const least: Readonly<Record<string, { readonly disabled: number; readonly weak: number }>> = {
  RSA: { disabled: 1024, weak: 2048 },
  DSA: { disabled: 1024, weak: 2048 },
  EC: { disabled: 224, weak: 0 },
};

export function keyWeakness({ algorithm, bits }: JavaKey): Weakness {
  const limits = least[algorithm];
  if (limits === undefined || bits === undefined) return undefined;
  if (bits < limits.disabled) return 'disabled';
  return bits < limits.weak ? 'weak' : undefined;
}

export function withWeakness(text: string, weakness: Weakness): string {
  return weakness === undefined ? text : `${text} (${weakness})`;
}

/**
 * What keytool warns of, of a certificate or a request.
 * @param label what it is called at the head of the sentence: `The certificate`
 * @param trusted its signature does not matter
 */
export function weaknesses(
  label: string,
  { signatureAlgorithm, publicKey }: Pick<CertificateFields, 'signatureAlgorithm' | 'publicKey'>,
  trusted = false,
): string[] {
  const signature = signatureName(signatureAlgorithm);
  const key = javaKey(publicKey.bytes);
  const lines: string[] = [];
  const signatureIs = trusted ? undefined : signatureWeakness(signature);
  if (signatureIs !== undefined) {
    const end =
      signatureIs === 'disabled'
        ? ' and is disabled.'
        : '. This algorithm will be disabled in a future update.';
    lines.push(
      `${label} uses the ${signature} signature algorithm which is considered a security risk${end}`,
    );
  }
  const keyIs = keyWeakness(key);
  if (keyIs !== undefined) {
    const end =
      keyIs === 'disabled' ? ' and is disabled.' : '. This key size will be disabled in a future update.';
    lines.push(`${label} uses a ${keyText(key)} which is considered a security risk${end}`);
  }
  return lines;
}

/** {@link weaknesses} of a certificate. */
export function certificateWeaknesses(
  label: string,
  der: Uint8Array,
  isTrusted: IsTrusted = trustsNothing,
): string[] {
  return weaknesses(label, parseCertificate(der), isTrusted(der));
}

/** {@link weaknesses} of each certificate of a chain, numbered where there are several. */
export function chainWeaknesses(
  label: string,
  chain: readonly Uint8Array[],
  isTrusted: IsTrusted = trustsNothing,
): string[] {
  return chain.flatMap((der, i) => certificateWeaknesses(oneInMany(label, i, chain.length), der, isTrusted));
}

export function oneInMany(label: string, index: number, count: number): string {
  return count === 1 ? label : `${label} #${index + 1} of ${count}`;
}
