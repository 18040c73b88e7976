import type { Flow } from '../../shared/contract/flows.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import { assertionUse, mapReferences, named, transportOf } from '../../shared/oauth/build-request.ts';
import { modelOf } from './draft-request.ts';

type Named = Pick<VaultEntry, 'id' | 'name'>;

/** In the place of a key that a flow does not say: no entry has this id, and so none is chosen unseen. */
export const unchosenEntry = 'unchosen';
/** What an entry's id looks like; anything else is the name of one that is not here. */
const entryId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const longestReference = 100;

/** What a draft calls a key or secret that the vault does not hold, for people; undefined where only its id is known. */
export function missingName(reference: string | undefined): string | undefined {
  return reference === undefined || reference === unchosenEntry || entryId.test(reference)
    ? undefined
    : reference;
}

/** The draft as a flow: its keys and secrets by the names of their vault entries. */
export function flowOfDraft(
  draft: Draft,
  name: string,
  entries: readonly Named[],
  allowWeakKey = false,
): Flow {
  const { insecure: _insecure, ca: _ca, proxy: _proxy, timeoutSeconds: _seconds, ...model } = modelOf(draft);
  const clientId = draft.auth.clientId.trim();
  const query = named(draft.query);
  const params = named(draft.params);
  const {
    query: _query,
    params: _params,
    ...flow
  } = mapReferences(model, (id) => entries.find((each) => each.id === id)?.name ?? missingName(id));
  return {
    name,
    ...flow,
    grant: draft.grant ?? 'jwt-bearer',
    endpoint: draft.endpoint.trim(),
    auth: { ...flow.auth, ...(clientId === '' ? {} : { clientId }) },
    ...(query.length > 0 ? { query } : {}),
    ...(params.length > 0 ? { params } : {}),
    ...(allowWeakKey ? { allowWeakKey } : {}),
    ...transportOf(draft),
  };
}

/** A flow as a draft, to be looked at and changed. Keys and secrets that are not here keep their names, and nothing takes their place. */
export function draftOfFlow(flow: Flow, entries: readonly Named[]): Draft {
  const {
    name: _name,
    key,
    grant,
    ...rest
  } = mapReferences(
    flow,
    (name) =>
      entries.find((each) => each.name === name)?.id ??
      (name.length <= longestReference ? name : unchosenEntry),
  );
  const signs = assertionUse(flow) !== 'none';
  return {
    ...rest,
    ...(grant === 'jwt-bearer' ? {} : { grant }),
    ...(key === undefined ? (signs ? { entry: unchosenEntry } : {}) : { entry: key }),
    header: flow.header ?? '{}',
    claims: flow.claims ?? '{}',
    auth: { ...rest.auth, clientId: flow.auth.clientId ?? '' },
    query: flow.query ?? [],
    params: flow.params ?? [],
    insecure: flow.insecure ?? false,
  };
}
