import { SignetError } from '../../shared/base/signet-error.ts';
import type { ShownCertificate } from '../../shared/oauth/token-exchange.ts';

/** Where an exchange stood when it failed. */
export type Phase = 'dns' | 'connect' | 'tls' | 'firstByte' | 'answer';

// The names that Node itself gives to OpenSSL's verification results, the same over BoringSSL.
const untrusted: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate chain ends in a root that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate was issued by an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate chain is incomplete',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate was issued by an authority that is not trusted',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_UNTRUSTED: 'its certificate is not trusted',
  CERT_REJECTED: 'its certificate was rejected',
  CERT_SIGNATURE_FAILURE: 'its certificate’s signature is bad',
  INVALID_PURPOSE: 'its certificate is not meant for a server',
  INVALID_CA: 'its certificate was issued by what is no certificate authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

const unreachable: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'nothing listens there',
  EHOSTUNREACH: 'there is no way to this host',
  ENETUNREACH: 'there is no network to this host',
  ETIMEDOUT: 'the connection timed out',
};

/** Says why a server is not believed, and shows its certificate, which the user may then accept. */
export function explainDistrust(cause: unknown, { host }: URL, certificate: ShownCertificate): SignetError {
  const code = codeOf(cause);
  const reason = Object.hasOwn(untrusted, code) ? untrusted[code] : 'its certificate does not hold';
  return new SignetError('tls-untrusted', `${host} is not trusted: ${reason}`, {
    hint: 'give its authority with --ca, accept this one certificate, or any for this one request with --insecure',
    details: { step: 'tls', cause: code, server: host, ...certificate },
    cause,
  });
}

/** Names the step at which a request failed, so that it is never taken for a fault of the assertion. */
export function explainFailure(cause: unknown, phase: Phase, { host }: URL): SignetError {
  const code = codeOf(cause);
  const details = { step: phase, ...(code === '' ? {} : { cause: code }) };
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new SignetError('answer-too-large', `the headers of ${host}’s answer are larger than any`, {
      hint: 'this is not a token endpoint: check the URL',
      details,
      cause,
    });
  }
  // In TLS 1.3 the server's word on a client certificate comes after the handshake.
  if (phase === 'tls' || /^ERR_SSL_.*ALERT/.test(code)) {
    const about = Object.entries(alerts).find(([alert]) => code.includes(alert))?.[1];
    return new SignetError(
      'tls-failed',
      `no TLS connection with ${host} came about${about ? `: ${about.reason}` : ''}`,
      {
        hint: about?.hint ?? 'is it an https port? it may also speak only outdated versions of TLS',
        details,
        cause,
      },
    );
  }
  const reason =
    (Object.hasOwn(unreachable, code) ? unreachable[code] : undefined) ??
    (code.startsWith('HPE_') ? 'what it answered is not HTTP; is it an https port?' : undefined) ??
    (code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT')
      ? 'what it answered is compressed wrongly'
      : undefined) ??
    (phase === 'answer' ? 'it broke off its answer' : 'it closed the connection without an answer');
  return new SignetError('endpoint-unreachable', `${host} cannot be reached: ${reason}`, {
    hint: 'check the address, the port, and whether the server is running',
    details,
    cause,
  });
}

// Alerts of RFC 8446 section 6.2, as OpenSSL and BoringSSL name them.
const alerts: Readonly<Record<string, { readonly reason: string; readonly hint: string }>> = {
  CERTIFICATE_REQUIRED: {
    reason: 'the server wants a client certificate',
    hint: 'authenticate with mtls, with the key and certificate that the server knows',
  },
  BAD_CERTIFICATE: {
    reason: 'the server refused the client certificate',
    hint: 'register this certificate at the server, or send its whole chain',
  },
  UNKNOWN_CA: {
    reason: 'the server does not know who issued the client certificate',
    hint: 'register the certificate at the server, or send its whole chain',
  },
  CERTIFICATE_EXPIRED: {
    reason: 'the server holds the client certificate for expired',
    hint: 'renew the certificate, and compare the clocks',
  },
  HANDSHAKE_FAILURE: {
    reason: 'the server found nothing that both sides speak',
    hint: 'it may want a client certificate, or speak only outdated versions of TLS',
  },
  UNSUPPORTED_PROTOCOL: {
    reason: 'the server speaks only outdated versions of TLS',
    hint: 'TLS 1.2 or newer is needed: have the server brought up to date',
  },
  PROTOCOL_VERSION: {
    reason: 'the server speaks none of TLS 1.2 and 1.3',
    hint: 'have the server brought up to date',
  },
};

function codeOf(cause: unknown): string {
  if (typeof cause === 'string') return cause;
  return String((cause as { code?: unknown } | null)?.code ?? '');
}
