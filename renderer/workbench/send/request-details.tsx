import type { Draft } from '../../../shared/contract/workspace.ts';
import { keyInWords } from '../../parts/key/key-words.ts';
import { tokenNames } from '../../state/draft-request.ts';
import { useServerOf } from '../../state/servers.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { PairsEditor } from '../../ui/pairs-editor.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { AnswerFormatSelect } from './answer-format-select.tsx';
import { ClientAssertionFields } from './client-assertion-fields.tsx';
import { ClientAuth } from './client-auth.tsx';
import { ConnectionFields } from './connection-fields.tsx';
import './request-details.css';
import type { Sender } from './use-sender.ts';

/** What goes to the token endpoint with the assertion, and how: folded lines that say what is set. */
export function RequestDetails({ sender }: { sender: Sender }) {
  const { draft, setDraft } = useWorkspace();
  const server = useServerOf(draft);
  return (
    <section className="request-details" aria-label="Request">
      {/* Sending in vain opens it again: what it lacks may be in there. */}
      <Disclosure key={sender.refusals} title="Client" note={clientWords(draft.auth)} startsOpen>
        <ClientAuth sender={sender} />
        <GrantFields sender={sender} />
      </Disclosure>
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
          <code>grant_type</code> and what belongs to it are sent anyway; add <code>scope</code> and the like
          here.
        </p>
        <PairsEditor
          noun="form parameter"
          pairs={draft.params}
          onChange={(params) => setDraft((before) => ({ ...before, params }))}
        />
      </Disclosure>
      {server && server.answerFormats.length > 0 ? (
        <div className="request-format">
          <AnswerFormatSelect formats={server.answerFormats} />
        </div>
      ) : null}
      <DpopFields />
      <ConnectionFields />
    </section>
  );
}

/** `basic · my-client`. */
function clientWords({ method, clientId }: Draft['auth']): string {
  return [method === 'none' ? 'no authentication' : method, clientId.trim()].filter(Boolean).join(' · ');
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
