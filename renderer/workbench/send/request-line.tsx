import { ClipboardPaste, Code, Save, Send, Square } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { withEndpoint } from '../../state/draft-request.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import './request-line.css';
import type { Sender } from './use-sender.ts';

const CodeDialog = lazy(async () => ({ default: (await import('./code-dialog.tsx')).CodeDialog }));
const CurlDialog = lazy(async () => ({ default: (await import('./curl-dialog.tsx')).CurlDialog }));
const DiscoverDialog = lazy(async () => ({
  default: (await import('./discover-dialog.tsx')).DiscoverDialog,
}));
const SaveFlowDialog = lazy(async () => ({
  default: (await import('./save-flow-dialog.tsx')).SaveFlowDialog,
}));

type DialogName = 'discover' | 'curl' | 'code' | 'flow';

/** Who signs what for whom, where it goes, and Send: always in view. @param children the choices of server, key and algorithm */
export function RequestLine({ sender, children }: { sender: Sender; children: ReactNode }) {
  const { draft, setDraft } = useWorkspace();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const close = () => setDialog(null);
  return (
    <section className="request-line" aria-label="Send">
      <div className="request-choices">{children}</div>
      <div className="request-endpoint">
        <span className="request-method mono" aria-hidden="true">
          POST
        </span>
        <TextField
          label="Endpoint"
          labelHidden
          mono
          type="url"
          value={draft.endpoint}
          placeholder="https://server/oauth2/token"
          problem={sender.missing?.endpoint}
          aside={
            <button type="button" className="chip" onClick={() => setDialog('discover')}>
              Fill from issuer
            </button>
          }
          onChange={(endpoint) => setDraft((before) => withEndpoint(before, endpoint))}
          onEnter={sender.send}
        />
      </div>
      <div className="request-tools">
        <IconButton
          label="Paste curl…"
          icon={<ClipboardPaste aria-hidden="true" />}
          onClick={() => setDialog('curl')}
        />
        <IconButton label="Copy as…" icon={<Code aria-hidden="true" />} onClick={() => setDialog('code')} />
        <IconButton
          label="Save as flow"
          icon={<Save aria-hidden="true" />}
          onClick={() => setDialog('flow')}
        />
        {sender.pending ? (
          <Button icon={<Square aria-hidden="true" />} onClick={sender.cancel}>
            Cancel
          </Button>
        ) : (
          <Button
            variant="send"
            icon={<Send aria-hidden="true" />}
            title="Send (Ctrl+Enter)"
            aria-keyshortcuts="Control+Enter"
            onClick={sender.send}
          >
            Send
          </Button>
        )}
      </div>
      <Suspense fallback={null}>
        {dialog === 'discover' ? <DiscoverDialog onClose={close} /> : null}
        {dialog === 'curl' ? <CurlDialog sender={sender} onClose={close} /> : null}
        {dialog === 'code' ? <CodeDialog onClose={close} /> : null}
        {dialog === 'flow' ? <SaveFlowDialog onClose={close} /> : null}
      </Suspense>
    </section>
  );
}
