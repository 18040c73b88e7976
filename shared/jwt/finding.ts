import type { Fix } from './fix.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Something to say about a token: what is wrong with it, how badly, where, and by which text. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** `header`, `claims.exp`, `signature`, `token`, `key`. */
  readonly path: string;
  readonly message: string;
  readonly reference: string;
  /** What one press in the composer mends, where that can be said. */
  readonly fix?: Fix;
}

interface FindingKind {
  readonly severity: Severity;
  readonly reference: string;
}

/** Every finding Signet can make, with its usual severity and the text it comes from. */
export const findingKinds = {
  'token-malformed': { severity: 'error', reference: 'RFC 7515 section 3.1' },
  'token-encrypted': { severity: 'error', reference: 'RFC 7516 section 3' },
  'token-whitespace': { severity: 'warning', reference: 'RFC 7515 section 2' },
  'token-padding': { severity: 'warning', reference: 'RFC 7515 section 2' },
  'token-stray-characters': { severity: 'warning', reference: 'RFC 7515 section 2' },
  'token-not-canonical': { severity: 'warning', reference: 'RFC 4648 section 3.5' },
  'header-not-json': { severity: 'error', reference: 'RFC 7515 section 4' },
  'header-wrong-type': { severity: 'error', reference: 'RFC 7515 section 4.1' },
  'duplicate-member': { severity: 'error', reference: 'RFC 7519 section 4' },
  'payload-not-json': { severity: 'info', reference: 'RFC 7519 section 7.2' },
  'payload-not-utf8': { severity: 'info', reference: 'RFC 7519 section 7.2' },
  'payload-detached': { severity: 'info', reference: 'RFC 7515 appendix F' },
  'algorithm-missing': { severity: 'error', reference: 'RFC 7515 section 4.1.1' },
  'algorithm-none': { severity: 'error', reference: 'RFC 8725 section 3.2' },
  'algorithm-unsupported': { severity: 'error', reference: 'RFC 7518 section 3.1' },
  'algorithm-not-allowed': { severity: 'error', reference: 'RFC 8725 section 3.1' },
  'critical-unsupported': { severity: 'error', reference: 'RFC 7515 section 4.1.11' },
  'key-reference-not-fetched': { severity: 'info', reference: 'RFC 8725 section 3.10' },
  'key-in-header': { severity: 'info', reference: 'RFC 7515 section 4.1.3' },
  'claim-wrong-type': { severity: 'warning', reference: 'RFC 7519 section 4.1' },
  'claim-missing': { severity: 'warning', reference: 'RFC 7523 section 3' },
  'claim-in-milliseconds': { severity: 'warning', reference: 'RFC 7519 section 2' },
  'claim-mismatch': { severity: 'error', reference: 'RFC 7519 section 4.1' },
  'token-expired': { severity: 'error', reference: 'RFC 7519 section 4.1.4' },
  'token-not-yet-valid': { severity: 'error', reference: 'RFC 7519 section 4.1.5' },
  'token-issued-in-future': { severity: 'warning', reference: 'RFC 7519 section 4.1.6' },
  'signature-missing': { severity: 'error', reference: 'RFC 7515 section 5.2' },
  'signature-invalid': { severity: 'error', reference: 'RFC 7515 section 5.2' },
  'signature-der-encoded': { severity: 'warning', reference: 'RFC 7518 section 3.4' },
  'signature-other-key': { severity: 'info', reference: 'RFC 7515 section 6' },
  'signature-other-algorithm': { severity: 'info', reference: 'RFC 7515 section 4.1.1' },
  'secret-other-encoding': { severity: 'info', reference: 'RFC 7518 section 3.2' },
  'token-altered': { severity: 'info', reference: 'RFC 7515 section 5.2' },
  'key-id-mismatch': { severity: 'info', reference: 'RFC 7515 section 4.1.4' },
  'key-too-small': { severity: 'warning', reference: 'RFC 7518 section 3.3' },
  'key-type-mismatch': { severity: 'error', reference: 'RFC 7518 section 3.1' },
  'key-use-mismatch': { severity: 'error', reference: 'RFC 7517 section 4.2' },
  'certificate-untrusted': { severity: 'error', reference: 'RFC 7515 section 4.1.6' },
  'certificate-expired': { severity: 'warning', reference: 'RFC 5280 section 4.1.2.5' },
  'certificate-not-yet-valid': { severity: 'warning', reference: 'RFC 5280 section 4.1.2.5' },
  'server-algorithm': { severity: 'warning', reference: '' },
  'server-claim-missing': { severity: 'warning', reference: '' },
  'server-header-missing': { severity: 'warning', reference: '' },
  'server-lifetime-too-long': { severity: 'warning', reference: '' },
  'server-lifetime-too-short': { severity: 'warning', reference: '' },
} as const satisfies Record<string, FindingKind>;

export type FindingCode = keyof typeof findingKinds;

/** Makes a finding; severity and reference come from the table unless the place knows better. */
export function finding(
  code: FindingCode,
  path: string,
  message: string,
  more: { severity?: Severity; reference?: string; fix?: Fix | undefined } = {},
): Finding {
  const kind = findingKinds[code];
  return {
    code,
    severity: more.severity ?? kind.severity,
    path,
    message,
    reference: more.reference ?? kind.reference,
    ...(more.fix ? { fix: more.fix } : {}),
  };
}
