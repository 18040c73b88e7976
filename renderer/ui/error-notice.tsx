import type { ReactNode } from 'react';
import type { ErrorData } from '../../shared/contract/signet-error.ts';
import { Notice } from './notice.tsx';

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
    <Notice tone="danger" title={error.message} actions={actions}>
      {error.hint}
    </Notice>
  );
}
