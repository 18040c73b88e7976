import { useEffect, useState } from 'react';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { useClient } from '../../client/client-provider.tsx';
import { useWorkspace } from '../../state/workspace.tsx';

export type Endpoints = NonNullable<Draft['endpoints']>;

/** What the server of the draft's token endpoint answers to besides: as it was found or typed, and as the playground tells. */
export function useEndpoints(): Endpoints {
  const client = useClient();
  const { endpoint, endpoints } = useWorkspace().draft;
  const [playground, setPlayground] = useState<Endpoints>({});
  useEffect(() => {
    let current = true;
    void client.playground.status({}).then((result) => {
      if (!current) return;
      const { url, tlsUrl, introspectionEndpoint } = result.ok ? result.value : {};
      const isOurs = [url, tlsUrl].some((each) => each !== undefined && endpoint.startsWith(`${each}/`));
      setPlayground(isOurs && introspectionEndpoint ? { introspection: introspectionEndpoint } : {});
    });
    return () => {
      current = false;
    };
  }, [client, endpoint]);
  return { ...playground, ...endpoints };
}
