/** How a client can prove itself at a token endpoint, by the short names that settings and the command use. */
export const authMethods = ['none', 'basic', 'post', 'client_secret_jwt', 'private_key_jwt', 'mtls'] as const;
export type AuthMethod = (typeof authMethods)[number];

export interface AuthMethodFacts {
  /** Names of the IANA registry of token endpoint authentication methods, as metadata lists them. */
  readonly registered: readonly string[];
  readonly title: string;
  /** What it takes beside the client id. */
  readonly needs: 'nothing' | 'secret' | 'key' | 'certificate';
  readonly reference: string;
}

export const authMethodFacts: Readonly<Record<AuthMethod, AuthMethodFacts>> = {
  none: {
    registered: ['none'],
    title: 'none: the grant is enough',
    needs: 'nothing',
    reference: 'RFC 7591 section 2',
  },
  basic: {
    registered: ['client_secret_basic'],
    title: 'client secret in the header',
    needs: 'secret',
    reference: 'RFC 6749 section 2.3.1',
  },
  post: {
    registered: ['client_secret_post'],
    title: 'client secret in the form',
    needs: 'secret',
    reference: 'RFC 6749 section 2.3.1',
  },
  client_secret_jwt: {
    registered: ['client_secret_jwt'],
    title: 'JWT signed with the client secret',
    needs: 'secret',
    reference: 'OpenID Connect Core section 9',
  },
  private_key_jwt: {
    registered: ['private_key_jwt'],
    title: 'JWT signed with a private key',
    needs: 'key',
    reference: 'RFC 7523 section 2.2',
  },
  // The two differ in what is registered at the server, not in what is sent.
  mtls: {
    registered: ['tls_client_auth', 'self_signed_tls_client_auth'],
    title: 'TLS client certificate',
    needs: 'certificate',
    reference: 'RFC 8705 section 2',
  },
};

/** The method of a short or registered name; undefined when it is not known here. */
export function findAuthMethod(name: string): AuthMethod | undefined {
  return authMethods.find((method) => method === name || authMethodFacts[method].registered.includes(name));
}
