import { useEffect } from 'react';
import { readObject, setMember } from '../../shared/base/edit-json.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import type { DerivedParameter } from '../../shared/jwt/fix.ts';
import { derivedParameters } from '../../shared/oauth/request-model.ts';
import { missingName, unchosenEntry } from './flow-of-draft.ts';
import { useVault } from './vault.tsx';
import { useWorkspace } from './workspace.tsx';

/** The vault entries that can sign, and the one that the draft uses. */
export function useSigningKey() {
  const { entries, status } = useVault();
  const { draft, setDraft } = useWorkspace();
  const keys = entries.filter((each) => each.algorithms.length > 0);
  const entry = keys.find((each) => each.id === draft.entry);

  const [first] = keys;
  const unchosen = draft.entry === undefined;
  const gone = !unchosen && status !== null && status.state !== 'locked' && entry === undefined;
  const start = unchosen && first !== undefined ? first : undefined;
  // A name says which one is wanted; an id that nothing has says nothing.
  const forget =
    gone && keys.length === 0 && draft.entry !== unchosenEntry && missingName(draft.entry) === undefined;
  useEffect(() => {
    // Nothing chosen yet: the first key saves a step, and it can be seen and changed. One that is gone is not replaced unseen.
    if (start) setDraft((before) => withKey(before, start));
    else if (forget) setDraft(({ entry: _gone, ...before }) => before);
  }, [start, forget, setDraft]);

  return { keys, entry, gone, choose: (next: VaultEntry) => setDraft((before) => withKey(before, next)) };
}

/** The draft with another key. What does not go with it follows: `alg`, and what was to be filled in from a certificate. */
export function withKey(draft: Draft, entry: VaultEntry): Draft {
  const algorithm = readObject(draft.header)?.alg;
  const fits = typeof algorithm === 'string' && entry.algorithms.includes(algorithm);
  const header = fits ? draft.header : setMember(draft.header, 'alg', entry.algorithms[0]);
  const { add, ...rest } = draft;
  const kept = add?.filter((name) => derivableParameters(entry).includes(name));
  return { ...rest, ...(kept ? { add: kept } : {}), entry: entry.id, header };
}

/** What can be filled into a header from a key: the thumbprints and the chain only where it has a certificate. */
export function derivableParameters(entry: VaultEntry): readonly DerivedParameter[] {
  const hasName = entry.key?.thumbprint !== undefined || entry.key?.kid !== undefined;
  return derivedParameters.filter((name) => (name === 'kid' ? hasName : entry.chain.length > 0));
}

/** Fills a header parameter in from now on, in place of one that was typed, or no longer. */
export function toggleDerived(draft: Draft, name: DerivedParameter): Draft {
  const add = draft.add ?? [];
  return add.includes(name)
    ? { ...draft, add: add.filter((each) => each !== name) }
    : { ...draft, add: [...add, name], header: setMember(draft.header, name, undefined) };
}
