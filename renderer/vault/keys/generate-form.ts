import type { GenerateOptions, KeyType } from '../../../shared/contract/vault.ts';
import type { Choice } from '../../ui/select.tsx';
import { subjectFor } from './entry-words.ts';

/** What is made for the new key: a certificate, a request for one, or nothing. */
export type CertificateWish = 'self-signed' | 'request' | 'none';

export interface GenerateForm {
  readonly name: string;
  readonly type: KeyType;
  /** Bits, or a curve's name. */
  readonly size: string;
  readonly certificate: CertificateWish;
  /** RFC 4514; empty for one made from the name. */
  readonly subject: string;
  readonly days: string;
}

export const typeChoices: readonly Choice<KeyType>[] = [
  { value: 'rsa', label: 'RSA: RS256, PS256' },
  { value: 'ec', label: 'Elliptic curve: ES256' },
  { value: 'ed25519', label: 'Ed25519: EdDSA' },
  { value: 'hmac', label: 'Shared secret: HS256' },
];

/** Sizes by type, the default first. */
export const sizes: Readonly<Record<KeyType, readonly Choice[]>> = {
  rsa: ['2048', '3072', '4096'].map((bits) => ({ value: bits, label: `${bits} bits` })),
  ec: ['P-256', 'P-384', 'P-521'].map((curve) => ({ value: curve, label: curve })),
  ed25519: [],
  hmac: ['256', '384', '512'].map((bits) => ({ value: bits, label: `${bits} bits` })),
};

export const wishChoices: readonly Choice<CertificateWish>[] = [
  { value: 'self-signed', label: 'Self-signed' },
  { value: 'request', label: 'Request, for an authority to sign (CSR)' },
  { value: 'none', label: 'None' },
];

type Checked =
  | {
      readonly ok: true;
      readonly value: GenerateOptions;
      /** Subject of the request that is to be made for the new key. */
      readonly request?: string;
    }
  | { readonly ok: false; readonly problems: { name?: string; days?: string } };

/** The form as the contract wants it, or what is wrong with it. */
export function generateInput(form: GenerateForm): Checked {
  const name = form.name.trim();
  const wish = form.type === 'hmac' ? 'none' : form.certificate;
  const subject = form.subject.trim() || subjectFor(name);
  const days = Number(form.days);
  const problems: { name?: string; days?: string } = {};
  if (name === '') problems.name = 'give it a name';
  if (wish === 'self-signed' && !(Number.isInteger(days) && days >= 1 && days <= 36_500)) {
    problems.days = 'from 1 to 36500';
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return {
    ok: true,
    ...(wish === 'request' ? { request: subject } : {}),
    value: {
      name,
      type: form.type,
      ...(form.type === 'rsa' || form.type === 'hmac' ? { bits: Number(form.size) } : {}),
      ...(form.type === 'ec' ? { curve: form.size as 'P-256' | 'P-384' | 'P-521' } : {}),
      ...(wish === 'self-signed' ? { subject, days } : {}),
    },
  };
}
