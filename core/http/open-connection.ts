import { request } from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { ShownCertificate, TlsFacts } from '../../shared/oauth/token-exchange.ts';
import { describeCertificate } from '../certificate/describe-certificate.ts';
import type { ExchangeClock } from './exchange-clock.ts';
import { explainDistrust } from './explain-failure.ts';
import { secureContext, type TlsIdentity } from './secure-context.ts';
import { urlAuthorization } from './url.ts';

export interface ConnectionOptions {
  /** Whatever the server's certificate. */
  readonly insecure?: boolean;
  /** Extra trusted certificates, PEM. */
  readonly ca?: string;
  /** Fingerprint of a certificate that was accepted for this server: colon-separated upper-case hex of its SHA-256. */
  readonly accepted?: string;
  readonly identity?: TlsIdentity;
}

export interface Connection {
  readonly socket: Socket;
  readonly tls?: TlsFacts;
}

/**
 * A connection to a URL's server, by way of a proxy if there is one, and over TLS if the URL says so. Nothing of a request
 * goes out before the server is known to be the right one.
 * @param signal destroys the connection, also later on
 */
export async function openConnection(
  url: URL,
  proxy: URL | undefined,
  options: ConnectionOptions,
  clock: ExchangeClock,
  signal: AbortSignal,
): Promise<Connection> {
  const overTls = url.protocol === 'https:';
  const plain = await openSocket(proxy ?? url, clock, signal);
  if (!overTls) return { socket: plain };
  const tunnel = proxy === undefined ? plain : await openTunnel(plain, url, proxy);
  clock.enter('tls');
  const socket = await secure(tunnel, url, options, signal);
  const facts = await judge(socket, url, options);
  return { socket, tls: facts };
}

function openSocket(place: URL, clock: ExchangeClock, signal: AbortSignal): Promise<Socket> {
  const host = bareHost(place);
  // An address is not looked up: no time of the exchange is spent on names.
  if (isIP(host) !== 0) clock.skip('connect');
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: portOf(place), signal });
    socket.once('lookup', (error: Error | null) => {
      if (!error) clock.enter('connect');
    });
    socket.once('connect', () => resolve(socket));
    // Stays, so that the connection's end is no uncaught error.
    socket.on('error', reject);
  });
}

/** RFC 9110 section 9.3.6. */
function openTunnel(socket: Socket, url: URL, proxy: URL): Promise<Socket> {
  const target = `${url.hostname}:${portOf(url)}`;
  const authorization = urlAuthorization(proxy);
  return new Promise((resolve, reject) => {
    const asked = request({
      method: 'CONNECT',
      path: target,
      createConnection: () => socket,
      headers: {
        Host: target,
        ...(authorization === undefined ? {} : { 'Proxy-Authorization': authorization }),
      },
    });
    asked.once('connect', ({ statusCode = 0 }, tunnel: Socket) => {
      if (statusCode >= 200 && statusCode < 300) return resolve(tunnel);
      tunnel.destroy();
      reject(
        new SignetError('proxy-failed', `the proxy ${proxy.host} refused to connect: status ${statusCode}`, {
          hint:
            statusCode === 407
              ? 'it wants credentials: http://user:password@proxy:port'
              : 'ask who runs the proxy',
          details: { step: 'connect', status: statusCode },
        }),
      );
    });
    asked.once('error', reject);
    asked.end();
  });
}

/** The handshake. Whether the server is trusted is judged afterwards, since an accepted certificate may be wrong in any way. */
function secure(
  socket: Socket,
  url: URL,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const host = bareHost(url);
  return new Promise((resolve, reject) => {
    const encrypted = tlsConnect({
      socket,
      host,
      // RFC 6066 section 3: names only, no addresses.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
      secureContext: secureContext(options.ca, options.identity),
    });
    signal.addEventListener('abort', () => encrypted.destroy(), { once: true });
    encrypted.once('secureConnect', () => resolve(encrypted));
    encrypted.once('close', () => reject(new Error('the server closed the connection')));
    encrypted.on('error', reject);
  });
}

async function judge(socket: TLSSocket, url: URL, options: ConnectionOptions): Promise<TlsFacts> {
  const { raw } = socket.getPeerCertificate();
  const certificate = await showCertificate(raw);
  const trust = socket.authorized
    ? 'authority'
    : certificate.sha256 === options.accepted
      ? 'accepted'
      : options.insecure
        ? 'insecure'
        : undefined;
  if (trust === undefined) {
    socket.destroy();
    throw explainDistrust(socket.authorizationError, url, certificate);
  }
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
    trust,
    certificate,
    clientCertificate: options.identity !== undefined,
  };
}

async function showCertificate(der: Uint8Array): Promise<ShownCertificate> {
  const { subject, issuer, notBefore, notAfter, sha256 } = await describeCertificate(new Uint8Array(der));
  return { subject, issuer, notBefore, notAfter, sha256 };
}

/** In a URL, an address of IPv6 stands in brackets. */
function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

export function portOf({ port, protocol }: URL): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}
