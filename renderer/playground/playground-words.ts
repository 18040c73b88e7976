import type {
  ClientAuthentication,
  DpopDemand,
  FailureMode,
  PlaygroundFailure,
} from '../../shared/contract/playground.ts';

/** How a client can authenticate, as choices. */
export const authenticationWords: Readonly<Record<ClientAuthentication, string>> = {
  private_key_jwt: 'Signed assertion: private_key_jwt',
  client_secret_basic: 'Secret, by Basic: client_secret_basic',
  client_secret_post: 'Secret, in the form: client_secret_post',
  client_secret_jwt: 'Assertion signed with the secret: client_secret_jwt',
  tls_client_auth: 'TLS certificate of an issuer: tls_client_auth',
  self_signed_tls_client_auth: 'TLS certificate itself: self_signed_tls_client_auth',
  none: 'None: the assertion is enough',
};

export const dpopWords: Readonly<Record<DpopDemand, string>> = {
  required: 'Demanded',
  nonce: 'Demanded, with the server’s nonce',
};

/** What goes wrong, as a choice, and what it looks like to the client. */
export const failureWords: Readonly<Record<FailureMode, { readonly label: string; readonly what: string }>> =
  {
    slow: { label: 'Slow', what: 'the answer comes after five seconds' },
    html: { label: 'HTML page', what: 'a sign-in page, as a proxy in between would send it' },
    'server-error': { label: 'Server error', what: 'status 500, and no JSON' },
    'wrong-content-type': { label: 'Wrong content type', what: 'a right answer that says text/plain' },
    truncated: { label: 'Cut off', what: 'the connection ends in the middle of the answer' },
    'connection-reset': { label: 'Connection reset', what: 'no answer at all' },
    'wrong-clock': {
      label: 'Wrong clock',
      what: 'the server’s clock is an hour fast, as its Date header tells',
    },
  };

/** `HTML page · next 2 answers`. */
export function failureInWords({ mode, remaining }: PlaygroundFailure): string {
  const { label } = failureWords[mode];
  if (remaining === undefined) return `${label} · every answer`;
  return remaining === 1 ? `${label} · next answer` : `${label} · next ${remaining} answers`;
}
