import { useState } from 'react';
import type { ServerUse } from '../../../shared/servers/server.ts';
import { useServerOf } from '../../state/servers.tsx';
import { useSigning } from '../../state/signing.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { CallResourceDialog } from './call-resource-dialog.tsx';
import type { Sender } from './use-sender.ts';

const words: Readonly<Partial<Record<ServerUse, { readonly title: string; readonly text: string }>>> = {
  credential: {
    title: 'No token request is needed here',
    text: 'The server takes the composed JWT itself as bearer token: call its API with it.',
  },
  'client-secret': {
    title: 'The composed JWT is the client secret',
    text: 'Copy it to where the client keeps its secret; the client sends it when it exchanges a code.',
  },
};

/** What to do with the composed JWT where a server does not take it in a token request; nothing where it does. */
export function OtherUse({ sender }: { sender: Sender }) {
  const { draft, latest } = useWorkspace();
  const { take } = useSigning();
  const [token, setToken] = useState<string | null>(null);
  const use = useServerOf(draft)?.use;
  const said = use && words[use];
  if (!said) return null;
  const open = async () => {
    const taken = await take(latest());
    if (taken.ok) setToken(taken.value.composed.assertion);
  };
  return (
    <Notice
      tone="info"
      title={said.title}
      actions={
        use === 'credential' ? (
          <Button size="small" onClick={() => void open()}>
            Call API…
          </Button>
        ) : undefined
      }
    >
      {said.text}
      {token === null ? null : (
        <CallResourceDialog
          accessToken={token}
          url={draft.endpoint}
          onCall={sender.callResource}
          onClose={() => setToken(null)}
        />
      )}
    </Notice>
  );
}
