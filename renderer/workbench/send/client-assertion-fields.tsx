import { jsonProblem, readObject, setMember } from '../../../shared/base/edit-json.ts';
import { indentJson } from '../../../shared/base/json.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { parseDuration } from '../../../shared/jwt/time-expression.ts';
import { assertionUse } from '../../../shared/oauth/build-request.ts';
import { clientAssertionTexts } from '../../../shared/oauth/client-assertion.ts';
import { derivedParameters } from '../../../shared/oauth/request-model.ts';
import type { Server } from '../../../shared/servers/server.ts';
import { useServerOf } from '../../state/servers.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** The JWT that authenticates the client, where Signet makes one beside the composed assertion: what it says, and what to change. */
export function ClientAssertionFields() {
  const { draft, setDraft } = useWorkspace();
  const { entries } = useVault();
  const server = useServerOf(draft);
  const { auth } = draft;
  const signsOne = auth.method === 'client_secret_jwt' || auth.method === 'private_key_jwt';
  if (!signsOne || assertionUse(draft) === 'client') return null;
  const set = (change: (auth: Draft['auth']) => Draft['auth']) =>
    setDraft((before) => ({ ...before, auth: change(before.auth) }));
  const setClaim = (name: string, value: string | undefined) =>
    set(({ claims = '{}', ...rest }) => {
      const next = setMember(claims, name, value);
      return Object.keys(readObject(next) ?? { broken: true }).length === 0
        ? rest
        : { ...rest, claims: next };
    });
  const problem = (text: string | undefined) => (text === undefined ? undefined : jsonProblem(text));
  const changed = [auth.header, auth.claims, auth.add].some((each) => each !== undefined);
  const key = entries.find(({ id }) => id === (auth.key ?? draft.entry));
  const about = { hasKid: key?.key?.kid !== undefined, hasCertificate: (key?.chain.length ?? 0) > 0 };
  const usual = usualTexts(draft, server, about);
  const own = readObject(auth.claims ?? '{}') ?? {};
  const life = typeof own.exp === 'string' ? own.exp.replace(/^\+/, '') : '';
  return (
    <Disclosure title="Client assertion" note={changed ? 'changed' : 'the usual claims'}>
      <div className="member-grid">
        <TextField
          label="Audience of the client assertion"
          mono
          value={typeof own.aud === 'string' ? own.aud : ''}
          placeholder={String(readObject(usual.claims)?.aud ?? '')}
          hint="Left empty: what the server’s rule says, or the endpoint."
          onChange={(audience) => setClaim('aud', audience.trim() === '' ? undefined : audience.trim())}
        />
        <TextField
          label="Lifetime"
          mono
          value={life}
          placeholder={String(readObject(usual.claims)?.exp ?? '').replace(/^\+/, '')}
          problem={
            life === '' || parseDuration(life) !== undefined ? undefined : 'Not a duration: write 60s or 5m'
          }
          onChange={(lifetime) => setClaim('exp', lifetime.trim() === '' ? undefined : `+${lifetime.trim()}`)}
        />
      </div>
      <TextArea
        label="Claims of the client assertion"
        rows={3}
        value={auth.claims ?? ''}
        placeholder={'{ "aud": "https://server" }'}
        hint="These go over the usual claims."
        problem={problem(auth.claims)}
        onChange={(claims) => set(({ claims: _, ...rest }) => (claims === '' ? rest : { ...rest, claims }))}
      />
      <TextArea
        label="Header of the client assertion"
        rows={2}
        value={auth.header ?? ''}
        placeholder={'{ "typ": "JWT" }'}
        problem={problem(auth.header)}
        onChange={(header) => set(({ header: _, ...rest }) => (header === '' ? rest : { ...rest, header }))}
      />
      {auth.method === 'private_key_jwt' ? (
        <div className="row">
          <span className="field-hint">Fill in from the key</span>
          {derivedParameters.map((name) => (
            <Checkbox
              key={name}
              label={name}
              checked={auth.add?.includes(name) ?? false}
              onChange={(checked) =>
                set(({ add = [], ...rest }) => {
                  const others = add.filter((each) => each !== name);
                  const next = checked ? [...others, name] : others;
                  return next.length > 0 ? { ...rest, add: next } : rest;
                })
              }
            />
          ))}
        </div>
      ) : null}
      <CodeBlock
        label="the client assertion, as it will be signed"
        text={wholeTexts(draft, server, about, key?.algorithms[0])}
        copy={false}
        wrap
      />
    </Disclosure>
  );
}

type KeyFacts = { readonly hasKid: boolean; readonly hasCertificate: boolean };

function usualTexts({ auth, endpoint }: Draft, server: Server | undefined, key: KeyFacts) {
  return clientAssertionTexts({ clientId: auth.clientId.trim(), endpoint, server, key });
}

/** Header and claims before their expressions are resolved; the key's own parameters by their names. */
function wholeTexts(
  { auth, endpoint }: Draft,
  server: Server | undefined,
  key: KeyFacts,
  algorithm = 'of the key',
): string {
  const sound = (text: string | undefined) =>
    text !== undefined && jsonProblem(text) === undefined ? text : undefined;
  const { header, claims, add } = clientAssertionTexts(
    { clientId: auth.clientId.trim(), endpoint, server, key },
    { header: sound(auth.header), claims: sound(auth.claims), add: auth.add },
  );
  const named = readObject(header)?.alg === undefined ? setMember(header, 'alg', algorithm) : header;
  const derived = add.reduce((text, name) => setMember(text, name, 'of the key'), named);
  return `${indentJson(derived)}\n${indentJson(claims)}`;
}
