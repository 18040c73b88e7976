import type { Flow } from '../../shared/contract/flows.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import { authMethodFacts } from '../../shared/oauth/client-auth.ts';
import { assertionUse, named, transportOf } from './draft-request.ts';

type Named = Pick<VaultEntry, 'id' | 'name'>;

/** The draft as a flow: its keys and secrets by the names of their vault entries. */
export function flowOfDraft(
  draft: Draft,
  name: string,
  entries: readonly Named[],
  allowWeakKey = false,
): Flow {
  const { server, grant = 'jwt-bearer', auth, dpop, header, claims, add } = draft;
  const composed = {
    header,
    claims,
    ...(add === undefined || add.length === 0 ? {} : { add }),
  };
  const use = assertionUse(draft);
  const { needs } = authMethodFacts[auth.method];
  const clientId = auth.clientId.trim();
  const query = named(draft.query);
  const params = named(draft.params);
  return {
    name,
    ...(server === undefined ? {} : { server }),
    endpoint: draft.endpoint.trim(),
    grant,
    ...(use === 'grant'
      ? { ...member('key', draft.entry), ...composed, ...(allowWeakKey ? { allowWeakKey } : {}) }
      : {}),
    auth: {
      method: auth.method,
      ...(clientId === '' ? {} : { clientId }),
      ...(needs === 'secret' ? member('secret', auth.secret) : {}),
      ...(needs === 'key' || needs === 'certificate' ? member('key', auth.key ?? draft.entry) : {}),
      ...(use === 'client'
        ? composed
        : {
            ...(auth.header === undefined ? {} : { header: auth.header }),
            ...(auth.claims === undefined ? {} : { claims: auth.claims }),
            ...(auth.add === undefined ? {} : { add: auth.add }),
          }),
    },
    ...(query.length > 0 ? { query } : {}),
    ...(params.length > 0 ? { params } : {}),
    ...(dpop === undefined ? {} : { dpop: member('key', dpop.key) }),
    ...transportOf(draft),
  };

  function member<Name extends 'key' | 'secret'>(
    as: Name,
    id: string | undefined,
  ): { [Each in Name]?: string } {
    const found = entries.find((each) => each.id === id)?.name;
    return (found === undefined ? {} : { [as]: found }) as { [Each in Name]?: string };
  }
}

/** A flow as a draft, to be looked at and changed. Keys and secrets that are not here stay open. */
export function draftOfFlow(flow: Flow, entries: readonly Named[]): Draft {
  const { server, grant, auth, dpop, insecure = false, ca, proxy, timeoutSeconds } = flow;
  // With another grant, the client's is the one assertion that there is to compose.
  const composed = grant !== 'jwt-bearer' && auth.method === 'private_key_jwt' && auth.claims !== undefined;
  const { key, header = '{}', claims = '{}', add } = composed ? auth : flow;
  return {
    ...(server === undefined ? {} : { server }),
    ...member('entry', key),
    header,
    claims,
    ...(add === undefined ? {} : { add }),
    endpoint: flow.endpoint,
    ...(grant === 'jwt-bearer' ? {} : { grant }),
    auth: {
      method: auth.method,
      clientId: auth.clientId ?? '',
      ...member('secret', auth.secret),
      ...(composed
        ? {}
        : {
            ...member('key', auth.key),
            ...(auth.header === undefined ? {} : { header: auth.header }),
            ...(auth.claims === undefined ? {} : { claims: auth.claims }),
            ...(auth.add === undefined ? {} : { add: auth.add }),
          }),
    },
    query: flow.query ?? [],
    params: flow.params ?? [],
    ...(dpop === undefined ? {} : { dpop: member('key', dpop.key) }),
    insecure,
    ...(ca === undefined ? {} : { ca }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };

  function member<Name extends 'entry' | 'secret' | 'key'>(
    as: Name,
    name: string | undefined,
  ): { [Each in Name]?: string } {
    const found = name === undefined ? undefined : entries.find((each) => each.name === name)?.id;
    return (found === undefined ? {} : { [as]: found }) as { [Each in Name]?: string };
  }
}
