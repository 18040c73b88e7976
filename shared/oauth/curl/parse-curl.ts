import { decodeBase64url } from '../../base/base64url.ts';
import { SignetError } from '../../base/signet-error.ts';
import type { AuthMethod } from '../client-auth.ts';
import {
  formEncode,
  type Grant,
  jwtBearerClientAssertion,
  jwtBearerGrant,
  type Pair,
  tokenExchangeGrant,
} from '../token-request.ts';
import { type CurlArguments, readCurlArguments } from './read-arguments.ts';
import { splitCurlCommand } from './split-command.ts';

/** A token request as somebody's curl command has it. What it takes from variables and files of theirs is left empty. */
export interface PastedRequest {
  readonly endpoint: string;
  readonly query: readonly Pair[];
  /** null: the form names no grant, or one that is not known here (it then stays among the parameters). */
  readonly grant: Grant['type'] | null;
  /** The assertion, refresh token or subject token. */
  readonly token: string;
  readonly auth: {
    readonly method: AuthMethod;
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly clientAssertion?: string;
  };
  /** The rest of the form. */
  readonly params: readonly Pair[];
  readonly insecure: boolean;
  readonly proxy?: string;
  readonly timeoutSeconds?: number;
  /** What could not be taken over, in sentences. */
  readonly notes: readonly string[];
}

/** Longer than any command line. */
const maxLength = 1024 * 1024;

/**
 * Reads a curl command, as manuals print it and browsers copy it, as a token request.
 * @throws SignetError `unknown-format` for what is no curl command or has no http address; `input-too-large`
 */
export function parseCurl(text: string): PastedRequest {
  if (text.length > maxLength) throw new SignetError('input-too-large', 'this is too long for a command');
  const given = readCurlArguments(splitCurlCommand(text));
  const notes: string[] =
    given.ignored.length > 0 ? [`left out: ${[...new Set(given.ignored)].join(', ')}`] : [];
  const form = readForm(given, notes);
  const asQuery = has(given, 'get') ? form : [];
  const members = has(given, 'get') ? [] : form;
  const { endpoint, query } = readAddress(given);
  const headers = readHeaders(given, notes);
  const { grant, token, rest } = readGrant(members);
  const { auth, params } = readAuth(given, headers, rest);
  const proxy = last(given, 'proxy');
  const seconds = Math.ceil(Number(last(given, 'max-time')));
  return {
    endpoint,
    query: [...query, ...asQuery],
    grant,
    token,
    auth,
    params,
    insecure: has(given, 'insecure'),
    ...(proxy === undefined ? {} : { proxy: proxy.includes('://') ? proxy : `http://${proxy}` }),
    ...(seconds >= 1 && seconds <= 600 ? { timeoutSeconds: seconds } : {}),
    notes,
  };
}

function readAddress(given: CurlArguments): { readonly endpoint: string; readonly query: readonly Pair[] } {
  const address = last(given, 'url') ?? given.urls[0] ?? '';
  const whole = /^[a-z]+:\/\//i.test(address) ? address : `http://${address}`;
  if (address === '' || !/^https?:\/\/[^/?#\s]+/i.test(whole)) {
    throw new SignetError('unknown-format', 'the command names no http address', {
      hint: 'it should hold the token endpoint: https://…',
    });
  }
  const [endpoint = '', search = ''] = whole.replace(/#.*$/s, '').split(/\?(.*)/s, 2);
  return { endpoint, query: [...new URLSearchParams(search)] };
}

function readForm({ options }: CurlArguments, notes: string[]): readonly Pair[] {
  const pieces = options.flatMap(([name, value]) => {
    if (name === 'form' || name === 'json') {
      notes.push(
        name === 'json'
          ? 'its body is JSON; token endpoints take forms'
          : '--form: token endpoints take no multipart forms',
      );
      return [];
    }
    if (name === 'data-urlencode') return [encodePiece(value, notes)];
    if (!name.startsWith('data')) return [];
    if (!value.startsWith('@') || name === 'data-raw') return [value];
    notes.push(`the file ${value.slice(1)} was not read`);
    return [];
  });
  const body = pieces.join('&');
  if (/^\s*\{/.test(body)) {
    notes.push('its body is JSON; token endpoints take forms');
    return [];
  }
  return [...new URLSearchParams(body)].map(([name, value]): Pair => [name.trim(), withoutVariables(value)]);
}

/** `content`, `=content`, `name=content`, `@file`, `name@file`. */
function encodePiece(value: string, notes: string[]): string {
  const [, name = '', sign, content = ''] = /^([^=@]*)([=@])(.*)$/s.exec(value) ?? [];
  if (sign === undefined) return formEncode(value);
  if (sign === '=') return `${name}${name === '' ? '' : '='}${formEncode(content)}`;
  notes.push(`the file ${content} was not read`);
  return name === '' ? '' : `${name}=`;
}

/** What a shell would have filled in: `$NAME`, `${NAME}`, `$(…)`, `%NAME%`. */
function withoutVariables(value: string): string {
  return /^(?:\$\{?\w+\}?|\$\(.*\)|%\w+%|\$env:\w+)$/s.test(value) ? '' : value;
}

function readHeaders({ options }: CurlArguments, notes: string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of options) {
    if (name !== 'header') continue;
    const [, header = '', content = ''] = /^([^:;]+)[:;]\s*(.*)$/s.exec(value) ?? [];
    headers.set(header.toLowerCase(), content.trim());
  }
  const own = ['authorization', 'content-type', 'accept', 'content-length', 'host', 'user-agent'];
  for (const name of headers.keys()) if (!own.includes(name)) notes.push(`the header ${name} was left out`);
  return headers;
}

function readGrant(form: readonly Pair[]) {
  const value = (name: string) => form.find(([each]) => each === name)?.[1];
  const without = (...names: readonly string[]) => form.filter(([name]) => !names.includes(name));
  const read = (grant: Grant['type'], tokenName: string, ...more: readonly string[]) => ({
    grant,
    token: value(tokenName) ?? '',
    rest: without('grant_type', tokenName, ...more),
  });
  switch (value('grant_type')) {
    case jwtBearerGrant:
      return value('requested_token_use') === 'on_behalf_of'
        ? read('on-behalf-of', 'assertion', 'requested_token_use')
        : read('jwt-bearer', 'assertion');
    case 'client_credentials':
      return read('client-credentials', '');
    case 'refresh_token':
      return read('refresh-token', 'refresh_token');
    case tokenExchangeGrant:
      return read('token-exchange', 'subject_token');
    default:
      return { grant: null, token: '', rest: form };
  }
}

function readAuth(given: CurlArguments, headers: ReadonlyMap<string, string>, form: readonly Pair[]) {
  const value = (name: string) => form.find(([each]) => each === name)?.[1];
  const without = (...names: readonly string[]) => form.filter(([name]) => !names.includes(name));
  const user = last(given, 'user') ?? basicUser(headers.get('authorization') ?? '');
  if (user !== undefined) {
    const [id = '', secret = ''] = user.split(/:(.*)/s, 2);
    const clientSecret = formDecoded(withoutVariables(secret));
    const auth = {
      method: 'basic' as const,
      clientId: formDecoded(id),
      ...(clientSecret === '' ? {} : { clientSecret }),
    };
    return { auth, params: form };
  }
  const clientId = value('client_id') ?? '';
  if (
    value('client_assertion_type') === jwtBearerClientAssertion ||
    value('client_assertion') !== undefined
  ) {
    const clientAssertion = value('client_assertion') ?? '';
    return {
      auth: {
        method: isHmac(clientAssertion) ? ('client_secret_jwt' as const) : ('private_key_jwt' as const),
        clientId,
        ...(clientAssertion === '' ? {} : { clientAssertion }),
      },
      params: without('client_id', 'client_assertion', 'client_assertion_type'),
    };
  }
  const secret = value('client_secret');
  if (secret !== undefined) {
    const auth = { method: 'post' as const, clientId, ...(secret === '' ? {} : { clientSecret: secret }) };
    return { auth, params: without('client_id', 'client_secret') };
  }
  const method = last(given, 'cert') === undefined ? ('none' as const) : ('mtls' as const);
  return { auth: { method, clientId }, params: without('client_id') };
}

function basicUser(authorization: string): string | undefined {
  const [, credentials] = /^basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(authorization) ?? [];
  if (credentials === undefined) return undefined;
  return new TextDecoder().decode(decodeBase64url(credentials).bytes);
}

/** RFC 6749 has id and secret form-encoded; most people's commands do not. */
function formDecoded(text: string): string {
  if (!/%[0-9A-Fa-f]{2}/.test(text)) return text;
  return [...new URLSearchParams(`x=${text.replaceAll('&', '%26')}`)][0]?.[1] ?? text;
}

function isHmac(assertion: string): boolean {
  const { bytes } = decodeBase64url(assertion.split('.')[0] ?? '');
  return /"alg"\s*:\s*"HS/.test(new TextDecoder().decode(bytes));
}

function has({ options }: CurlArguments, name: string): boolean {
  return options.some(([each]) => each === name);
}

function last({ options }: CurlArguments, name: string): string | undefined {
  return options.findLast(([each]) => each === name)?.[1];
}
