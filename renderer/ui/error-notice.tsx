import type { ReactNode } from 'react';
import type { ErrorCode } from '../../shared/base/error-code.ts';
import type { ErrorData } from '../../shared/base/signet-error.ts';
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
  const hint = windowHints[error.code] ?? error.hint;
  return (
    <Notice tone="danger" title={sentence(error.message)} actions={actions}>
      {hint === undefined ? null : sentence(hint)}
    </Notice>
  );
}

/** What to do in the window, where the core's hint speaks of the command line's options. */
const windowHints: Readonly<Partial<Record<ErrorCode, string>>> = {
  'tls-untrusted':
    'If you know the server, tick “Accept any TLS certificate” for this request; else have its certificate put right.',
  'vault-damaged': 'Nothing was deleted. Rescue the vault, or restore a backup: both are in Settings.',
  'entry-damaged': 'Restore it from a backup, or rescue the others: both are in Settings.',
  'variable-missing': 'Choose an environment that has it, or add it under Environments.',
  'integrity-failed': 'Get the file from its source again.',
  'key-too-small': 'Use a longer key, or say explicitly that a weak one will do.',
};
