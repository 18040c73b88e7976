import { Send, Square } from 'lucide-react';
import { serverOf } from '../../app-state/start-draft.ts';
import { useWorkspace } from '../../app-state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { PairsEditor } from '../../ui/pairs-editor.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AnswerFormatSelect } from './answer-format-select.tsx';
import { ClientAuth } from './client-auth.tsx';
import './send.css';
import { curlOf } from './send-input.ts';
import type { Sender } from './use-sender.ts';

/** The request that takes the assertion to a token endpoint. */
export function RequestPanel({ sender }: { sender: Sender }) {
  const { draft, setDraft } = useWorkspace();
  const server = serverOf(draft);
  return (
    <Panel
      title="Send"
      note={<span className="mono">POST</span>}
      actions={<CopyButton words label="Copy as curl" text={() => curlOf(draft)} />}
    >
      <div className="send-row">
        <TextField
          label="Endpoint"
          mono
          type="url"
          value={draft.endpoint}
          placeholder="https://server/oauth2/token"
          problem={sender.missing?.endpoint}
          onChange={(endpoint) => setDraft((before) => ({ ...before, endpoint }))}
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
      {server && server.answerFormats.length > 0 ? (
        <AnswerFormatSelect formats={server.answerFormats} />
      ) : null}
      <Checkbox
        label="Accept any TLS certificate"
        checked={draft.insecure}
        onChange={(insecure) => setDraft((before) => ({ ...before, insecure }))}
        hint="For this request only: the server’s certificate is not checked, as with curl -k."
      />
      <div>
        <Disclosure title="Query parameters" note={count(draft.query)} startsOpen={draft.query.length > 0}>
          <PairsEditor
            noun="query parameter"
            pairs={draft.query}
            onChange={(query) => setDraft((before) => ({ ...before, query }))}
          />
        </Disclosure>
        <Disclosure title="Form parameters" note={count(draft.params)}>
          <p className="field-hint">
            <code>grant_type</code> and <code>assertion</code> are sent anyway; add <code>scope</code> and the
            like here.
          </p>
          <PairsEditor
            noun="form parameter"
            pairs={draft.params}
            onChange={(params) => setDraft((before) => ({ ...before, params }))}
          />
        </Disclosure>
      </div>
    </Panel>
  );
}

function count(pairs: readonly unknown[]): string {
  return pairs.length === 0 ? 'none' : String(pairs.length);
}
