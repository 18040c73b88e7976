import { isSecretHeader, isSecretName, redactBody } from '../../../shared/oauth/redact.ts';
import type { Pair } from '../../../shared/oauth/token-request.ts';
import { findProxy } from '../../http/find-proxy.ts';
import { urlAuthorization } from '../../http/url.ts';

/** What went out with a request. */
export interface SentRequest {
  /** Absolute. */
  readonly url: string;
  readonly headers: readonly Pair[];
  /** The form's members; none where the body is no form. */
  readonly form?: readonly Pair[];
  /** As it was given, not as it was found in the environment. */
  readonly proxy: string | undefined;
}

/**
 * Everything in a request that is a secret, a proof or a token, as it stood before it was encoded: a server may quote all
 * of it.
 */
export function secretsOf({ url, headers, form = [], proxy }: SentRequest): readonly string[] {
  const target = new URL(url);
  const secrets = new Set<string>();
  const add = (...texts: readonly string[]) => {
    for (const text of texts) if (text !== '') secrets.add(text);
  };
  for (const [name, value] of [...form, ...target.searchParams]) {
    if (isSecretName(name) || redactBody(value) !== value) add(value);
  }
  for (const [name, value] of headers) {
    if (isSecretHeader(name)) add(...credentialsOf(value));
    else if (redactBody(value) !== value) add(value);
  }
  for (const address of [target, findProxy(target, proxy)]) {
    const authorization = address && urlAuthorization(address);
    if (authorization !== undefined) add(address?.password ?? '', ...credentialsOf(authorization));
  }
  return [...secrets];
}

/** `Basic …` holds a password in base64, form-encoded where RFC 6749 section 2.3.1 is followed. */
function credentialsOf(value: string): readonly string[] {
  const [, scheme = '', credentials = value] = /^(\S+)\s+(.*)$/s.exec(value.trim()) ?? [];
  if (!/^basic$/i.test(scheme)) return [value, credentials];
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  const password = pair.slice(pair.indexOf(':') + 1);
  const decoded = new URLSearchParams(`=${password.replaceAll('&', '%26')}`).get('') ?? '';
  return [value, credentials, pair, password, decoded];
}
