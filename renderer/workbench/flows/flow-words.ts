import type { Flow } from '../../../shared/contract/flows.ts';
import { authMethodFacts } from '../../../shared/oauth/client-auth.ts';
import type { Grant } from '../../../shared/oauth/token-request.ts';
import { knownServers } from '../../../shared/servers/known-servers.ts';
import type { Fact } from '../../ui/facts.tsx';

export const grantWords: Readonly<Record<Grant['type'], string>> = {
  'jwt-bearer': 'JWT bearer',
  'client-credentials': 'client credentials',
  'refresh-token': 'refresh token',
  'token-exchange': 'token exchange',
  'on-behalf-of': 'on behalf of',
};

/** `login.example · client credentials`. */
export function flowNote({ endpoint, grant }: Flow): string {
  return `${hostOf(endpoint)} · ${grantWords[grant]}`;
}

/** The host of an address, as long as no variable stands in it. */
export function hostOf(endpoint: string): string {
  return /^https?:\/\/([^/?#]+)/i.exec(endpoint)?.[1] ?? endpoint;
}

export function flowFacts(flow: Flow): Fact[] {
  const { server, endpoint, grant, key, auth, query = [], params = [], dpop } = flow;
  const title = knownServers.find((each) => each.name === server)?.title ?? server;
  const pairs = [...query, ...params].map(([name, value]) => `${name}=${value}`);
  return [
    ...(title === undefined ? [] : [{ name: 'Server', value: title }]),
    { name: 'Endpoint', value: endpoint, mono: true },
    { name: 'Grant', value: grantWords[grant] },
    ...(key === undefined ? [] : [{ name: 'Key', value: key }]),
    {
      name: 'Client',
      value: [auth.clientId, authMethodFacts[auth.method].title, auth.key ?? auth.secret]
        .filter((each) => each !== undefined && each !== '')
        .join(' · '),
    },
    ...(pairs.length === 0 ? [] : [{ name: 'Parameters', value: pairs.join('  '), mono: true }]),
    ...(dpop === undefined ? [] : [{ name: 'DPoP', value: dpop.key ?? 'with a key made for it' }]),
  ];
}

/** The names that stand as `{{name}}` in a flow, in the order in which they come. */
export function variablesOf(flow: Flow): readonly string[] {
  const found = JSON.stringify(flow).matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g);
  return [...new Set([...found].map(([, name = '']) => name))];
}
