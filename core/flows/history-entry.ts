import { compactJson, isJsonObject, parseJson, writeJson } from '../../shared/base/json.ts';
import { decodeToken } from '../../shared/jwt/decode-token.ts';
import type { HistoryEntry } from '../../shared/oauth/history-entry.ts';
import { isSecretName, redactBody, redactUrl } from '../../shared/oauth/redact.ts';
import type { NamedAuth, NamedTokenRequest, Recipe } from '../../shared/oauth/request-model.ts';
import type { TokenExchange, TracedMessage } from '../../shared/oauth/token-exchange.ts';

/** More of an answer than this is no longer read by anybody. */
const maxBody = 4 * 1024;

type Description = Pick<
  HistoryEntry,
  'endpoint' | 'server' | 'grant' | 'auth' | 'clientId' | 'header' | 'claims'
>;

/** What a request is about, without its secrets and tokens. */
export function describeRequest(request: NamedTokenRequest): Description {
  const { endpoint, server, grant, auth } = request;
  const { header, claims } = assertionOf(request);
  const clientId = auth.clientId ?? '';
  return {
    endpoint: redactUrl(endpoint.trim()),
    ...(server === undefined ? {} : { server }),
    grant: grant.type,
    auth: auth.method,
    ...(clientId === '' ? {} : { clientId }),
    ...(header === undefined ? {} : { header }),
    ...(claims === undefined ? {} : { claims }),
  };
}

/** The request as it can be kept and sent again; undefined where a token or a secret would have to be kept with it. */
export function repeatableRequest(sent: NamedTokenRequest): NamedTokenRequest | undefined {
  const request = signedAnew(sent);
  const { endpoint, grant, auth, query = [], params = [], proxy } = request;
  const signsAnew = grant.type === 'client-credentials' || 'sign' in grant;
  const signed = 'sign' in grant ? [grant.sign.header, grant.sign.claims] : [];
  const proof = 'claims' in auth || 'header' in auth ? [auth.header ?? '', auth.claims ?? ''] : [];
  const texts = [...[...query, ...params].map(([, value]) => value), ...signed, ...proof];
  const isPublic =
    signsAnew &&
    !('assertion' in auth) &&
    [...query, ...params].every(([name]) => !isSecretName(name)) &&
    texts.every((text) => redactBody(text) === text) &&
    [endpoint, proxy ?? ''].every((url) => redactUrl(url) === url);
  return isPublic ? request : undefined;
}

/** What it was signed from in place of an assertion that Signet made. */
function signedAnew(request: NamedTokenRequest): NamedTokenRequest {
  const { grant, auth } = request;
  return {
    ...request,
    ...('madeFrom' in grant && grant.madeFrom ? { grant: { type: 'jwt-bearer', sign: grant.madeFrom } } : {}),
    ...('madeFrom' in auth && auth.madeFrom ? { auth: clientOf(auth.clientId, auth.madeFrom) } : {}),
  };
}

function clientOf(clientId: string, { entry, verbatim: _v, detached: _d, ...recipe }: Recipe): NamedAuth {
  return { method: 'private_key_jwt', clientId, key: entry, ...recipe };
}

/** An exchange as it is kept: without tokens, and its bodies not longer than anybody reads. */
export function shortened(exchange: TokenExchange): NonNullable<HistoryEntry['exchange']> {
  const {
    tokens: _tokens,
    tokensText: _text,
    explanation: _explanation,
    earlier: _earlier,
    error,
    ...kept
  } = exchange;
  const { error_description: description } = error ?? {};
  return {
    ...kept,
    ...(error === undefined ? {} : { error }),
    ...(error === undefined || description === undefined
      ? {}
      : { error: { ...error, error_description: description.slice(0, maxBody) } }),
    request: shorten(exchange.request),
    response: shorten(exchange.response),
  };
}

function shorten(message: TracedMessage): TracedMessage {
  return message.body.length <= maxBody
    ? message
    : { ...message, body: `${message.body.slice(0, maxBody)}…` };
}

function assertionOf({ grant, auth }: NamedTokenRequest): Pick<Description, 'header' | 'claims'> {
  if (grant.type === 'jwt-bearer') {
    return 'sign' in grant ? readBoth(grant.sign) : decoded(grant.assertion);
  }
  if ('assertion' in auth) return decoded(auth.assertion);
  return 'claims' in auth || 'header' in auth ? readBoth(auth) : {};
}

function decoded(assertion: string): Pick<Description, 'header' | 'claims'> {
  if (assertion.trim() === '') return {};
  const { header, claims } = decodeToken(assertion);
  return readBoth({ header: writeJson(header), claims: writeJson(claims) });
}

function readBoth({ header = '', claims = '' }: { readonly header?: string; readonly claims?: string }) {
  const [readHeader, readClaims] = [redactedObject(header), redactedObject(claims)];
  return {
    ...(readHeader === undefined ? {} : { header: readHeader }),
    ...(readClaims === undefined ? {} : { claims: readClaims }),
  };
}

/** A claim may itself be a token, or a secret. */
function redactedObject(text: string): string | undefined {
  const redacted = redactBody(text);
  const parsed = parseJson(redacted);
  return parsed.ok && isJsonObject(parsed.value) ? compactJson(redacted) : undefined;
}
