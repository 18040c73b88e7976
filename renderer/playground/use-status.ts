import { useCallback, useEffect, useState } from 'react';
import type { ErrorData } from '../../shared/base/signet-error.ts';
import type { PlaygroundStatus } from '../../shared/contract/playground.ts';
import { useClient } from '../client/client-provider.tsx';

const everyMilliseconds = 1500;

/** The playground's status, kept up to date while the page is shown and the server runs. */
export function useStatus() {
  const client = useClient();
  const [status, setStatus] = useState<PlaygroundStatus | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const refresh = useCallback(async () => {
    const result = await client.playground.status({});
    if (result.ok) setStatus(result.value);
    setError(result.ok ? null : result.error);
  }, [client]);

  const running = status?.running ?? false;
  useEffect(() => {
    void refresh();
    if (!running) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refresh();
    }, everyMilliseconds);
    return () => clearInterval(timer);
  }, [refresh, running]);
  return { status, error, setStatus, refresh };
}
