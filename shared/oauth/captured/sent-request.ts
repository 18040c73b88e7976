import { decodeBase64url } from '../../base/base64url.ts';
import { isJsonObject, parseJson, textOf } from '../../base/json.ts';
import { SignetError } from '../../base/signet-error.ts';
import { parseCurl } from '../curl/parse-curl.ts';
import { authMembers, type ClientAuth, type Grant, grantMembers, type Pair } from '../token-request.ts';
import { type HttpMessage, headerValue, readHttp } from './read-message.ts';

/** A request that somebody sent, as far as an answer can be explained by it. */
export interface SentRequest {
  readonly url?: string;
  readonly form?: readonly Pair[];
  /** The body was JSON, and not a form. */
  readonly json?: true;
  readonly assertion?: string;
  readonly clientAssertion?: string;
  /** A JWT that went another way: as client secret, bearer token or subject token. */
  readonly otherJwt?: string;
  /** What must not be shown again. */
  readonly secrets: readonly string[];
}

/**
 * Reads a request: a curl command, a raw HTTP message, or a HAR file.
 * @throws SignetError `unknown-format`
 */
export function readSentRequest(
  text: string,
): SentRequest & { readonly captured?: ReturnType<typeof readHttp> } {
  const captured = readHttp(text);
  if (captured?.request) return { ...toSentRequest(captured.request), captured };
  if (/^\s*(?:\$\s*)?curl\b/.test(text)) return readCurl(text);
  throw new SignetError('unknown-format', 'this is no request that Signet can read', {
    hint: 'give a curl command, an HTTP message with its request line, or a HAR file',
  });
}

export function toSentRequest({ url, headers, body }: HttpMessage): SentRequest {
  const parsed = /^\s*\{/.test(body) ? parseJson(body) : undefined;
  const json = parsed?.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
  const form: readonly Pair[] = json
    ? Object.entries(json).map(([name, value]): Pair => [name, textOf(value)])
    : [...new URLSearchParams(body)];
  const authorization = headerValue(headers, 'authorization') ?? '';
  const [, scheme = '', credentials = ''] = /^(\S+)\s+(\S+)/.exec(authorization) ?? [];
  const basic =
    scheme.toLowerCase() === 'basic'
      ? new TextDecoder().decode(decodeBase64url(credentials).bytes).split(/:(.*)/s)
      : [];
  return sent({
    ...(url === undefined ? {} : { url }),
    form,
    ...(json ? { json: true as const } : {}),
    ...(/^(?:bearer|dpop)$/i.test(scheme) ? { bearer: credentials } : {}),
    ...(basic[1] === undefined ? {} : { secret: basic[1] }),
  });
}

function readCurl(text: string): SentRequest {
  const pasted = parseCurl(text);
  const { method, clientId, clientSecret = '', clientAssertion = '' } = pasted.auth;
  const auth: ClientAuth =
    method === 'basic' || method === 'post'
      ? { method, clientId, clientSecret }
      : method === 'client_secret_jwt' || method === 'private_key_jwt'
        ? { method, clientId, clientAssertion }
        : { method, clientId };
  const grant = grantOf(pasted.grant, pasted.token);
  return sent({
    url: pasted.endpoint,
    form: [...(grant ? grantMembers(grant) : []), ...pasted.params, ...authMembers(auth)],
    ...(pasted.notes.some((note) => note.includes('body is JSON')) ? { json: true as const } : {}),
    ...(clientSecret === '' ? {} : { secret: clientSecret }),
    ...(bearerOf(text) === undefined ? {} : { bearer: bearerOf(text) ?? '' }),
  });
}

/** A curl command that calls an API has its JWT in the header. */
function bearerOf(command: string): string | undefined {
  return /authorization:\s*(?:bearer|dpop)\s+([\w.~+/=-]+)/i.exec(command)?.[1];
}

function grantOf(type: Grant['type'] | null, token: string): Grant | undefined {
  switch (type) {
    case 'jwt-bearer':
    case 'on-behalf-of':
      return { type, assertion: token };
    case 'refresh-token':
      return { type, refreshToken: token };
    case 'token-exchange':
      return { type, subjectToken: token };
    case 'client-credentials':
      return { type };
    case null:
      return undefined;
  }
}

interface Found {
  readonly url?: string;
  readonly form: readonly Pair[];
  readonly json?: true;
  readonly bearer?: string;
  readonly secret?: string;
}

function sent({ url, form, json, bearer, secret }: Found): SentRequest {
  const value = (name: string) => form.find(([each, text]) => each === name && text !== '')?.[1];
  const otherJwt = [value('client_secret'), value('subject_token'), value('WebIdentityToken'), bearer].find(
    isJwt,
  );
  const optional = <Name extends string>(name: Name, text: string | undefined) =>
    (text === undefined ? {} : { [name]: text }) as { readonly [_ in Name]?: string };
  return {
    ...optional('url', url),
    ...(form.length === 0 ? {} : { form }),
    ...(json ? { json } : {}),
    ...optional('assertion', value('assertion')),
    ...optional('clientAssertion', value('client_assertion')),
    ...optional('otherJwt', otherJwt),
    secrets: [secret, value('client_secret'), value('password'), bearer].filter((each) => each !== undefined),
  };
}

function isJwt(text: string | undefined): boolean {
  return text !== undefined && /^e[wy][\w-]{8,}\.[\w-]+\.[\w-]*$/.test(text);
}
