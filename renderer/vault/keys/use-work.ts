import { useEffect, useState } from 'react';
import { useClient } from '../../client/client-provider.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import type { Work } from './entry-uses.ts';

/** The work that may name an entry. Asked for when the component is first shown, and whenever its page is again. */
export function useWork(): Work {
  const client = useClient();
  const { draft, drafts } = useWorkspace();
  const [others, setOthers] = useState<Pick<Work, 'flows' | 'clients'>>({ flows: [], clients: [] });
  useEffect(() => {
    let current = true;
    void Promise.all([client.flows.list({}), client.playground.status({})]).then(([library, playground]) => {
      if (!current) return;
      setOthers({
        flows: library.ok ? library.value.flows : [],
        clients: playground.ok ? playground.value.clients : [],
      });
    });
    return () => {
      current = false;
    };
  }, [client]);
  return { draft, drafts, ...others };
}
