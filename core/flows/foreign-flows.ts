import { SignetError } from '../../shared/base/signet-error.ts';
import type { Flow, FlowLibrary, FlowWarning } from '../../shared/contract/flows.ts';

/** The names of keys and secrets that a file uses, and those of the entries here that are meant. */
export type Bindings = Readonly<Record<string, string>>;

/**
 * Flows of somebody else's as they may be taken in: how a request travels is for this machine to say, and a key or secret
 * is used only once it was bound to an entry here.
 * @throws SignetError `usage` for a binding of a name that no flow uses
 */
export function takeIn(
  { flows, environments }: FlowLibrary,
  bindings: Bindings,
): FlowLibrary & { readonly warnings: readonly FlowWarning[] } {
  const warnings: FlowWarning[] = [];
  const used = new Set<string>();
  const taken = flows.map((flow) => {
    const warn = (path: string, message: string) => warnings.push({ flow: flow.name, path, message });
    return bindEntries(withoutTransport(flow, warn), warn, (name) => {
      used.add(name);
      return Object.hasOwn(bindings, name) ? bindings[name] : undefined;
    });
  });
  const unused = Object.keys(bindings).filter((name) => !used.has(name));
  if (unused.length > 0) {
    throw new SignetError('usage', `no flow of this file uses a key or secret called ${unused.join(', ')}`, {
      hint: used.size > 0 ? `they use ${[...used].join(', ')}` : 'they use none',
    });
  }
  return { flows: taken, environments, warnings };
}

type Warn = (path: string, message: string) => void;

/** What it would do, by the member that is left off. */
const transportWords = {
  insecure: 'it would accept any TLS certificate',
  ca: 'it would trust certificate authorities of its own',
  proxy: 'it would send the request through a proxy',
} as const;

function withoutTransport({ insecure, ca, proxy, ...flow }: Flow, warn: Warn): Flow {
  const given = { insecure: insecure === true || undefined, ca, proxy };
  for (const [name, words] of Object.entries(transportWords)) {
    const value = given[name as keyof typeof given];
    if (value === undefined) continue;
    const shown = name === 'proxy' ? ` (${withoutPassword(String(value))})` : '';
    warn(name, `${words}${shown}: left off`);
  }
  return flow;
}

function withoutPassword(proxy: string): string {
  return proxy.replace(/\/\/[^@/]*@/, '//***@');
}

function bindEntries(flow: Flow, warn: Warn, find: (name: string) => string | undefined): Flow {
  const bind = (path: string, what: string, name: string | undefined) => {
    const bound = name === undefined ? undefined : find(name);
    if (name !== undefined && bound === undefined)
      warn(path, `it would use the ${what} called ${JSON.stringify(name)}: not bound to one here`);
    return bound;
  };
  const { key, auth, dpop, ...rest } = flow;
  const { key: clientKey, secret, ...client } = auth;
  const bound = {
    key: bind('key', 'key', key),
    clientKey: bind('auth.key', 'key', clientKey),
    secret: bind('auth.secret', 'secret', secret),
    dpop: bind('dpop.key', 'key', dpop?.key),
  };
  return {
    ...rest,
    ...(bound.key === undefined ? {} : { key: bound.key }),
    auth: {
      ...client,
      ...(bound.clientKey === undefined ? {} : { key: bound.clientKey }),
      ...(bound.secret === undefined ? {} : { secret: bound.secret }),
    },
    ...(dpop === undefined ? {} : { dpop: bound.dpop === undefined ? {} : { key: bound.dpop } }),
  };
}
