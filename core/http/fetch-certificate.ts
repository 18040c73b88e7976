import { isIP } from 'node:net';
import { type ConnectionOptions, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { ServerChain } from '../../shared/contract/certificate.ts';
import { explainFailure, type Phase } from './explain-failure.ts';

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

export interface FetchOptions {
  /** For the whole of it; default 10. */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
}

export interface FetchedCertificates {
  /** X.509 DER as the server sent it, leaf first. */
  readonly certificates: readonly Uint8Array[];
  readonly server: ServerChain['server'];
}

const address = /^(?:https:\/\/)?(\[[0-9A-Fa-f:.]+\]|[^/\\:\s@[\]]+)(?::(\d{1,5}))?(?:\/.*)?$/;

/**
 * `host:port`, `host`, `[2001:db8::1]:443` or an https URL as an address; the port is 443 where none is given.
 * @returns undefined where the text is none of these.
 */
export function parseServerAddress(text: string): ServerAddress | undefined {
  const match = address.exec(text.trim());
  const port = Number(match?.[2] ?? 443);
  if (match?.[1] === undefined || port < 1 || port > 65_535) return undefined;
  // What no URL can have as its host is none: a NUL, a lone percent sign, an IPv6 address that is cut short.
  const url = `https://${match[1]}:${port}`;
  return URL.canParse(url) ? { host: new URL(url).hostname.replace(/^\[|\]$/g, ''), port } : undefined;
}

/**
 * The certificates that a TLS server shows. Nothing is sent but the handshake; whether the chain is trusted is told, and
 * makes no difference. A server that wants a certificate of the client's shows its own all the same.
 * @throws SignetError `endpoint-unreachable`, `endpoint-timeout`, `tls-failed`, `cancelled`
 */
export function fetchCertificates(
  { host, port }: ServerAddress,
  { timeoutSeconds = 10, signal }: FetchOptions = {},
): Promise<FetchedCertificates> {
  const named = isIP(host) === 0;
  const place = new URL(`https://${host.includes(':') ? `[${host}]` : host}:${port}`);
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled());
    let phase: Phase = named ? 'dns' : 'connect';
    const socket = open({
      host,
      port,
      // RFC 6066 section 3: names only, no addresses.
      ...(named ? { servername: host } : {}),
      rejectUnauthorized: false,
    });
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      socket.destroy();
    };
    const fail = (error: unknown) => {
      finish();
      reject(error instanceof SignetError ? error : explainFailure(error, phase, place));
    };
    const take = (certificates: readonly Uint8Array[]) => {
      const reason = socket.authorizationError as string | Error | null | undefined;
      const protocol = socket.getProtocol();
      finish();
      resolve({
        certificates,
        server: {
          host,
          port,
          protocol,
          trusted: socket.authorized,
          reason: socket.authorized || !reason ? null : codeOf(reason),
        },
      });
    };
    const cancel = () => fail(cancelled());
    const timer = setTimeout(() => {
      fail(
        new SignetError('endpoint-timeout', `${place.host} did not answer within ${timeoutSeconds} s`, {
          hint: 'is it the right address, and a port that speaks TLS at once?',
          details: { step: phase },
        }),
      );
    }, timeoutSeconds * 1000);
    signal?.addEventListener('abort', cancel, { once: true });

    socket.once('lookup', () => {
      phase = 'connect';
    });
    socket.once('connect', () => {
      phase = 'tls';
    });
    socket.once('secureConnect', () => {
      const certificates = chainOf(socket);
      if (certificates.length > 0) take(certificates);
      else fail(new Error('the server showed no certificate'));
    });
    socket.on('error', (error) => {
      // A server that insists on a client's certificate breaks off once it has shown its own.
      const certificates = phase === 'tls' ? chainOf(socket) : [];
      if (certificates.length > 0) take(certificates);
      else fail(error);
    });
    socket.once('close', () => fail(new Error('the server closed the connection')));
  });
}

/** Old protocols and short keys are looked at too; BoringSSL does not know the level that OpenSSL wants named for that. */
function open(options: ConnectionOptions): TLSSocket {
  const lenient: ConnectionOptions = { ...options, minVersion: 'TLSv1' };
  try {
    return connect({ ...lenient, ciphers: 'DEFAULT:@SECLEVEL=0' });
  } catch {
    return connect(lenient);
  }
}

function chainOf(socket: TLSSocket): Uint8Array[] {
  const found = new Map<string, Uint8Array>();
  let current: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  // The last certificate is its own issuer.
  while (current?.raw !== undefined && !found.has(current.fingerprint256)) {
    found.set(current.fingerprint256, new Uint8Array(current.raw));
    current = current.issuerCertificate;
  }
  return [...found.values()];
}

function codeOf(reason: string | Error): string {
  if (typeof reason === 'string') return reason;
  return String((reason as { code?: unknown }).code ?? reason.message);
}

function cancelled(): SignetError {
  return new SignetError('cancelled', 'the request was cancelled');
}
