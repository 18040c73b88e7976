import type { Flow } from '../../../shared/contract/flows.ts';
import type { PlaygroundClient } from '../../../shared/contract/playground.ts';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import type { Draft, SavedDraft } from '../../../shared/contract/workspace.ts';

export interface Work {
  /** What the composer shows. */
  readonly draft: Draft;
  readonly drafts: readonly SavedDraft[];
  readonly flows: readonly Flow[];
  readonly clients: readonly PlaygroundClient[];
}

/** Where an entry is used, in words: drafts name it by its id, flows by its name, the playground by its certificate. */
export function entryUses(entry: VaultEntry, { draft, drafts, flows, clients }: Work): readonly string[] {
  const inDraft = ({ entry: key, auth, dpop }: Draft) =>
    [key, auth.secret, auth.key, dpop?.key].includes(entry.id);
  const certificates = new Set(entry.chain.map(({ sha256 }) => sha256));
  return [
    ...(inDraft(draft) ? ['Compose, as it stands'] : []),
    ...drafts.filter((each) => inDraft(each.draft)).map(({ name }) => `the draft ${name}`),
    ...flowsNaming(entry.name, flows).map(({ name }) => `the flow ${name}`),
    ...clients
      .filter(
        ({ certificate, secret }) =>
          secret === entry.id || (certificate !== undefined && certificates.has(certificate)),
      )
      .map(({ clientId }) => `${clientId} of the playground`),
  ];
}

/** The flows that would not find the entry under another name. */
export function flowsNaming(name: string, flows: readonly Flow[]): readonly Flow[] {
  return flows.filter(
    ({ key, auth, dpop }) => key === name || auth.key === name || auth.secret === name || dpop?.key === name,
  );
}
