import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createRawTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly SeenRequest[];
}

type Answer = (answer: ServerResponse, request: SeenRequest) => void;

/** An HTTP server on loopback that keeps what it is asked, and goes with the test. */
export async function serveHttp(answer: Answer): Promise<TestServer> {
  const requests: SeenRequest[] = [];
  const port = await listen(createServer(collect(requests, answer)));
  return { url: `http://127.0.0.1:${port}/token`, port, requests };
}

/** The same over TLS, with a certificate of test/fixtures/tls. */
export async function serveTls(
  answer: Answer,
  certificate: 'loopback' | 'other-name' | 'expired' = 'loopback',
): Promise<TestServer & { readonly pem: string }> {
  const requests: SeenRequest[] = [];
  const pem = tlsFixture(`${certificate}.crt.pem`);
  const server = createTlsServer(
    { key: tlsFixture(`${certificate}.key.pem`), cert: pem },
    collect(requests, answer),
  );
  const port = await listen(server);
  return { url: `https://127.0.0.1:${port}/token`, port, requests, pem };
}

/** A server that speaks nothing newer than TLS 1.0. */
export async function serveOldTls(): Promise<string> {
  const server = createRawTlsServer({
    key: tlsFixture('loopback.key.pem'),
    cert: tlsFixture('loopback.crt.pem'),
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1',
    ciphers: 'DEFAULT:@SECLEVEL=0',
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
}

/** A server that speaks whatever is written to its connections. */
export async function serveTcp(connected: (socket: Socket) => void): Promise<{ url: string; port: number }> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    connected(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/token`, port };
}

/** A port on which nothing listens any more. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}

export function json(body: unknown, status = 200): Answer {
  return (answer) => {
    answer.writeHead(status, { 'Content-Type': 'application/json' });
    answer.end(JSON.stringify(body));
  };
}

function collect(requests: SeenRequest[], answer: Answer): RequestListener {
  return (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('error', () => {});
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const seen = {
        method: incoming.method ?? '',
        url: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      requests.push(seen);
      answer(response, seen);
    });
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  return (server.address() as AddressInfo).port;
}

/** A file of test/fixtures/tls. */
export function tlsFixture(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../fixtures/tls', name), 'utf8');
}
