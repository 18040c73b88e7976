import { IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { ClientKind } from '../../shared/contract/playground.ts';
import { type WrittenAnswer, writeAnswer } from './answer-format.ts';
import { type ProviderAnswer, providerTokenPath } from './authorization-server.ts';
import type { ClientRegistry, Registration } from './client-registry.ts';
import { type Exchange, toLogEntry } from './exchange.ts';
import { checkClient, checkOutcome, explainAnswer } from './explain-answer.ts';
import { flows, sharedPaths } from './flows.ts';
import { toDescription } from './plain-words.ts';
import { answerRegistration, type PlaygroundRegistration } from './registration-endpoint.ts';
import { maxBodyBytes, mediaTypeOf, readBody } from './request-body.ts';
import type { RequestLog } from './request-log.ts';
import { prepareTokenRequest } from './token-request.ts';

export interface RequestHandlerParts {
  readonly clients: ClientRegistry;
  readonly clientOfRefreshToken: (token: string) => string | undefined;
  readonly log: RequestLog;
  readonly clock: () => Date;
  readonly register: (registration: Registration) => PlaygroundRegistration;
  /** What `GET /playground` answers. */
  readonly summary: () => unknown;
}

export interface RequestHandler {
  /** The exchange that a request belongs to, once it has been handed on. */
  exchangeOf(request: IncomingMessage): Exchange;
  /** Logs what the authorization server answers, and says how to write it. */
  finish(exchange: Exchange, answer: ProviderAnswer): WrittenAnswer | undefined;
  /** Puts the playground's own routes, bounds and formats in front of an authorization server. */
  inFrontOf(authorizationServer: RequestListener): RequestListener;
}

interface Route {
  readonly method: 'GET' | 'POST';
  /** Where a request is handed on to. */
  readonly target?: string;
  readonly kind?: ClientKind;
}

/** Everything that is answered. `oidc-provider` has more routes, for browsers: none of them can be reached. */
const routes: Readonly<Record<string, Route>> = {
  [flows.gateway.tokenPath]: { method: 'POST', target: providerTokenPath, kind: 'gateway' },
  [flows['api-manager'].tokenPath]: { method: 'POST', target: providerTokenPath, kind: 'api-manager' },
  [sharedPaths.introspection]: { method: 'POST', target: sharedPaths.introspection },
  [sharedPaths.revocation]: { method: 'POST', target: sharedPaths.revocation },
  [sharedPaths.jwks]: { method: 'GET', target: sharedPaths.jwks },
  [sharedPaths.openidDiscovery]: { method: 'GET', target: sharedPaths.openidDiscovery },
  [sharedPaths.discovery]: { method: 'GET', target: sharedPaths.discovery },
  [sharedPaths.summary]: { method: 'GET' },
  [sharedPaths.registration]: { method: 'POST' },
};

const formType = 'application/x-www-form-urlencoded';

/** Makes the handler that stands in front of the authorization server on both ports. */
export function createRequestHandler(parts: RequestHandlerParts): RequestHandler {
  const exchanges = new WeakMap<IncomingMessage, Exchange>();

  const log = (exchange: Exchange, status: number) => parts.log.add(toLogEntry(exchange, status));

  const answer = (response: ServerResponse, exchange: Exchange, status: number, body: unknown) => {
    log(exchange, status);
    send(response, status, { contentType: 'application/json; charset=utf-8', text: JSON.stringify(body) });
  };

  /** An error as RFC 6749 section 5.2 has it, before the authorization server has seen the request. */
  const refuse = (
    response: ServerResponse,
    exchange: Exchange,
    status: number,
    error: string,
    description: string,
  ) => {
    log(exchange, status);
    send(
      response,
      status,
      writeAnswer(exchange.format, { error, error_description: toDescription(description) }),
    );
  };

  const handle = async (request: IncomingMessage, response: ServerResponse, next: RequestListener) => {
    const [path = '/', ...query] = (request.url ?? '/').split('?');
    const exchange: Exchange = {
      at: parts.clock(),
      method: request.method ?? '',
      path,
      checks: [],
      format: 'json',
    };
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (route === undefined)
      return refuse(response, exchange, 404, 'not_found', 'there is nothing at this path: see /playground');
    if (route.method !== request.method) {
      response.setHeader('Allow', route.method);
      const description = `this endpoint takes ${route.method} only`;
      exchange.checks.push({ rule: 'method', ok: false, detail: description });
      return refuse(response, exchange, 405, 'invalid_request', description);
    }

    const body = await readBody(request);
    if (body === undefined) {
      response.setHeader('Connection', 'close');
      const description = `the request body is larger than ${maxBodyBytes} bytes`;
      exchange.checks.push({ rule: 'request', ok: false, detail: description });
      return refuse(response, exchange, 413, 'invalid_request', description);
    }

    if (path === sharedPaths.summary) return answer(response, exchange, 200, parts.summary());
    if (path === sharedPaths.registration) {
      const registration = answerRegistration(request, body, parts.register);
      return answer(response, exchange, registration.status, registration.body);
    }

    if (route.method === 'POST' && mediaTypeOf(request) !== formType) {
      const description = `the content type must be ${formType}`;
      exchange.checks.push({ rule: 'content-type', ok: false, detail: description });
      return refuse(response, exchange, 400, 'invalid_request', description);
    }

    let form = new URLSearchParams(body.toString('utf8'));
    if (route.kind !== undefined) {
      const prepared = prepareTokenRequest(route.kind, form, new URLSearchParams(query.join('?')), parts);
      exchange.kind = route.kind;
      exchange.format = prepared.format;
      exchange.checks.push(...prepared.checks);
      if (prepared.clientId !== undefined) exchange.clientId = prepared.clientId;
      if (prepared.assertion !== undefined) exchange.assertion = prepared.assertion;
      if (prepared.refusal !== undefined) {
        return refuse(response, exchange, 400, prepared.refusal.error, prepared.refusal.description);
      }
      form = prepared.form;
    }
    if (route.kind !== 'gateway' && route.method === 'POST' && !namesClient(request, form)) {
      const description =
        'client authentication is missing: send client id and secret by HTTP Basic, or as client_id and client_secret (a gateway client: its client_id alone)';
      exchange.checks.push({ rule: 'client-authentication', ok: false, detail: description });
      response.setHeader('WWW-Authenticate', 'Basic realm="playground"');
      return refuse(response, exchange, 401, 'invalid_client', description);
    }
    const onward = handOn(request, route.target ?? path, route.method === 'POST' ? form.toString() : '');
    exchanges.set(onward, exchange);
    next(onward, response as ServerResponse<IncomingMessage> & { req: IncomingMessage });
  };

  return {
    exchangeOf(request) {
      const exchange = exchanges.get(request);
      if (exchange === undefined) throw new TypeError('the request did not come through the handler');
      return exchange;
    },

    finish(exchange, provided) {
      if (provided.client !== undefined) exchange.clientId = provided.client.clientId;
      const members = explainAnswer(provided.body, exchange.refusal);
      exchange.checks.unshift(...checkClient(provided, members));
      exchange.checks.push(...checkOutcome(exchange, members));
      log(exchange, provided.status);
      // Only tokens and errors have a format; documents and introspection stay as they are.
      const hasFormat = exchange.kind !== undefined || members.error !== undefined;
      return hasFormat ? writeAnswer(exchange.format, members) : undefined;
    },

    inFrontOf: (authorizationServer) => (request, response) => {
      handle(request, response, authorizationServer).catch(() => {
        // The client went away while it was sending, or a defect: either way there is nothing to tell it but this.
        if (!response.headersSent && !response.destroyed) {
          send(
            response,
            500,
            writeAnswer('json', {
              error: 'server_error',
              error_description: 'the request could not be handled',
            }),
          );
        }
      });
    },
  };
}

/** RFC 6749 section 2.3: by HTTP Basic or in the form. */
function namesClient(request: IncomingMessage, form: URLSearchParams): boolean {
  return request.headers.authorization !== undefined || form.has('client_id');
}

function send(response: ServerResponse, status: number, { contentType, text }: WrittenAnswer): void {
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}

/** A request for the authorization server: the same connection and headers, another path and a body that was read already. */
function handOn(request: IncomingMessage, path: string, body: string): IncomingMessage {
  const onward = new IncomingMessage(request.socket);
  onward.method = request.method;
  onward.url = path;
  onward.httpVersion = request.httpVersion;
  onward.httpVersionMajor = request.httpVersionMajor;
  onward.httpVersionMinor = request.httpVersionMinor;
  const { 'transfer-encoding': _, ...headers } = request.headers;
  // The library builds the addresses it announces from Host, which may say anything.
  const host = `127.0.0.1:${request.socket.localPort}`;
  onward.headers = { ...headers, host, accept: 'application/json' };
  if (request.method === 'POST') {
    onward.headers['content-type'] = formType;
    onward.headers['content-length'] = String(Buffer.byteLength(body));
    onward.push(body);
  }
  onward.push(null);
  onward.complete = true;
  return onward;
}
