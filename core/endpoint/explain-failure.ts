import { SignetError } from '../../shared/contract/signet-error.ts';

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

/** Names the step at which a request failed, so that it is never taken for a fault of the assertion. */
export function explainFailure(cause: unknown, phase: Phase, { host }: URL): SignetError {
  const code = String((cause as { code?: unknown } | null)?.code ?? '');
  const details = { step: phase, ...(code === '' ? {} : { cause: code }) };
  const distrust = Object.hasOwn(untrusted, code) ? untrusted[code] : undefined;
  if (distrust !== undefined) {
    return new SignetError('tls-untrusted', `${host} is not trusted: ${distrust}`, {
      hint: 'give its authority with --ca, or accept any certificate for this one request with --insecure',
      details,
      cause,
    });
  }
  if (phase === 'tls') {
    return new SignetError('tls-failed', `no TLS connection with ${host} came about`, {
      hint: 'is it an https port? it may also speak only outdated versions of TLS',
      details,
      cause,
    });
  }
  const reason =
    (Object.hasOwn(unreachable, code) ? unreachable[code] : undefined) ??
    (code.startsWith('HPE_') ? 'what it answered is not HTTP; is it an https port?' : undefined) ??
    (phase === 'answer' ? 'it broke off its answer' : 'it closed the connection without an answer');
  return new SignetError('endpoint-unreachable', `${host} cannot be reached: ${reason}`, {
    hint: 'check the address, the port, and whether the server is running',
    details,
    cause,
  });
}
