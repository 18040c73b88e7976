import type { Draft } from '../../../shared/contract/workspace.ts';
import { type AssertionUse, assertionUse } from '../../../shared/oauth/build-request.ts';
import { authMethodFacts } from '../../../shared/oauth/client-auth.ts';
import type { Grant } from '../../../shared/oauth/token-request.ts';
import { useServerOf } from '../../state/servers.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import type { Choice } from '../../ui/select.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ClientKey } from './client-key.tsx';
import { ClientSecret } from './client-secret.tsx';
import type { Sender } from './use-sender.ts';

const useWords: Readonly<Record<AssertionUse, string | undefined>> = {
  grant: undefined,
  client: 'the composed assertion proves the client',
  none: 'the composed assertion is no part of it',
};

/** What is asked for, and how the client authenticates (RFC 6749 section 2.3, RFC 7523 section 2.2, RFC 8705). */
export function ClientAuth({ sender }: { sender: Sender }) {
  const { missing, secret } = sender;
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
          <ClientSecret secret={secret} problem={missing?.secret} />
        </div>
      ) : null}
      {needs === 'key' || needs === 'certificate' ? <ClientKey problem={missing?.key} /> : null}
    </div>
  );
}

const grantChoices: readonly Choice<Grant['type']>[] = [
  { value: 'jwt-bearer', label: 'JWT bearer: the assertion' },
  { value: 'client-credentials', label: 'Client credentials' },
  { value: 'refresh-token', label: 'Refresh token' },
  { value: 'token-exchange', label: 'Token exchange' },
  { value: 'on-behalf-of', label: 'On behalf of (Entra)' },
];

const authChoices: readonly Choice<Draft['auth']['method']>[] = [
  { value: 'none', label: 'None: the grant is enough' },
  { value: 'basic', label: 'Basic: client_secret_basic' },
  { value: 'post', label: 'Form: client_secret_post' },
  { value: 'client_secret_jwt', label: 'JWT by secret: client_secret_jwt' },
  { value: 'private_key_jwt', label: 'JWT by key: private_key_jwt' },
  { value: 'mtls', label: 'TLS certificate: mutual TLS' },
];
