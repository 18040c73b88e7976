import { SignetError } from '../../shared/base/signet-error.ts';
import type { Flow, FlowLibrary, FlowWarning, NamedEntry } from '../../shared/contract/flows.ts';
import { foreignSettings } from '../../shared/oauth/foreign-transport.ts';

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

/** The keys and secrets that flows name, each once, in the order in which they come. */
export function entriesNamedBy({ flows }: Pick<FlowLibrary, 'flows'>): readonly NamedEntry[] {
  const named = flows.flatMap(({ key, auth, dpop }): NamedEntry[] => [
    ...[key, auth.key, dpop?.key].flatMap((name) =>
      name === undefined ? [] : [{ name, use: 'key' as const }],
    ),
    ...(auth.secret === undefined ? [] : [{ name: auth.secret, use: 'secret' as const }]),
  ]);
  return named.filter(({ name }, index) => named.findIndex((each) => each.name === name) === index);
}

type Warn = (path: string, message: string) => void;

function withoutTransport({ insecure, ca, proxy, ...flow }: Flow, warn: Warn): Flow {
  for (const { path, would } of foreignSettings({
    ...(insecure === undefined ? {} : { insecure }),
    ...(ca === undefined ? {} : { ca }),
    ...(proxy === undefined ? {} : { proxy }),
  })) {
    warn(path, `it would ${would}: left off`);
  }
  return flow;
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
