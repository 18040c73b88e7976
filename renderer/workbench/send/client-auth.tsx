import type { Draft } from '../../../shared/contract/workspace.ts';
import { authMethodFacts } from '../../../shared/oauth/client-auth.ts';
import { type AssertionUse, assertionUse, type Missing } from '../../state/draft-request.ts';
import { useServerOf } from '../../state/servers.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ClientKey } from './client-key.tsx';
import { ClientSecret } from './client-secret.tsx';
import { authChoices, grantChoices } from './grant-words.ts';

const useWords: Readonly<Record<AssertionUse, string | undefined>> = {
  grant: undefined,
  client: 'the composed assertion proves the client',
  none: 'the composed assertion is no part of it',
};

/** What is asked for, and how the client authenticates (RFC 6749 section 2.3, RFC 7523 section 2.2, RFC 8705). */
export function ClientAuth({ missing }: { missing: Missing | null }) {
  const { draft, setDraft } = useWorkspace();
  const { auth, grant = 'jwt-bearer' } = draft;
  const usual: readonly string[] | undefined = useServerOf(draft)?.auth;
  const { needs } = authMethodFacts[auth.method];
  const set = (change: Partial<Draft['auth']>) =>
    setDraft((before) => ({ ...before, auth: { ...before.auth, ...change } }));
  return (
    <div className="fields-row">
      <Select
        label="Grant"
        value={grant}
        choices={grantChoices}
        hint={useWords[assertionUse(draft)]}
        onChange={(next) => setDraft((before) => ({ ...before, grant: next }))}
      />
      <Select
        label="Client authentication"
        value={auth.method}
        choices={authChoices}
        onChange={(method) => set({ method })}
        hint={
          usual && !usual.includes(auth.method)
            ? `this server usually wants ${usual.join(' or ')}`
            : undefined
        }
      />
      <TextField
        label="Client ID"
        mono
        value={auth.clientId}
        onChange={(clientId) => set({ clientId })}
        placeholder={auth.method === 'none' ? 'not sent when empty' : 'client ID'}
        problem={missing?.clientId}
      />
      {needs === 'secret' ? (
        <div className="client-secret">
          <ClientSecret problem={missing?.secret} />
        </div>
      ) : null}
      {needs === 'key' || needs === 'certificate' ? <ClientKey problem={missing?.key} /> : null}
    </div>
  );
}
