import type { ReactNode } from 'react';
import type { ErrorData } from '../../shared/contract/signet-error.ts';
import { Notice } from './notice.tsx';
import { sentence } from './sentence.ts';

/** An expected failure: what happened, then what to do about it. */
export function ErrorNotice({
  error,
  actions,
}: {
  error: ErrorData | null | undefined;
  actions?: ReactNode;
}) {
  if (!error) return null;
  return (
    <Notice tone="danger" title={sentence(error.message)} actions={actions}>
      {error.hint === undefined ? null : sentence(error.hint)}
    </Notice>
  );
}
