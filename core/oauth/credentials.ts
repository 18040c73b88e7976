import { SignetError } from '../../shared/base/signet-error.ts';
import type { ComposedToken } from '../../shared/contract/jose.ts';
import type { Finding } from '../../shared/jwt/finding.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import { type ClientAssertionWishes, clientAssertionTexts } from '../../shared/oauth/client-assertion.ts';
import type { ClientAuth } from '../../shared/oauth/token-request.ts';
import type { Server } from '../../shared/servers/server.ts';
import { armour, armourSecret } from '../asn1/armour.ts';
import type { TlsIdentity } from '../http/secure-context.ts';
import type { StoreEntry } from '../key/key-store.ts';

/** What a client proves itself with: its keys and secrets found, nothing signed yet. */
export type Credentials =
  | { readonly method: 'none'; readonly clientId?: string }
  | { readonly method: 'basic' | 'post'; readonly clientId: string; readonly clientSecret: string }
  | SigningClient
  | {
      readonly method: 'client_secret_jwt' | 'private_key_jwt';
      readonly clientId: string;
      /** Signed already. */
      readonly assertion: string;
    }
  | { readonly method: 'mtls'; readonly clientId: string; readonly key: StoreEntry };

/** A client that signs its own proof. */
interface SigningClient {
  readonly method: 'client_secret_jwt' | 'private_key_jwt';
  readonly clientId: string;
  readonly key: StoreEntry;
  readonly wishes?: ClientAssertionWishes & { readonly allowWeakKey?: boolean | undefined };
}

export interface Authentication {
  /** Made anew for each attempt: a server takes the `jti` of a client assertion once. */
  readonly auth: () => Promise<ClientAuth>;
  readonly identity?: TlsIdentity;
}

/** Where and to whom a client proves itself. */
export interface ProofContext {
  readonly endpoint: string;
  /** The issuer in the server's metadata, where it is known. */
  readonly issuer?: string | undefined;
  readonly server?: Server | undefined;
  readonly now?: () => number;
  /** Told what there is to say of each assertion that is composed. */
  readonly onFindings?: (findings: readonly Finding[]) => void;
}

/** @throws SignetError `not-a-private-key`, `not-a-certificate` */
export function authenticateBy(credentials: Credentials, context: ProofContext): Authentication {
  switch (credentials.method) {
    case 'none':
    case 'basic':
    case 'post':
      return { auth: async () => credentials };
    case 'mtls': {
      const { method, clientId, key } = credentials;
      return { auth: async () => ({ method, clientId }), identity: tlsIdentityOf(key) };
    }
    case 'client_secret_jwt':
    case 'private_key_jwt': {
      const { method, clientId } = credentials;
      if ('assertion' in credentials) {
        const { assertion } = credentials;
        return { auth: async () => ({ method, clientId, clientAssertion: assertion }) };
      }
      return {
        auth: async () => {
          const { token, findings } = await composeClientAssertion(credentials, context);
          context.onFindings?.(findings);
          return { method, clientId, clientAssertion: token };
        },
      };
    }
  }
}

/** The JWT that authenticates a client (RFC 7523 section 3). @throws SignetError as composeAssertion */
export async function composeClientAssertion(
  { clientId, key, wishes = {} }: SigningClient,
  { endpoint, issuer, server, now = currentSeconds }: ProofContext,
): Promise<ComposedToken> {
  const { composeAssertion } = await import('../jose/compose-assertion.ts');
  const about = { hasKid: key.jwk?.kid !== undefined, hasCertificate: key.chain.length > 0 };
  const { allowWeakKey = false, ...more } = wishes;
  const texts = clientAssertionTexts({ clientId, endpoint, issuer, server, key: about }, more);
  return composeAssertion({ ...texts, add: key.kind === 'secret' ? [] : texts.add, allowWeakKey }, key, {
    now: now(),
    use: 'client-authentication',
    server,
    endpoint,
    sending: true,
  });
}

function tlsIdentityOf({ alias, privateKey, chain, unreadable }: StoreEntry): TlsIdentity {
  if (privateKey === undefined) {
    throw unreadable ?? new SignetError('not-a-private-key', `${alias} holds no private key`);
  }
  if (chain.length === 0) {
    throw new SignetError('not-a-certificate', `${alias} has no certificate to show the server`, {
      hint: 'attach the certificate to its key, or choose a key that has one',
    });
  }
  return {
    key: armourSecret('PRIVATE KEY', privateKey),
    chain: chain.map((der) => armour('CERTIFICATE', der)).join(''),
  };
}
