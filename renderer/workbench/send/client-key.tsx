import type { VaultEntry } from '../../../shared/contract/vault.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { keyInWords } from '../../parts/key/key-words.ts';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Select } from '../../ui/select.tsx';

const unchosen = '';

/** The key of the vault that proves the client: by a JWT that it signs, or by its certificate in the TLS handshake. */
export function ClientKey({ problem }: { problem: string | undefined }) {
  const { entries } = useVault();
  const { draft, setDraft } = useWorkspace();
  const isTls = draft.auth.method === 'mtls';
  const keys = entries.filter((entry) => (isTls ? canShowCertificate(entry) : canSign(entry)));
  const chosen = keys.find((entry) => entry.id === draft.auth.key);
  return (
    <Select
      label={isTls ? 'Key and certificate of the client' : 'Client assertion'}
      value={chosen?.id ?? unchosen}
      choices={[
        { value: unchosen, label: unchosenWords(draft) },
        ...keys.map((entry) => ({
          value: entry.id,
          label: `${isTls ? '' : 'signed with '}${entry.name} · ${keyInWords(entry.key)}`,
        })),
      ]}
      problem={problem}
      hint={
        isTls && keys.length === 0
          ? 'No key of the vault has a certificate: attach one under Keys.'
          : undefined
      }
      onChange={(id) => setDraft((before) => ({ ...before, auth: withKey(before.auth, id) }))}
    />
  );
}

function unchosenWords({ auth, grant = 'jwt-bearer' }: Draft): string {
  if (auth.method === 'mtls') return 'Choose a key';
  return grant === 'jwt-bearer' ? 'signed with the assertion’s own key' : 'the composed assertion';
}

function withKey({ key: _before, ...auth }: Draft['auth'], id: string): Draft['auth'] {
  return id === unchosen ? auth : { ...auth, key: id };
}

function canSign(entry: VaultEntry): boolean {
  return entry.algorithms.length > 0 && entry.key?.type !== 'oct';
}

function canShowCertificate(entry: VaultEntry): boolean {
  return canSign(entry) && entry.chain.length > 0;
}
