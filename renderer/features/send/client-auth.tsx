import type { Draft } from '../../../shared/contract/workspace.ts';
import { serverOf } from '../../app-state/start-draft.ts';
import { useWorkspace } from '../../app-state/workspace.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ClientSecret } from './client-secret.tsx';
import type { Missing } from './send-input.ts';

const methods: readonly { value: Draft['auth']['method']; label: string }[] = [
  { value: 'none', label: 'None: the assertion is enough' },
  { value: 'basic', label: 'Basic: client_secret_basic' },
  { value: 'post', label: 'Form: client_secret_post' },
];

/** How the client authenticates (RFC 6749 section 2.3.1). */
export function ClientAuth({ missing }: { missing: Missing | null }) {
  const { draft, setDraft } = useWorkspace();
  const { auth } = draft;
  const usual = serverOf(draft)?.auth;
  const set = (change: Partial<Draft['auth']>) =>
    setDraft((before) => ({ ...before, auth: { ...before.auth, ...change } }));
  return (
    <div className="fields-row">
      <Select
        label="Client authentication"
        value={auth.method}
        choices={methods}
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
      {auth.method === 'none' ? null : (
        <div className="client-secret">
          <ClientSecret problem={missing?.secret} />
        </div>
      )}
    </div>
  );
}
