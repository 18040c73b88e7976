import type { Verdict } from '../../shared/contract/jose.ts';

export interface VerdictWords {
  readonly tone: 'success' | 'warning' | 'danger';
  readonly title: string;
  readonly why: string;
}

/** The verdict in one line and its reason in another: whether the signature or a claim failed must not be confused. */
export function verdictWords(verdict: Verdict): VerdictWords {
  const because =
    verdict.findings.find((finding) => finding.code === verdict.reason)?.message ?? verdict.reason ?? '';
  if (verdict.valid) {
    return { tone: 'success', title: 'Valid', why: 'The signature is valid, and every claim checked holds.' };
  }
  switch (verdict.signature) {
    case 'valid':
      return { tone: 'warning', title: 'Signature valid, token not acceptable', why: because };
    case 'invalid':
      return { tone: 'danger', title: 'Signature invalid', why: because };
    case 'unchecked':
      return { tone: 'danger', title: 'Not verified', why: because };
  }
}
