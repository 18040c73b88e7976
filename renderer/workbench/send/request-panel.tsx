import { ClipboardPaste, Code, Save, Send, Square } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { withEndpoint } from '../../state/draft-request.ts';
import { useServerOf } from '../../state/servers.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { PairsEditor } from '../../ui/pairs-editor.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AnswerFormatSelect } from './answer-format-select.tsx';
import { ClientAssertionFields } from './client-assertion-fields.tsx';
import { ClientAuth } from './client-auth.tsx';
import { ConnectionFields } from './connection-fields.tsx';
import { DpopFields } from './dpop-fields.tsx';
import { GrantFields } from './grant-fields.tsx';
import { OtherUse } from './other-use.tsx';
import './send.css';
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

/** The request that takes the assertion to a token endpoint. */
export function RequestPanel({ sender }: { sender: Sender }) {
  const { draft, setDraft } = useWorkspace();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const server = useServerOf(draft);
  const close = () => setDialog(null);
  return (
    <Panel
      title="Send"
      note={<span className="mono">POST</span>}
      actions={
        <>
          <Button
            size="small"
            variant="quiet"
            icon={<ClipboardPaste aria-hidden="true" />}
            onClick={() => setDialog('curl')}
          >
            Paste curl…
          </Button>
          <Button
            size="small"
            variant="quiet"
            icon={<Code aria-hidden="true" />}
            onClick={() => setDialog('code')}
          >
            Copy as…
          </Button>
          <Button size="small" icon={<Save aria-hidden="true" />} onClick={() => setDialog('flow')}>
            Save as flow
          </Button>
        </>
      }
    >
      <OtherUse sender={sender} />
      <div className="send-row">
        <TextField
          label="Endpoint"
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
        {sender.pending ? (
          <Button icon={<Square aria-hidden="true" />} onClick={sender.cancel}>
            Cancel
          </Button>
        ) : (
          <Button
            variant="primary"
            icon={<Send aria-hidden="true" />}
            title="Ctrl+Enter"
            onClick={sender.send}
          >
            Send
          </Button>
        )}
      </div>
      <ClientAuth missing={sender.missing} />
      <GrantFields sender={sender} />
      {server && server.answerFormats.length > 0 ? (
        <AnswerFormatSelect formats={server.answerFormats} />
      ) : null}
      <div>
        <ClientAssertionFields />
        <Disclosure title="Query parameters" note={count(draft.query)} startsOpen={draft.query.length > 0}>
          <PairsEditor
            noun="query parameter"
            pairs={draft.query}
            onChange={(query) => setDraft((before) => ({ ...before, query }))}
          />
        </Disclosure>
        <Disclosure title="Form parameters" note={count(draft.params)}>
          <p className="field-hint">
            <code>grant_type</code> and what belongs to it are sent anyway; add <code>scope</code> and the
            like here.
          </p>
          <PairsEditor
            noun="form parameter"
            pairs={draft.params}
            onChange={(params) => setDraft((before) => ({ ...before, params }))}
          />
        </Disclosure>
        <DpopFields />
        <ConnectionFields />
      </div>
      <Suspense fallback={null}>
        {dialog === 'discover' ? <DiscoverDialog onClose={close} /> : null}
        {dialog === 'curl' ? <CurlDialog sender={sender} onClose={close} /> : null}
        {dialog === 'code' ? <CodeDialog onClose={close} /> : null}
        {dialog === 'flow' ? <SaveFlowDialog onClose={close} /> : null}
      </Suspense>
    </Panel>
  );
}

function count(pairs: readonly unknown[]): string {
  return pairs.length === 0 ? 'none' : String(pairs.length);
}
