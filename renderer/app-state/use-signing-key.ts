import { useEffect } from 'react';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import { readObject, setMember } from './edit-json.ts';
import { useVault } from './vault.tsx';
import { useWorkspace } from './workspace.tsx';

/** The vault entries that can sign, and the one that the draft uses. */
export function useSigningKey() {
  const { entries, status } = useVault();
  const { draft, setDraft } = useWorkspace();
  const keys = entries.filter((each) => each.algorithms.length > 0);
  const entry = keys.find((each) => each.id === draft.entry);

  const [first] = keys;
  const gone = draft.entry === undefined || (status?.state !== 'locked' && entry === undefined);
  useEffect(() => {
    // Nothing chosen yet, or what was chosen is gone: the first key saves a step, and it can be seen and changed.
    if (gone && first) setDraft((before) => withKey(before, first));
  }, [gone, first, setDraft]);

  return { keys, entry, choose: (next: VaultEntry) => setDraft((before) => withKey(before, next)) };
}

/** The draft with another key. `alg` follows when the key cannot sign with what stands there. */
export function withKey(draft: Draft, entry: VaultEntry): Draft {
  const algorithm = readObject(draft.header)?.alg;
  const fits = typeof algorithm === 'string' && entry.algorithms.includes(algorithm);
  const header = fits ? draft.header : setMember(draft.header, 'alg', entry.algorithms[0]);
  return { ...draft, entry: entry.id, header };
}
