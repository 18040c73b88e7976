import { useEffect } from 'react';
import { setMember } from '../../shared/base/edit-json.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import type { DerivedParameter } from '../../shared/jwt/fix.ts';
import { withKey } from './choose-server.ts';
import { missingName, unchosenEntry } from './flow-of-draft.ts';
import { useServers } from './servers.tsx';
import { useVault } from './vault.tsx';
import { useWorkspace } from './workspace.tsx';

/** The vault entries that can sign, and the one that the draft uses. */
export function useSigningKey() {
  const { entries, status } = useVault();
  const { servers } = useServers();
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
    if (start) setDraft((before) => withKey(before, start, { servers, entries }));
    else if (forget) setDraft(({ entry: _gone, ...before }) => before);
  }, [start, forget, servers, entries, setDraft]);

  return {
    keys,
    entry,
    gone,
    choose: (next: VaultEntry) => setDraft((before) => withKey(before, next, { servers, entries })),
  };
}

/** Fills a header parameter in from now on, in place of one that was typed, or no longer. */
export function toggleDerived(draft: Draft, name: DerivedParameter): Draft {
  const add = draft.add ?? [];
  return add.includes(name)
    ? { ...draft, add: add.filter((each) => each !== name) }
    : { ...draft, add: [...add, name], header: setMember(draft.header, name, undefined) };
}
