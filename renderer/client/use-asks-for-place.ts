import { useEffect, useState } from 'react';
import { useClient } from './client-provider.tsx';

/** Whether the window asks where the core is to write a file: the desktop asks in its own dialog. */
export function useAsksForPlace(): boolean {
  const client = useClient();
  const [asks, setAsks] = useState(true);
  useEffect(() => {
    void client.about.get({}).then((about) => about.ok && setAsks(about.value.face === 'loopback'));
  }, [client]);
  return asks;
}
