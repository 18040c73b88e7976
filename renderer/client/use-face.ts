import { useEffect, useState } from 'react';
import type { About } from '../../shared/contract/about.ts';
import { useClient } from './client-provider.tsx';

/** Which face of Signet this window belongs to; undefined until the core has answered. */
export function useFace(): About['face'] | undefined {
  const client = useClient();
  const [face, setFace] = useState<About['face'] | undefined>(undefined);
  useEffect(() => {
    void client.about.get({}).then((about) => about.ok && setFace(about.value.face));
  }, [client]);
  return face;
}
