import { randomUUID } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import type { ClientAuth } from '../../shared/oauth/token-request.ts';
import { armour } from '../asn1/armour.ts';
import type { TlsIdentity } from '../http/secure-context.ts';
import type { StoreEntry } from '../key/key-store.ts';
import { type Composition, signRecipe } from './sign-recipe.ts';

/** What a client proves itself with: its keys and secrets found, nothing signed yet. */
export type Credentials =
  | { readonly method: 'none'; readonly clientId?: string }
  | { readonly method: 'basic' | 'post'; readonly clientId: string; readonly clientSecret: string }
  | {
      readonly method: 'client_secret_jwt' | 'private_key_jwt';
      readonly clientId: string;
      readonly key: StoreEntry;
      readonly composition?: Composition;
    }
  | {
      readonly method: 'client_secret_jwt' | 'private_key_jwt';
      readonly clientId: string;
      /** Signed already. */
      readonly assertion: string;
    }
  | { readonly method: 'mtls'; readonly clientId: string; readonly key: StoreEntry };

export interface Authentication {
  /** Made anew for each attempt: a server takes the `jti` of a client assertion once. */
  readonly auth: () => Promise<ClientAuth>;
  readonly identity?: TlsIdentity;
}

/** Longest life that every server takes: Box allows 60 s. */
const assertionLifetime = 60;

/**
 * @param endpoint where the client proves itself: the audience of its assertion, unless it names another
 * @throws SignetError `not-a-private-key`, `not-a-certificate`
 */
export function authenticateBy(
  credentials: Credentials,
  endpoint: string,
  now = currentSeconds,
): Authentication {
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
    case 'private_key_jwt':
      return { auth: () => signClientAssertion(credentials, endpoint, now()) };
  }
}

async function signClientAssertion(
  credentials: Extract<Credentials, { method: 'client_secret_jwt' | 'private_key_jwt' }>,
  endpoint: string,
  now: number,
): Promise<ClientAuth> {
  const { method, clientId } = credentials;
  if ('assertion' in credentials) return { method, clientId, clientAssertion: credentials.assertion };
  const clientAssertion = await signRecipe(credentials.key, credentials.composition ?? {}, now, {
    iss: clientId,
    sub: clientId,
    aud: endpoint.trim(),
    exp: now + assertionLifetime,
    iat: now,
    jti: randomUUID(),
  });
  return { method, clientId, clientAssertion };
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
    key: armour('PRIVATE KEY', privateKey),
    chain: chain.map((der) => armour('CERTIFICATE', der)).join(''),
  };
}
