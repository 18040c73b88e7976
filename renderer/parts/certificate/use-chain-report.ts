import { useEffect, useMemo, useState } from 'react';
import type { Result } from '../../../shared/base/result.ts';
import type { ChainReport, Source } from '../../../shared/contract/certificate.ts';
import { useClient } from '../../client/client-provider.tsx';
import { latestOnly } from '../../state/latest-only.ts';

/**
 * All that the core knows of an entry's certificate and chain; null until it has answered.
 * @param version what changes when the entry's chain does
 */
export function useChainReport(source: Source | null, version: string): Result<ChainReport> | null {
  const client = useClient();
  const [answer, setAnswer] = useState<{ of: string; result: Result<ChainReport> } | null>(null);
  const asked = source === null ? null : JSON.stringify([source, version]);
  const push = useMemo(
    () =>
      latestOnly(
        async (of: string) => {
          const [named] = JSON.parse(of) as [Source];
          return { of, result: await client.certificate.describe({ source: named }) };
        },
        (next) => setAnswer(next),
      ),
    [client],
  );
  useEffect(() => {
    if (asked !== null) push(asked);
  }, [push, asked]);
  return answer !== null && answer.of === asked ? answer.result : null;
}
