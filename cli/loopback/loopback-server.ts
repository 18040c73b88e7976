import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OneTimeFiles } from '../../core/home/one-time-files.ts';
import { contentSecurityPolicy } from '../../core/services/content-security-policy.ts';
import { createWindowFiles } from '../../core/services/window-files.ts';
import { isModestJson } from '../../shared/base/json-bounds.ts';
import { maxFileBytes } from '../../shared/base/limits.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { Dispatcher } from '../../shared/contract/dispatcher.ts';
import { linesType, type Progress } from '../../shared/contract/progress.ts';

// The largest input is a file in base64 inside JSON.
const maxBodyBytes = Math.ceil((maxFileBytes * 4) / 3) + 64 * 1024;

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT/#secret=…`: the secret never reaches a log, for a fragment is not sent. */
  readonly url: string;
  close(): Promise<void>;
}

/** Below it are the links that give a file once. */
export const downloadPath = '/download/';

/** What is served. */
export interface Served {
  readonly dispatcher: Dispatcher;
  /** The built window. */
  readonly windowFolder: string;
  readonly files: Pick<OneTimeFiles, 'take' | 'clear'>;
}

/**
 * Serves the window on 127.0.0.1 alone. Every call must come from our own origin, name our own host, and carry the
 * launch secret; a page elsewhere in the same browser has none of the three.
 * @param port 0 for any free one
 * @throws SignetError `port-in-use`
 */
export async function startLoopbackServer(
  { dispatcher, windowFolder, files }: Served,
  port: number,
): Promise<LoopbackServer> {
  const secret = randomBytes(32).toString('base64url');
  const windowFiles = createWindowFiles(windowFolder);
  const server = createServer((request, response) => {
    answer(request, response, { dispatcher, windowFiles, files, secret, port: portOf(server) }).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${portOf(server)}/#secret=${secret}`,
    close: () =>
      new Promise((resolve) => {
        files.clear();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answering extends Omit<Served, 'windowFolder'> {
  readonly windowFiles: ReturnType<typeof createWindowFiles>;
  readonly secret: string;
  readonly port: number;
}

async function answer(request: IncomingMessage, response: ServerResponse, serving: Answering): Promise<void> {
  setSecurityHeaders(response);
  const { host } = request.headers;
  if (host === `localhost:${serving.port}`) return refuseLocalhost(response, serving.port);
  // A foreign name that resolves to 127.0.0.1 (DNS rebinding) shows itself in Host.
  if (host !== `127.0.0.1:${serving.port}`) return refuse(response, 421);
  const path = pathOf(request.url);
  if (path === undefined) return refuse(response, 400);
  if (path.startsWith('/call/')) return answerCall(request, response, path.slice('/call/'.length), serving);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  if (path.startsWith(downloadPath)) return answerDownload(request, response, serving.files, path);
  const file = await serving.windowFiles.read(path);
  if (!file) return refuse(response, 404);
  response.writeHead(200, { 'Content-Type': file.mediaType, 'Cache-Control': 'no-cache' });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}

/** A link works once, for our own page. */
function answerDownload(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  files: Served['files'],
  path: string,
): void {
  const site = headers['sec-fetch-site'] ?? 'same-origin';
  const file =
    method === 'GET' && site === 'same-origin' ? files.take(path.slice(downloadPath.length)) : undefined;
  if (!file) {
    refuse(response, 404);
    return;
  }
  response.once('close', () => file.bytes.fill(0));
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`,
    'Content-Length': file.bytes.length,
    'Cache-Control': 'no-store',
  });
  response.end(file.bytes);
}

async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  method: string,
  { dispatcher, secret, port }: Answering,
): Promise<void> {
  if (request.method !== 'POST') return refuse(response, 405);
  if (request.headers.origin !== `http://127.0.0.1:${port}`) return refuse(response, 403);
  if (!sameSecret(request.headers['x-signet-secret'], secret)) return refuse(response, 403);

  const input = await readInput(request);
  // What is still to come of a body that is too large is read and dropped (Node does so once the answer is out): a caller
  // that writes into a closed connection would see a network error and not the reason.
  if ('refused' in input) return refuseCall(response, input.refused);
  const aborted = new AbortController();
  // The window cancels a call by dropping its request.
  response.once('close', () => {
    if (!response.writableEnded) aborted.abort();
  });
  response.setHeader('Cache-Control', 'no-store');
  // A window that listens for progress takes lines of JSON, the answer last; any other takes the answer alone.
  const lines = request.headers.accept === linesType;
  response.setHeader('Content-Type', lines ? linesType : 'application/json');
  const onProgress = (progress: Progress) => {
    if (!response.writableEnded) response.write(`${JSON.stringify({ progress })}\n`);
  };
  const result = await dispatcher.dispatch(method, input.value, {
    signal: aborted.signal,
    ...(lines && { onProgress }),
  });
  response.end(JSON.stringify(result));
}

function pathOf(target = '/'): string | undefined {
  try {
    return new URL(target, 'http://127.0.0.1').pathname;
  } catch {
    return undefined;
  }
}

/** What a call is given, or why it is refused. Neither the body nor its text outlives this: each may be 44 MB. */
async function readInput(
  request: IncomingMessage,
): Promise<{ readonly value: unknown } | { readonly refused: SignetError }> {
  const text = await readText(request);
  if (text === undefined || !isModestJson(text)) {
    return {
      refused: new SignetError('input-too-large', 'the call is larger, or holds more, than any input'),
    };
  }
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { refused: new SignetError('invalid-input', 'the call is not JSON') };
  }
}

/** The body, or undefined when it is larger than any input. */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop must not destroy the connection: it still has to carry the refusal.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', contentSecurityPolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

function refuseCall(response: ServerResponse, error: SignetError): void {
  response.writeHead(error.code === 'input-too-large' ? 413 : 400, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ ok: false, error: error.toData() }));
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end();
}

/**
 * `localhost` may be `::1`, where another program of this machine can wait for the launch secret: the window is not to be
 * had by that name, so that nobody gets used to it.
 */
function refuseLocalhost(response: ServerResponse, port: number): void {
  response.writeHead(421, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`<!doctype html>
<html lang="en">
<title>Signet is at 127.0.0.1</title>
<h1>Signet is at 127.0.0.1</h1>
<p>Open the address that Signet printed when it was started: it begins with <code>http://127.0.0.1:${port}/</code>.</p>
<p>On some machines, another program can answer to the name localhost. Signet gives nothing out and takes no secret there.</p>
</html>
`);
}

function sameSecret(given: string | string[] | undefined, secret: string): boolean {
  const candidate = Buffer.from(typeof given === 'string' ? given : '');
  const expected = Buffer.from(secret);
  return candidate.length === expected.length && timingSafeEqual(candidate, expected);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        cause.code === 'EADDRINUSE'
          ? new SignetError('port-in-use', `port ${port} is taken`, {
              hint: 'choose another with --port, or leave it out',
              cause,
            })
          : cause,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
