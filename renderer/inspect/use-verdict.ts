import { useEffect, useMemo, useState } from 'react';
import type { Result } from '../../shared/base/result.ts';
import type { Verdict } from '../../shared/contract/jose.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import { useClient } from '../client/client-provider.tsx';
import { type KeyChoice, remoteKeyOf, verificationKeyOf } from '../parts/key/key-choice.ts';
import { latestOnly } from '../state/latest-only.ts';
import { textToBase64 } from '../ui/read-file.ts';
import { optionProblem, type VerifyInput, type VerifyOptions, verifyInput } from './verify-input.ts';

interface Request {
  readonly input: VerifyInput;
  /** The payload of a token that came without it; else empty. */
  readonly payload: string;
}

interface Answer {
  readonly to: Request | null;
  readonly result: Result<Verdict> | null;
}

/** The verdict on what stands in the fields now; null until there is a key. Keys are fetched only when it is asked for. */
export function useVerdict(token: string | null, choice: KeyChoice, options: VerifyOptions, payload: string) {
  const client = useClient();
  const [answer, setAnswer] = useState<Answer>({ to: null, result: null });
  const push = useMemo(
    () =>
      latestOnly(
        async (to: Request | null): Promise<Answer> => ({
          to,
          result: to ? await client.jose.verify(await withPayload(to)) : null,
        }),
        setAnswer,
      ),
    [client],
  );
  const request = useMemo<Request | null>(() => {
    const key = verificationKeyOf(choice);
    if (token === null || !key || Object.keys(optionProblem(options)).length > 0) return null;
    return { input: verifyInput(token, key, options, currentSeconds()), payload };
  }, [token, choice, options, payload]);
  // An answer for a fetched key stands until something changes; then it has to be asked for again.
  const remote = remoteKeyOf(choice) !== undefined;
  const [asked, setAsked] = useState<Request | null>(null);
  const wanted = remote && asked !== request ? null : request;
  useEffect(() => push(wanted), [push, wanted]);
  return {
    result: remote && answer.to !== wanted ? null : answer.result,
    problem: optionProblem(options),
    /** Fetches the keys and verifies; undefined where nothing has to be fetched. */
    fetch: remote && request ? () => setAsked(request) : undefined,
    fetching: remote && wanted !== null && answer.to !== wanted,
  };
}

async function withPayload({ input, payload }: Request): Promise<VerifyInput> {
  return payload === '' ? input : { ...input, payload: await textToBase64(payload) };
}
