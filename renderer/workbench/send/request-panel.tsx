import { ClipboardPaste, Code, Save, Send, Square } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { keyInWords } from '../../parts/key/key-words.ts';
import { tokenNames, withEndpoint } from '../../state/draft-request.ts';
import { useServerOf } from '../../state/servers.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { PairsEditor } from '../../ui/pairs-editor.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AnswerFormatSelect } from './answer-format-select.tsx';
import { ClientAssertionFields } from './client-assertion-fields.tsx';
import { ClientAuth } from './client-auth.tsx';
import { ConnectionFields } from './connection-fields.tsx';
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
  const fields = useRef<HTMLDivElement>(null);
  const { refusals } = sender;
  useEffect(() => {
    if (refusals > 0) fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
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
      <div ref={fields} className="stack">
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
        <ClientAuth sender={sender} />
        <GrantFields sender={sender} />
      </div>
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

/** The tokens that a grant exchanges. They stay in this window's memory, and end with it. */
function GrantFields({ sender }: { sender: Sender }) {
  const { grant = 'jwt-bearer' } = useWorkspace().draft;
  const { tokens, setTokens, missing } = sender;
  const name = tokenNames[grant];
  if (name === undefined) return null;
  return (
    <div className="fields-row">
      <TextArea
        label={name}
        rows={2}
        value={tokens.token}
        onChange={(token) => setTokens({ token })}
        problem={missing?.token}
        hint="Used for sending, and kept nowhere."
      />
      {grant === 'token-exchange' ? (
        <TextArea
          label="Actor token"
          rows={2}
          value={tokens.actorToken}
          onChange={(actorToken) => setTokens({ actorToken })}
          hint="Optional: who acts for the subject."
        />
      ) : null}
    </div>
  );
}

const off = 'off';
const ownKey = 'own';

/** Binds the token to a key, which proves itself with each request (RFC 9449). */
function DpopFields() {
  const { entries } = useVault();
  const { draft, setDraft } = useWorkspace();
  const { dpop } = draft;
  const keys = entries.filter((entry) => entry.algorithms.length > 0 && entry.key?.type !== 'oct');
  const value = dpop === undefined ? off : (keys.find((entry) => entry.id === dpop.key)?.id ?? ownKey);
  const choose = (next: string) =>
    setDraft(({ dpop: _before, ...draftBefore }) => {
      if (next === off) return draftBefore;
      return { ...draftBefore, dpop: next === ownKey ? {} : { key: next } };
    });
  return (
    <Disclosure title="DPoP" note={dpop === undefined ? 'off' : 'on'}>
      <Select
        label="Bind the token to"
        value={value}
        choices={[
          { value: off, label: 'nothing: a plain bearer token' },
          { value: ownKey, label: 'a key that Signet makes, and forgets when it ends' },
          ...keys.map((entry) => ({ value: entry.id, label: `${entry.name} · ${keyInWords(entry.key)}` })),
        ]}
        hint="Each request then carries a proof of the key (RFC 9449); a nonce that the server asks for is sent at once."
        onChange={choose}
      />
    </Disclosure>
  );
}
