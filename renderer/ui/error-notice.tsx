import type { ReactNode } from 'react';
import type { ErrorData } from '../../shared/base/signet-error.ts';
import { Notice } from './notice.tsx';
import { sentence } from './sentence.ts';
import { windowHints } from './window-hints.ts';

/** An expected failure: what happened, then what to do about it. */
export function ErrorNotice({
  error,
  actions,
}: {
  error: ErrorData | null | undefined;
  actions?: ReactNode;
}) {
  if (!error) return null;
  const hint = windowHints[error.code] ?? error.hint;
  return (
    <Notice tone="danger" title={sentence(error.message)} actions={actions}>
      {hint === undefined ? null : sentence(hint)}
    </Notice>
  );
}
