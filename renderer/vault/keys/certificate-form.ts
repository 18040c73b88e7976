import type { ExtendedKeyUsage, KeyUsage } from '../../../shared/contract/certificate.ts';
import type { Choice } from '../../ui/select.tsx';

export type Purpose = 'tokens' | 'tls-client' | 'tls-server' | 'any';

export interface CertificateForm {
  readonly kind: 'request' | 'self-signed';
  /** RFC 4514. */
  readonly subject: string;
  /** Host names, addresses, URIs and mail addresses, with commas or white space between. */
  readonly names: string;
  readonly purpose: Purpose;
  readonly days: string;
}

export const certificateKinds: readonly Choice<CertificateForm['kind']>[] = [
  { value: 'request', label: 'Request, for an authority to sign (CSR)' },
  { value: 'self-signed', label: 'Self-signed, in place of the present one' },
];

export const purposeChoices: readonly Choice<Purpose>[] = [
  { value: 'any', label: 'Not restricted' },
  { value: 'tokens', label: 'Signing tokens' },
  { value: 'tls-client', label: 'TLS client' },
  { value: 'tls-server', label: 'TLS server' },
];

interface Usages {
  readonly keyUsage?: KeyUsage[];
  readonly extendedKeyUsage?: ExtendedKeyUsage[];
}

const usages: Readonly<Record<Purpose, Usages>> = {
  any: {},
  tokens: { keyUsage: ['digitalSignature'] },
  'tls-client': { keyUsage: ['digitalSignature'], extendedKeyUsage: ['clientAuth'] },
  'tls-server': { keyUsage: ['digitalSignature', 'keyEncipherment'], extendedKeyUsage: ['serverAuth'] },
};

export interface CertificateInput extends Usages {
  readonly subject: string;
  readonly san?: string[];
  readonly days: number;
}

type Checked =
  | { readonly ok: true; readonly value: CertificateInput }
  | { readonly ok: false; readonly problems: { subject?: string; days?: string } };

/** The form as the contract wants it, or what is wrong with it. */
export function certificateInput(form: CertificateForm): Checked {
  const subject = form.subject.trim();
  const days = Number(form.days);
  const problems: { subject?: string; days?: string } = {};
  if (!/^[A-Za-z0-9.]+=/.test(subject)) problems.subject = 'write it like CN=client,O=Example';
  if (form.kind === 'self-signed' && !(Number.isInteger(days) && days >= 1 && days <= 36_500))
    problems.days = 'from 1 to 36500';
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const san = alternativeNames(form.names);
  return {
    ok: true,
    value: { subject, days, ...usages[form.purpose], ...(san.length === 0 ? {} : { san }) },
  };
}

/** `localhost 127.0.0.1` as `DNS:localhost`, `IP:127.0.0.1`; what bears its kind already keeps it. */
export function alternativeNames(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .filter((name) => name !== '')
    .map((name) => {
      if (/^(?:DNS|IP|URI|email):/i.test(name)) return name;
      if (/^[a-z][a-z0-9+.-]*:\/\//i.test(name)) return `URI:${name}`;
      if (name.includes('@')) return `email:${name}`;
      return /^\d+\.\d+\.\d+\.\d+$|:/.test(name) ? `IP:${name}` : `DNS:${name}`;
    });
}
