import { jsonProblem } from '../../../shared/base/edit-json.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { assertionUse } from '../../../shared/oauth/build-request.ts';
import { derivedParameters } from '../../../shared/oauth/request-model.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TextArea } from '../../ui/text-area.tsx';

/** What a client assertion that Signet makes says beside the usual; nothing where there is none, or the composed one is it. */
export function ClientAssertionFields() {
  const { draft, setDraft } = useWorkspace();
  const { auth } = draft;
  const signsOne = auth.method === 'client_secret_jwt' || auth.method === 'private_key_jwt';
  if (!signsOne || assertionUse(draft) === 'client') return null;
  const set = (change: (auth: Draft['auth']) => Draft['auth']) =>
    setDraft((before) => ({ ...before, auth: change(before.auth) }));
  const problem = (text: string | undefined) => (text === undefined ? undefined : jsonProblem(text));
  const changed = [auth.header, auth.claims, auth.add].some((each) => each !== undefined);
  return (
    <Disclosure title="Client assertion" note={changed ? 'changed' : 'the usual claims'}>
      <p className="field-hint">
        Usually <code>iss</code> and <code>sub</code> are the client ID, <code>aud</code> the endpoint,{' '}
        <code>exp</code> in a minute, and <code>jti</code> is fresh. What stands here goes over that.
      </p>
      <TextArea
        label="Claims of the client assertion"
        rows={3}
        value={auth.claims ?? ''}
        placeholder={'{ "aud": "https://server" }'}
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
    </Disclosure>
  );
}
