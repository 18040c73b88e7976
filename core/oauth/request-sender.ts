import type * as z from 'zod/mini';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { Finding } from '../../shared/jwt/finding.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import type { NamedAuth, NamedTokenRequest, transport } from '../../shared/oauth/request-model.ts';
import type { TokenExchange } from '../../shared/oauth/token-exchange.ts';
import type { Grant } from '../../shared/oauth/token-request.ts';
import { findServer } from '../../shared/servers/known-servers.ts';
import type { Server } from '../../shared/servers/server.ts';
import type { AcceptedCertificates } from '../http/accepted-certificates.ts';
import { forgetSecrets, revealEntry, withRevealed } from '../vault/record-entry.ts';
import type { Vault } from '../vault/vault.ts';
import type { Authentication, Credentials, ProofContext } from './credentials.ts';
import type { DpopKey } from './dpop.ts';
import type { TransportOptions } from './post-form.ts';
import { addressOf, isUnsent, requireAddress } from './secret-address.ts';

type NamedTransport = { readonly [Name in keyof typeof transport]?: z.output<(typeof transport)[Name]> };
type Meeting = ProofContext & { readonly transport: NamedTransport };
type NamedDpop = NonNullable<NamedTokenRequest['dpop']>;

/** Sends what names its keys and secrets by their vault entries. */
export interface RequestSender {
  /** @throws SignetError the errors of `endpoint.send` */
  send(request: NamedTokenRequest, signal: AbortSignal): Promise<TokenExchange>;
  /**
   * Lends the client's proof at an endpoint; its key is zeroed when `use` is done. A client secret is lent for the address
   * that it was given for and for no other; one that was never sent belongs to this one from then on.
   * @throws SignetError `secret-for-another-address`, and the errors of `use`
   */
  withAuthentication<T>(
    auth: NamedAuth,
    context: Meeting,
    use: (authentication: Authentication) => Promise<T>,
  ): Promise<T>;
  /** @throws SignetError `unknown-server` */
  findServer(name: string): Promise<Server>;
  transport(named: NamedTransport, endpoint: string, signal: AbortSignal): TransportOptions;
  dpopKey(named: NamedDpop): Promise<DpopKey>;
}

interface SenderPorts {
  readonly now?: () => number;
  readonly findServerByName?: (name: string) => Promise<Server>;
  /** Where the playground answers, which every secret may be tried with. */
  readonly playground?: () => readonly string[];
}

export function createRequestSender(
  vault: Vault,
  certificates: AcceptedCertificates,
  {
    now = currentSeconds,
    findServerByName = async (name) => findServer(name),
    playground = () => [],
  }: SenderPorts = {},
): RequestSender {
  let ownDpopKey: DpopKey | undefined;
  /** By the key's entry. */
  const dpopNonces = new Map<string, DpopKey['nonces']>();

  const sender: RequestSender = {
    async send({ endpoint, grant, auth, query, params, dpop, server: name, ...named }, signal) {
      const server = name === undefined ? undefined : await findServerByName(name);
      const findings: Finding[] = [];
      const onFindings = (more: readonly Finding[]) => void findings.push(...more);
      const context = { endpoint, server, onFindings, transport: named };
      const [{ sendTokenRequest }, signedGrant] = await Promise.all([
        import('./send-token-request.ts'),
        signGrant(grant, context),
      ]);
      const exchange = await sender.withAuthentication(auth, context, async (authentication) =>
        sendTokenRequest(
          {
            endpoint,
            grant: signedGrant,
            auth: authentication.auth,
            ...(query === undefined ? {} : { query }),
            ...(params === undefined ? {} : { params }),
          },
          {
            ...sender.transport(named, endpoint, signal),
            ...(authentication.identity ? { identity: authentication.identity } : {}),
            ...(dpop === undefined ? {} : { dpop: await sender.dpopKey(dpop) }),
            ...(server === undefined ? {} : { server }),
          },
        ),
      );
      return findings.length > 0 ? { ...exchange, findings } : exchange;
    },

    async withAuthentication(auth, context, use) {
      const { authenticateBy } = await import('./credentials.ts');
      const address = 'secret' in auth ? destinationOf(context) : undefined;
      const credentials = await findCredentials(auth, address);
      let authentication: Authentication | undefined;
      let isSent = true;
      try {
        authentication = authenticateBy(credentials, { now, ...context });
        return await use(authentication);
      } catch (thrown) {
        isSent = !isUnsent(thrown);
        throw thrown;
      } finally {
        if ('secret' in auth && isSent) await bindSecret(auth.secret, address);
        authentication?.identity?.key.fill(0);
        if ('key' in credentials) forgetSecrets(credentials.key);
      }
    },

    findServer: findServerByName,

    transport(named, endpoint, signal) {
      const accepted = certificates.find(endpoint);
      return { ...named, ...(accepted === undefined ? {} : { accepted }), signal, now };
    },

    async dpopKey({ key: id }) {
      const [{ makeDpopKey }, { signingKeyOf }] = await Promise.all([
        import('./dpop.ts'),
        import('../jose/entry-keys.ts'),
      ]);
      if (id === undefined) {
        ownDpopKey ??= makeDpopKey();
        return ownDpopKey;
      }
      const nonces = dpopNonces.get(id) ?? new Map<string, string>();
      dpopNonces.set(id, nonces);
      // Taken out of the vault each time: a vault that has been locked meanwhile gives no proofs.
      return makeDpopKey(await withRevealed(vault, id, signingKeyOf), nonces);
    },
  };
  return sender;

  async function signGrant(
    grant: NamedTokenRequest['grant'],
    { endpoint, server, onFindings }: ProofContext,
  ): Promise<Grant> {
    if (grant.type !== 'jwt-bearer') return grant;
    if ('assertion' in grant) return { type: 'jwt-bearer', assertion: grant.assertion };
    const { composeAssertion } = await import('../jose/compose-assertion.ts');
    const { entry, ...composition } = grant.sign;
    const { token, findings } = await withRevealed(vault, entry, (key) =>
      composeAssertion(composition, key, {
        now: now(),
        use: 'grant',
        server,
        endpoint,
        sending: true,
      }),
    );
    onFindings?.(findings);
    return { type: 'jwt-bearer', assertion: token };
  }

  /** Undefined for the playground. */
  function destinationOf({ endpoint, transport: { proxy, insecure, ca = '' } }: Meeting): string | undefined {
    const checked = insecure !== true && ca === '' && certificates.find(endpoint) === undefined;
    const address = addressOf({ endpoint, proxy, checked });
    return playground().includes(address) ? undefined : address;
  }

  async function bindSecret(id: string, address: string | undefined): Promise<void> {
    if (address === undefined || (await vault.find(id)).addresses !== undefined) return;
    // The answer counts more than a vault that cannot be written just now; the next request says it again.
    await vault.bindSecret(id, address).catch((thrown: unknown) => {
      if (!(thrown instanceof SignetError)) throw thrown;
    });
  }

  async function findCredentials(auth: NamedAuth, address: string | undefined): Promise<Credentials> {
    if (auth.method === 'none' || 'assertion' in auth) return auth;
    if (auth.method === 'mtls') return { ...auth, key: await revealEntry(vault, auth.key) };
    if (auth.method === 'private_key_jwt') {
      const { method, clientId, key, ...wishes } = auth;
      return { method, clientId, key: await revealEntry(vault, key), wishes };
    }
    const secret = await clientSecret(auth.secret, address);
    if (auth.method !== 'client_secret_jwt') {
      const clientSecret = secret.toString('utf8');
      secret.fill(0);
      return { method: auth.method, clientId: auth.clientId, clientSecret };
    }
    const { method, clientId, secret: _id, ...wishes } = auth;
    return {
      method,
      clientId,
      key: { alias: 'client secret', kind: 'secret', chain: [], secret },
      wishes,
    };
  }

  async function clientSecret(id: string, address: string | undefined): Promise<Buffer> {
    const record = await vault.find(id);
    if (record.kind !== 'client-secret') {
      throw new SignetError('key-type-mismatch', `${record.name} is not a client secret`, {
        hint: 'choose one, or type it',
      });
    }
    if (address !== undefined) requireAddress(record, address);
    return vault.reveal(id);
  }
}
