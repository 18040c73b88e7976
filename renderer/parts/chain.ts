import type { CertificateDescription } from '../../shared/contract/certificate.ts';

/** The common name of an RFC 4514 name, or the whole of it when it has none. */
export function commonName(name: string): string {
  const match = /(?:^|,|\+)\s*CN=((?:\\.|[^,+\\])*)/i.exec(name);
  return match?.[1]?.replace(/\\(.)/g, '$1') ?? name;
}

/** The issuer that a chain ends without; undefined when it ends with a root. */
export function missingIssuer(chain: readonly CertificateDescription[]): string | undefined {
  const last = chain.at(-1);
  return last && !last.selfSigned ? last.issuer : undefined;
}
