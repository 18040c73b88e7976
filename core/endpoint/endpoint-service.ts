import type { Services } from '../../shared/contract/contract.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import type { ClientAuth } from '../../shared/oauth/token-request.ts';
import type { Vault } from '../vault/vault.ts';

type NamedAuth = Parameters<Services['endpoint']['send']>[0]['auth'];

/** Token requests, as the contract describes them: the client secret is named, and stays here. */
export function createEndpointService(vault: Vault): Services['endpoint'] {
  return {
    async send({ auth, timeoutSeconds, server, ...request }, { signal }) {
      const { sendTokenRequest } = await import('./send-token-request.ts');
      return sendTokenRequest(
        { ...request, auth: await withSecret(auth) },
        {
          signal,
          ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
          ...(server === undefined ? {} : { server }),
        },
      );
    },
    async introspect({ endpoint, token, auth, insecure = false, timeoutSeconds }, { signal }) {
      const { introspectToken } = await import('./send-token-request.ts');
      const timeout = timeoutSeconds === undefined ? {} : { timeoutSeconds };
      return introspectToken(endpoint, token, await withSecret(auth), { signal, insecure, ...timeout });
    },
  };

  async function withSecret(auth: NamedAuth): Promise<ClientAuth> {
    if (auth.method === 'none') return auth;
    const { kind, name } = await vault.find(auth.secret);
    if (kind !== 'client-secret') {
      throw new SignetError('key-type-mismatch', `${name} is not a client secret`, {
        hint: 'choose one, or type it',
      });
    }
    const secret = await vault.reveal(auth.secret);
    return { method: auth.method, clientId: auth.clientId, clientSecret: secret.toString('utf8') };
  }
}
