import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { useClient } from '../../client/client-provider.tsx';
import { type Task, useTask } from '../../client/use-task.ts';
import { freeName } from '../../parts/free-name.ts';
import { useVault } from '../../state/vault.tsx';

/** Brings removed entries back; under another name, where another entry has taken theirs. */
export function useRestore(): {
  readonly task: Task;
  restore(entry: VaultEntry): Promise<VaultEntry | undefined>;
} {
  const client = useClient();
  const { entries, refresh } = useVault();
  const task = useTask();
  return {
    task,
    async restore({ id, name }) {
      const free = freeName(name, entries);
      const restored = await task.run(() =>
        client.vault.undoRemove({ entry: id, ...(free === name ? {} : { name: free }) }),
      );
      if (restored) await refresh();
      return restored;
    },
  };
}
