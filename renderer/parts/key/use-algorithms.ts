import { useEffect, useState } from 'react';
import type { AlgorithmSupport } from '../../../shared/contract/jose.ts';
import { useClient } from '../../client/client-provider.tsx';

/** Every algorithm, and whether it works here; empty until the core has tried them. */
export function useAlgorithms(): readonly AlgorithmSupport[] {
  const client = useClient();
  const [algorithms, setAlgorithms] = useState<readonly AlgorithmSupport[]>([]);
  useEffect(() => {
    void client.jose.algorithms({}).then((result) => result.ok && setAlgorithms(result.value));
  }, [client]);
  return algorithms;
}
