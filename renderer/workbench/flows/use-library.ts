import { useCallback, useEffect, useState } from 'react';
import type { Result } from '../../../shared/base/result.ts';
import type { CallOptions } from '../../../shared/contract/contract.ts';
import type { FlowLibrary } from '../../../shared/contract/flows.ts';
import { useClient } from '../../client/client-provider.tsx';
import { type Task, useTask } from '../../client/use-task.ts';

export interface Library extends FlowLibrary {
  /** False until the core has answered. */
  readonly loaded: boolean;
  readonly task: Task;
  /** Runs a call that changes the library, and shows what it is then. False when it failed. */
  change(call: (options: CallOptions) => Promise<Result<FlowLibrary>>): Promise<boolean>;
}

/** Saved flows and environments, read anew whenever the page is shown. */
export function useLibrary(): Library {
  const client = useClient();
  const task = useTask();
  const { run } = task;
  const [library, setLibrary] = useState<FlowLibrary | null>(null);
  const change = useCallback(
    async (call: (options: CallOptions) => Promise<Result<FlowLibrary>>) => {
      const next = await run(call);
      if (next) setLibrary(next);
      return next !== undefined;
    },
    [run],
  );
  useEffect(() => {
    void change(() => client.flows.list({}));
  }, [client, change]);
  return { flows: [], environments: [], ...library, loaded: library !== null, task, change };
}
