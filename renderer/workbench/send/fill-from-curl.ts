import type { Draft } from '../../../shared/contract/workspace.ts';
import { authMethodFacts } from '../../../shared/oauth/client-auth.ts';
import type { PastedRequest } from '../../../shared/oauth/curl/parse-curl.ts';
import type { ForeignSetting } from '../../../shared/oauth/foreign-transport.ts';
import { isSecretName } from '../../../shared/oauth/redact.ts';
import type { Pair } from '../../../shared/oauth/token-request.ts';
import { withEndpoint } from '../../state/draft-request.ts';
import type { Fact } from '../../ui/facts.tsx';
import { hasPassword } from './connection-words.ts';

/**
 * The draft with the request of a curl command. The composed assertion stays: it takes the place of the command's own.
 * @param turnedOn what the command says of the connection and the user has turned on; the rest is left off
 * @param secret the vault entry that its client secret became; the one chosen before, where it had none
 */
export function fillFromCurl(
  draft: Draft,
  pasted: PastedRequest,
  turnedOn: ReadonlySet<ForeignSetting['path']>,
  secret = draft.auth.secret,
): Draft {
  const { query, grant, auth, params, proxy = '', timeoutSeconds } = pasted;
  const {
    grant: _grant,
    dpop: _dpop,
    proxy: _proxy,
    ca: _ca,
    timeoutSeconds: _timeout,
    ...rest
  } = withEndpoint(draft, pasted.endpoint);
  return {
    ...rest,
    ...(grant === null || grant === 'jwt-bearer' ? {} : { grant }),
    auth: {
      method: auth.method,
      clientId: auth.clientId,
      ...(secret === undefined ? {} : { secret }),
      ...(draft.auth.key === undefined ? {} : { key: draft.auth.key }),
    },
    query: kept(query),
    params: kept(params),
    insecure: pasted.insecure && turnedOn.has('insecure'),
    ...(proxy === '' || !turnedOn.has('proxy') || hasPassword(proxy) ? {} : { proxy }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };
}

/** What a command says, for a look before it is taken over; nothing secret. */
export function pastedFacts({ endpoint, query, grant, auth, params }: PastedRequest): Fact[] {
  const pairs = (all: readonly Pair[]) =>
    all.map(([name, value]) => `${name}=${isSecretName(name) ? '***' : value}`).join('  ');
  return [
    { name: 'Endpoint', value: endpoint, mono: true },
    ...(query.length === 0 ? [] : [{ name: 'Query', value: pairs(query), mono: true }]),
    { name: 'Grant', value: grant ?? 'none that is known' },
    {
      name: 'Client',
      value: [auth.clientId, authMethodFacts[auth.method].title].filter(Boolean).join(' · '),
    },
    ...(params.length === 0 ? [] : [{ name: 'Form', value: pairs(params), mono: true }]),
  ];
}

function kept(pairs: readonly Pair[]): [string, string][] {
  return pairs.map(([name, value]) => [name, value]);
}
