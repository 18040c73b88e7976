import { SignetError } from '../../shared/base/signet-error.ts';
import type { Environment, Flow } from '../../shared/contract/flows.ts';
import { isSecretName, redactBody, redactUrl } from '../../shared/oauth/redact.ts';
import type { Pair } from '../../shared/oauth/token-request.ts';

/**
 * Flows and environments are kept readable, and go into version control.
 * @throws SignetError `secret-not-kept` naming the member, not the secret
 */
export function requireNoSecrets(given: Flow | Environment): void {
  const members = 'variables' in given ? pairMembers('variables', given.variables) : flowMembers(given);
  for (const [path, name, value] of members) {
    if (isPlaceholder(value)) continue;
    const isSecret = isSecretName(name) || redactBody(value) !== value || redactUrl(value) !== value;
    if (!isSecret) continue;
    throw new SignetError('secret-not-kept', `${path} would keep a secret or a token in the open`, {
      hint: 'keep it in the vault, or give it when sending',
      details: { member: path },
    });
  }
}

type Member = readonly [path: string, name: string, value: string];

function flowMembers({
  endpoint,
  proxy = '',
  header = '',
  claims = '',
  auth,
  query,
  params,
}: Flow): readonly Member[] {
  const texts = {
    endpoint,
    proxy,
    header,
    claims,
    'auth.header': auth.header ?? '',
    'auth.claims': auth.claims ?? '',
  };
  return [
    ...Object.entries(texts).map(([path, value]): Member => [path, path, value]),
    ...pairMembers('query', query),
    ...pairMembers('params', params),
  ];
}

function pairMembers(path: string, pairs: readonly Pair[] = []): readonly Member[] {
  return pairs.map(([name, value]): Member => [`${path}.${name}`, name, value]);
}

/** A value that is only said when sending. */
function isPlaceholder(value: string): boolean {
  return value === '' || /^\{\{[^{}]+\}\}$/.test(value);
}
