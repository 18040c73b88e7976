import type { RequestListener, ServerResponse } from 'node:http';
import { IncomingMessage } from 'node:http';
import type { ClientKind } from '../../shared/contract/playground.ts';
import { type AnswerMembers, type WrittenAnswer, writeAnswer } from './answer-format.ts';
import { checkOutcome, membersOf } from './answer-outcome.ts';
import type { ProviderAnswer } from './authorization-server.ts';
import type { RegisteredClient } from './client-registry.ts';
import type { ControlAnswer } from './control-endpoints.ts';
import { type Exchange, toLogEntry } from './exchange.ts';
import { type Failures, type Sleep, spoil, wrongClock } from './failures.ts';
import { flows, sharedPaths } from './flows.ts';
import type { Refusal } from './personality.ts';
import { toDescription } from './plain-words.ts';
import { judgeProof, prepareTokenRequest, proveClient, type Surroundings } from './prepare-request.ts';
import { answerResource } from './protected-resource.ts';
import { formType, maxBodyBytes, mediaTypeOf, readBody } from './request-body.ts';
import type { RequestLog } from './request-log.ts';
import { broken } from './rule-check.ts';
import { webPageProblem } from './web-page.ts';

export interface RequestHandlerParts extends Surroundings {
  readonly log: RequestLog;
  readonly clock: () => Date;
  readonly failures: Failures;
  readonly sleep: Sleep;
  /** Answers at the playground's own endpoints, for scripts. */
  readonly control: (request: IncomingMessage, path: string, body: Buffer) => ControlAnswer;
  /** What `GET /playground` answers. */
  readonly summary: () => unknown;
}

export interface RequestHandler {
  /** The exchange that a request belongs to, once it has been handed on. */
  exchangeOf(request: IncomingMessage): Exchange;
  /** Logs what the authorization server answers, and says how to write it. */
  finish(exchange: Exchange, answer: ProviderAnswer): WrittenAnswer | undefined;
  /** Puts the playground's own routes, rules, bounds and formats in front of an authorization server. */
  inFrontOf(authorizationServer: RequestListener): RequestListener;
}

/** Makes the handler that stands in front of the authorization server on both ports. */
export function createRequestHandler(parts: RequestHandlerParts): RequestHandler {
  const exchanges = new WeakMap<IncomingMessage, Exchange>();
  const log = (exchange: Exchange, status: number) => parts.log.add(toLogEntry(exchange, status));

  /** How the answer is to fail is settled once the client is known: the clock that it is judged by depends on it. */
  const settleFailure = (exchange: Exchange, client?: RegisteredClient) => {
    if (client !== undefined) exchange.client = client;
    const failure = parts.failures.take(client?.clientId);
    exchange.failureSettled = true;
    if (failure === undefined) return;
    exchange.failure = failure;
    if (failure === 'wrong-clock') exchange.at = new Date(exchange.at.getTime() + wrongClock);
  };

  /** Whether the answer has failed as it was told to, so that there is nothing left to answer. */
  const hasFailed = async (response: ServerResponse, exchange: Exchange): Promise<boolean> => {
    if (!exchange.failureSettled) settleFailure(exchange);
    response.setHeader('Date', exchange.at.toUTCString());
    if (exchange.failure === undefined) return false;
    const status = await spoil(exchange.failure, response, parts.sleep);
    if (status === undefined) return false;
    log(exchange, status);
    return true;
  };

  const answer = async (
    response: ServerResponse,
    exchange: Exchange,
    status: number,
    written: WrittenAnswer,
  ): Promise<void> => {
    if (await hasFailed(response, exchange)) return;
    log(exchange, status);
    send(response, status, written);
  };

  /** An error as RFC 6749 section 5.2 has it, before the authorization server has seen the request. */
  const refuse = (
    response: ServerResponse,
    exchange: Exchange,
    { status = 400, error, description }: Refusal,
  ) => {
    const members: AnswerMembers = {
      error,
      ...(description === undefined ? {} : { error_description: toDescription(description) }),
    };
    return answer(response, exchange, status, writeAnswer(exchange.format, members));
  };

  const refuseRequest = (response: ServerResponse, exchange: Exchange, rule: string, refusal: Refusal) => {
    exchange.checks.push(broken(rule, refusal.description ?? refusal.error));
    return refuse(response, exchange, refusal);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse, next: RequestListener) => {
    const [path = '/', ...query] = (request.url ?? '/').split('?');
    const method = request.method ?? '';
    const form = new URLSearchParams();
    const exchange: Exchange = { at: parts.clock(), method, path, checks: [], format: 'json', form };
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    const problem = webPageProblem(request);
    if (problem !== undefined) {
      // Not as other answers: it must not use up a failure that was ordered, nor wait for a body.
      exchange.checks.push(broken('request', problem.description));
      log(exchange, problem.status);
      response.setHeader('Connection', 'close');
      const members = { error: problem.error, error_description: toDescription(problem.description) };
      return send(response, problem.status, writeAnswer('json', members));
    }
    const route = routeOf(path);
    if (route === undefined) {
      const description = 'there is nothing at this path: see /playground';
      return refuse(response, exchange, { status: 404, error: 'not_found', description });
    }
    if (!route.methods.some((each) => each === method)) {
      response.setHeader('Allow', route.methods.join(', '));
      const description = `this endpoint takes ${route.methods.join(' and ')} only`;
      return refuseRequest(response, exchange, 'method', {
        status: 405,
        error: 'invalid_request',
        description,
      });
    }
    const body = await readBody(request);
    if (body === undefined) {
      response.setHeader('Connection', 'close');
      const description = `the request body is larger than ${maxBodyBytes} bytes`;
      return refuseRequest(response, exchange, 'request', {
        status: 413,
        error: 'invalid_request',
        description,
      });
    }

    if (route.role === 'summary' || route.role === 'control') {
      const { status, body: document } =
        route.role === 'summary'
          ? { status: 200, body: parts.summary() }
          : parts.control(request, path, body);
      log(exchange, status);
      return send(response, status, asJson(document));
    }
    if (route.role === 'resource') return answerAtResource(request, response, exchange);
    if (method === 'POST' && mediaTypeOf(request) !== formType) {
      const description = `the content type must be ${formType}`;
      return refuseRequest(response, exchange, 'content-type', { error: 'invalid_request', description });
    }
    exchange.form = new URLSearchParams(body.toString('utf8'));
    const refusal = await prepare(request, exchange, route, new URLSearchParams(query.join('?')));
    if (exchange.client?.dpop === 'nonce') response.setHeader('DPoP-Nonce', parts.nonces.current());
    if (refusal !== undefined) {
      if (refusal.status === 401 && wantsBasic(request, exchange.form)) {
        response.setHeader('WWW-Authenticate', 'Basic realm="playground"');
      }
      if (refusal.error === 'use_dpop_nonce') response.setHeader('DPoP-Nonce', parts.nonces.current());
      return refuse(response, exchange, refusal);
    }
    if (await hasFailed(response, exchange)) return;
    const target = route.role === 'token' ? sharedPaths.token : path;
    const onward = handOn(request, target, onwardForm(exchange, route));
    exchanges.set(onward, exchange);
    next(onward, response as ServerResponse<IncomingMessage> & { req: IncomingMessage });
  };

  const prepare = async (
    request: IncomingMessage,
    exchange: Exchange,
    route: Route,
    query: URLSearchParams,
  ): Promise<Refusal | undefined> => {
    const onClient = (client: RegisteredClient) => settleFailure(exchange, client);
    if (route.role === 'client') return proveClient(request, exchange, parts, onClient);
    if (route.kind === undefined) return undefined;
    exchange.kind = route.kind;
    return prepareTokenRequest(request, exchange, query, parts, onClient);
  };

  const answerAtResource = async (request: IncomingMessage, response: ServerResponse, exchange: Exchange) => {
    const result = await answerResource({
      request,
      path: exchange.path,
      findToken(value) {
        const token = parts.storage.accessToken(value);
        if (token !== undefined) settleFailure(exchange, parts.clients.find(token.clientId));
        return token;
      },
      judgeProof: (token) => judgeProof(request, exchange, parts, token),
    });
    exchange.checks.push(...result.checks);
    if (result.challenge !== undefined) response.setHeader('WWW-Authenticate', result.challenge);
    if (exchange.client?.dpop === 'nonce') response.setHeader('DPoP-Nonce', parts.nonces.current());
    await answer(response, exchange, result.status, asJson(result.body));
  };

  return {
    exchangeOf(request) {
      const exchange = exchanges.get(request);
      if (exchange === undefined) throw new TypeError('the request did not come through the handler');
      return exchange;
    },

    finish(exchange, provided) {
      const members = membersOf(provided.body);
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
          const members = { error: 'server_error', error_description: 'the request could not be handled' };
          send(response, 500, writeAnswer('json', members));
        }
      });
    },
  };
}

/** RFC 6749 section 5.2 asks for it where Basic was tried; it helps where nothing was. */
function wantsBasic(request: IncomingMessage, form: URLSearchParams): boolean {
  return request.headers.authorization !== undefined || !form.has('client_id');
}

/** What the authorization server needs to know of a request that was judged already. */
function onwardForm({ form, client }: Exchange, { role }: Route): URLSearchParams {
  const names = role === 'token' ? ['grant_type', 'scope'] : ['token', 'token_type_hint'];
  const onward = new URLSearchParams([...form].filter(([name]) => names.includes(name)));
  if (client !== undefined) onward.set('client_id', client.clientId);
  return onward;
}

const asJson = (document: unknown): WrittenAnswer => ({
  contentType: 'application/json; charset=utf-8',
  text: JSON.stringify(document),
});

function send(response: ServerResponse, status: number, { contentType, text }: WrittenAnswer): void {
  response.statusCode = status;
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.setHeader('Cache-Control', 'no-store');
  response.end(text);
}

/**
 * Makes a request for the authorization server: the same connection and headers, another path and a body that was
 * read already.
 */
function handOn(request: IncomingMessage, path: string, form: URLSearchParams): IncomingMessage {
  const onward = new IncomingMessage(request.socket);
  onward.method = request.method;
  onward.url = path;
  onward.httpVersion = request.httpVersion;
  onward.httpVersionMajor = request.httpVersionMajor;
  onward.httpVersionMinor = request.httpVersionMinor;
  // What authenticates the client was judged already.
  const { 'transfer-encoding': _, authorization: __, dpop: ___, ...headers } = request.headers;
  // The library builds the addresses it announces from Host, which may say anything.
  const host = `127.0.0.1:${request.socket.localPort}`;
  onward.headers = { ...headers, host, accept: 'application/json' };
  if (request.method === 'POST') {
    const body = form.toString();
    onward.headers['content-type'] = formType;
    onward.headers['content-length'] = String(Buffer.byteLength(body));
    onward.push(body);
  }
  onward.push(null);
  onward.complete = true;
  return onward;
}

/** What a path is for. */
interface Route {
  readonly methods: readonly ('GET' | 'POST')[];
  readonly role: 'token' | 'client' | 'document' | 'resource' | 'summary' | 'control';
  /** Where a token request came in. */
  readonly kind?: ClientKind;
}

/** Everything that is answered. `oidc-provider` has more routes, for browsers: none of them can be reached. */
const routes: Readonly<Record<string, Route>> = {
  [flows.gateway.tokenPath]: { methods: ['POST'], role: 'token', kind: 'gateway' },
  [sharedPaths.token]: { methods: ['POST'], role: 'token', kind: 'standard' },
  [sharedPaths.introspection]: { methods: ['POST'], role: 'client' },
  [sharedPaths.revocation]: { methods: ['POST'], role: 'client' },
  [sharedPaths.jwks]: { methods: ['GET'], role: 'document' },
  [sharedPaths.openidDiscovery]: { methods: ['GET'], role: 'document' },
  [sharedPaths.discovery]: { methods: ['GET'], role: 'document' },
  [sharedPaths.resource]: { methods: ['GET', 'POST'], role: 'resource' },
  [sharedPaths.userinfo]: { methods: ['GET', 'POST'], role: 'resource' },
  [sharedPaths.summary]: { methods: ['GET'], role: 'summary' },
  [sharedPaths.registration]: { methods: ['POST'], role: 'control' },
  [sharedPaths.failures]: { methods: ['POST'], role: 'control' },
};

function routeOf(path: string): Route | undefined {
  return Object.hasOwn(routes, path) ? routes[path] : undefined;
}
