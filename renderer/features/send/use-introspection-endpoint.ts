import { useEffect, useState } from 'react';
import { useWorkspace } from '../../app-state/workspace.tsx';
import { useClient } from '../../client/client-provider.tsx';

/** The introspection endpoint that belongs to the draft's token endpoint: known for the playground alone. */
export function useIntrospectionEndpoint(): string | undefined {
  const client = useClient();
  const { endpoint } = useWorkspace().draft;
  const [found, setFound] = useState<string | undefined>(undefined);
  useEffect(() => {
    let current = true;
    void client.playground.status({}).then((result) => {
      if (!current) return;
      const { url, tlsUrl, introspectionEndpoint } = result.ok ? result.value : {};
      const ours = [url, tlsUrl].some((each) => each !== undefined && endpoint.startsWith(each));
      setFound(ours ? introspectionEndpoint : undefined);
    });
    return () => {
      current = false;
    };
  }, [client, endpoint]);
  return found;
}
