import type { ChainProblem } from '../../../shared/contract/certificate.ts';
import type { ListedCertificate } from '../../../shared/contract/certificate-description.ts';
import type { Tone } from '../../ui/badge.tsx';
import type { ExpiryState } from '../../ui/expiry-state.ts';

/** The common name of an RFC 4514 name, or the whole of it when it has none. */
export function commonName(name: string): string {
  const match = /(?:^|,|\+)\s*CN=((?:\\.|[^,+\\])*)/i.exec(name);
  return match?.[1]?.replace(/\\(.)/g, '$1') ?? name;
}

/** The issuer that a chain ends without; undefined when it ends with a root. */
export function missingIssuer(chain: readonly ListedCertificate[]): string | undefined {
  const last = chain.at(-1);
  return last && !last.selfSigned ? last.issuer : undefined;
}

/** The gravest thing to be said of one link of a chain, in a word or two. */
export function linkBadge(
  index: number,
  problems: readonly ChainProblem[],
  expiry: ExpiryState,
): { readonly tone: Tone; readonly words: string } | undefined {
  const own = problems.filter(({ path }) => path === `chain[${index}]`);
  const codes = new Set(own.map(({ code }) => code));
  for (const [code, badge] of Object.entries(badges))
    if (codes.has(code as ChainProblem['code'])) return badge;
  if (expiry === 'expired') return badges['certificate-expired'];
  return expiry === 'soon' ? { tone: 'warning', words: 'expires soon' } : undefined;
}

/** In order of gravity. */
const badges = {
  'signature-invalid': { tone: 'danger', words: 'bad signature' },
  'certificate-expired': { tone: 'danger', words: 'expired' },
  'certificate-not-yet-valid': { tone: 'warning', words: 'not yet valid' },
  'not-an-authority': { tone: 'danger', words: 'no authority' },
  'path-too-long': { tone: 'danger', words: 'path too long' },
  'key-too-small': { tone: 'warning', words: 'weak key' },
  'weak-signature': { tone: 'warning', words: 'weak signature' },
  'signature-unchecked': { tone: 'neutral', words: 'not checked' },
} as const satisfies Partial<Record<ChainProblem['code'], { tone: Tone; words: string }>>;
