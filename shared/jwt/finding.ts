import { type FindingCode, findingKinds, type Severity } from './finding-kinds.ts';
import type { Fix } from './fix.ts';

export type { FindingCode, Severity };

/** Something to say about a token: what is wrong with it, how badly, where, and by which text. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** `header`, `claims.exp`, `signature`, `token`, `key`. */
  readonly path: string;
  readonly message: string;
  readonly reference: string;
  /** Of a signature that is not valid: why, where that is known. */
  readonly details?: { readonly why: string };
  /** What one press in the composer mends, where that can be said. */
  readonly fix?: Fix;
}

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
