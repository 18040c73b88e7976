import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { type DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { whyCertifiedUnsafe } from '../certificate/public-key.ts';
import type { RegisteredClient } from './client-registry.ts';
import { quote } from './plain-words.ts';
import { broken, passed, type RuleCheck } from './rule-check.ts';

const fault = 'client-authentication';
/** Certificates that a client may put between its own and the issuer that is trusted. */
const maxIntermediates = 5;

const shownChains = new WeakMap<Socket, readonly X509Certificate[]>();

/**
 * Keeps what a client showed in the handshake, its own certificate first: for a `secureConnection`, as Node forgets the
 * rest of the chain soon after. A chain that goes in a circle ends at the bound.
 */
export function noteTlsClient(socket: TLSSocket): void {
  const chain: X509Certificate[] = [];
  let shown: Partial<DetailedPeerCertificate> | undefined = socket.getPeerCertificate(true);
  while (shown?.raw !== undefined && chain.length <= maxIntermediates) {
    chain.push(new X509Certificate(shown.raw));
    shown = shown.issuerCertificate;
  }
  shownChains.set(socket, chain);
}

/**
 * Checks the certificate that the client showed in the TLS handshake (RFC 8705 section 2): for `tls_client_auth`
 * its chain, dates and subject, for `self_signed_tls_client_auth` that it is the registered one.
 */
export function checkTlsClient(socket: Socket, client: RegisteredClient, now: Date): readonly RuleCheck[] {
  const rule = 'tls-certificate';
  if (!(socket instanceof TLSSocket)) {
    return [broken(rule, 'this is not the TLS port: send the request to the https address', fault)];
  }
  const [shown, ...intermediates] = shownChains.get(socket) ?? [];
  if (shown === undefined) {
    return [
      broken(
        rule,
        'no TLS client certificate was shown: configure the client with its key and certificate',
        fault,
      ),
    ];
  }
  const here = passed(rule, `a TLS client certificate was shown: ${shown.fingerprint256}`);
  const checks =
    client.authentication === 'tls_client_auth'
      ? [checkChain(shown, intermediates, client), checkDates(shown, now), checkSubject(shown, client)]
      : [checkRegistered(shown, client)];
  return [here, ...checks];
}

function checkRegistered(shown: X509Certificate, { certificate }: RegisteredClient): RuleCheck {
  const rule = 'tls-registered';
  return shown.fingerprint256 === certificate?.fingerprint
    ? passed(rule, 'it is the registered certificate')
    : broken(rule, `another certificate is registered: ${certificate?.fingerprint}`, fault);
}

function checkChain(
  shown: X509Certificate,
  intermediates: readonly X509Certificate[],
  { tlsIssuer }: RegisteredClient,
): RuleCheck {
  const rule = 'tls-issuer';
  const trusted = quote(tlsIssuer?.subject.replaceAll('\n', ', '));
  let current = shown;
  for (let step = 0; step <= maxIntermediates && tlsIssuer !== undefined; step += 1) {
    if (current.checkIssued(tlsIssuer) && current.verify(tlsIssuer.publicKey)) {
      return passed(rule, `it was issued under ${trusted}, which is registered`);
    }
    const next = intermediates.find(
      (each) =>
        each.fingerprint256 !== current.fingerprint256 &&
        current.checkIssued(each) &&
        whyCertifiedUnsafe(each.raw) === undefined &&
        current.verify(each.publicKey),
    );
    if (next === undefined) break;
    current = next;
  }
  return broken(rule, `it was not issued under ${trusted}, the issuer that is registered`, fault);
}

function checkDates(shown: X509Certificate, now: Date): RuleCheck {
  const rule = 'tls-dates';
  return now >= new Date(shown.validFrom) && now <= new Date(shown.validTo)
    ? passed(rule, 'it is within its dates')
    : broken(rule, `it is valid from ${shown.validFrom} to ${shown.validTo}, and not now`, fault);
}

function checkSubject(shown: X509Certificate, { certificate }: RegisteredClient): RuleCheck {
  const rule = 'tls-subject';
  const registered = certificate?.x509.subject;
  return shown.subject === registered
    ? passed(rule, 'its subject is the registered one')
    : broken(
        rule,
        `its subject is not the registered one, ${quote(registered?.replaceAll('\n', ', '))}`,
        fault,
      );
}
