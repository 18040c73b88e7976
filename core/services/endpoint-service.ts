import type { Services } from '../../shared/contract/contract.ts';
import type { HistoryLog } from '../flows/history-log.ts';
import type { AcceptedCertificates } from '../http/accepted-certificates.ts';
import type { RequestSender } from '../oauth/request-sender.ts';
import type { introspectToken, revokeToken } from '../oauth/send-token-request.ts';

type Question = Parameters<Services['endpoint']['introspect']>[0];

/** Sending to an authorization server, as the contract describes it: keys and secrets are named, and stay here. */
export function createEndpointService(
  sender: RequestSender,
  certificates: AcceptedCertificates,
  history: HistoryLog,
): Services['endpoint'] {
  return {
    send: (request, { signal }) => history.keep(request, () => sender.send(request, signal)),

    async introspect(question, { signal }) {
      const { introspectToken } = await import('../oauth/send-token-request.ts');
      return ask(introspectToken, question, signal);
    },

    async revoke(question, { signal }) {
      const { revokeToken } = await import('../oauth/send-token-request.ts');
      return ask(revokeToken, question, signal);
    },

    async callResource({ url, method, accessToken, headers, body, dpop, ...named }, { signal }) {
      const { callResource } = await import('../oauth/call-resource.ts');
      return callResource(
        {
          url,
          method,
          accessToken,
          ...(headers === undefined ? {} : { headers }),
          ...(body === undefined ? {} : { body }),
        },
        {
          ...sender.transport(named, url, signal),
          ...(dpop === undefined ? {} : { dpop: await sender.dpopKey(dpop) }),
        },
      );
    },

    async discover({ issuer, ...named }, { signal }) {
      const { discoverServer } = await import('../oauth/discover-server.ts');
      return discoverServer(issuer, sender.transport(named, issuer, signal));
    },

    acceptedCertificates: async () => certificates.list(),
    async acceptCertificate({ endpoint, sha256 }) {
      certificates.accept(endpoint, sha256);
      return certificates.list();
    },
    async forgetCertificate({ server }) {
      certificates.forget(server);
      return certificates.list();
    },
  };

  async function ask(
    about: typeof introspectToken | typeof revokeToken,
    { endpoint, token, hint, auth: named, server, ...more }: Question,
    signal: AbortSignal,
  ) {
    const known = server === undefined ? undefined : await sender.findServer(server);
    return sender.withAuthentication(
      named,
      { endpoint, server: known, transport: more },
      ({ auth, identity }) =>
        about(
          { endpoint, token, auth, ...(hint === undefined ? {} : { hint }) },
          { ...sender.transport(more, endpoint, signal), ...(identity ? { identity } : {}) },
        ),
    );
  }
}
