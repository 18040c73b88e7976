import { useEffect, useMemo, useState } from 'react';
import type { Verdict } from '../../../shared/contract/jose.ts';
import type { Result } from '../../../shared/contract/result.ts';
import { currentSeconds } from '../../../shared/jwt/times.ts';
import { latestOnly } from '../../app-state/latest-only.ts';
import { useClient } from '../../client/client-provider.tsx';
import { bareToken } from './read-token.ts';
import {
  chosenKey,
  type KeyChoice,
  optionProblem,
  type VerifyInput,
  type VerifyOptions,
  verifyInput,
} from './verify-input.ts';

/** The verdict on what stands in the fields now; null until a key is chosen. */
export function useVerdict(token: string, decodable: boolean, choice: KeyChoice, options: VerifyOptions) {
  const client = useClient();
  const [result, setResult] = useState<Result<Verdict> | null>(null);
  const push = useMemo(
    () =>
      latestOnly(
        (input: VerifyInput | null): Promise<Result<Verdict> | null> =>
          input ? client.jose.verify(input) : Promise.resolve(null),
        setResult,
      ),
    [client],
  );
  const problem = optionProblem(options);
  useEffect(() => {
    const key = chosenKey(choice);
    const usable = decodable && key && Object.keys(optionProblem(options)).length === 0;
    push(usable ? verifyInput(bareToken(token), key, options, currentSeconds()) : null);
  }, [push, token, decodable, choice, options]);
  return { result, problem };
}
