import { useEffect, useRef, useState } from 'react';
import type { Result } from '../../../shared/base/result.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { assertionUse, type Composed, transportOf } from '../../../shared/oauth/build-request.ts';
import { authMethodFacts } from '../../../shared/oauth/client-auth.ts';
import { useClient } from '../../client/client-provider.tsx';
import { type Exchanges, useExchanges } from '../../parts/exchange/use-exchanges.ts';
import {
  type GivenTokens,
  type Missing,
  missing,
  noTokens,
  questionAuth,
  refreshInput,
  requestMark,
  sendInput,
} from '../../state/draft-request.ts';
import { useServers } from '../../state/servers.tsx';
import { useSigning } from '../../state/signing.tsx';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import type { ResourceCall } from './resource-call.ts';
import type { SignedParts } from './sequence.ts';
import { type SecretField, useClientSecret } from './use-client-secret.ts';

export interface Sender extends Omit<Exchanges, 'run' | 'clear'> {
  /** What has to be filled in before anything can be sent; shown once sending was tried. */
  readonly missing: Missing | null;
  /** How often sending was tried in vain: the first field that lacks something then has the focus. */
  readonly refusals: number;
  readonly tokens: GivenTokens;
  setTokens(change: Partial<GivenTokens>): void;
  readonly secret: SecretField;
  /** Whether what was answered, or failed, is that of another request than the one that is shown now. */
  readonly outdated: boolean;
  /** The draft that was sent. */
  readonly sent: Draft | null;
  /** What was signed for the newest token request; null where nothing of it was composed. */
  readonly signed: SignedParts | null;
  send(): void;
  refresh(refreshToken: string): void;
  introspect(endpoint: string, token: string): void;
  revoke(endpoint: string, token: string, hint: string): void;
  callResource(call: ResourceCall): void;
}

/**
 * Sends, one request at a time: the draft as it is at that instant, with the secret that stands in its field and the token
 * that is shown.
 */
export function useSender(): Sender {
  const client = useClient();
  const { draft, latest } = useWorkspace();
  const { status, entries } = useVault();
  const { servers } = useServers();
  const { take } = useSigning();
  const { run, clear: _clear, ...exchanges } = useExchanges();
  const secret = useClientSecret();
  const [tokens, setTokens] = useState(noTokens);
  const [signed, setSigned] = useState<SignedParts | null>(null);
  const [tried, setTried] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const [sent, setSent] = useState<{ readonly draft: Draft; readonly mark: string } | null>(null);
  const lackingIn = (of: Draft) =>
    missing(of, tokens, {
      secretTyped: secret.typed !== '',
      server: servers.find(({ name }) => name === of.server),
      entries: status ? entries : undefined,
    });

  /** The composed assertion, the very one that the token panel shows; undefined where it is no part of the request. */
  const compose = async (
    of: Draft,
    part: boolean,
    onSigned: (parts: SignedParts) => void = () => {},
  ): Promise<Result<Composed | undefined>> => {
    if (!part) return { ok: true, value: undefined };
    const taken = await take(of);
    if (!taken.ok) return taken;
    onSigned(taken.value.token);
    return { ok: true, value: taken.value.composed };
  };

  const send = () => {
    const now = latest();
    const lacking = lackingIn(now);
    setTried(lacking !== null);
    if (lacking) {
      setRefusals((before) => before + 1);
      return;
    }
    void run('token', async (options) => {
      setSigned(null);
      setSent({ draft: now, mark: requestMark(now, tokens, secret.mark) });
      const kept =
        authMethodFacts[now.auth.method].needs === 'secret'
          ? await secret.keep()
          : { ok: true as const, value: { draft: now, mark: '' } };
      if (!kept.ok) return kept;
      const { draft: of, mark } = kept.value;
      setSent({ draft: of, mark: requestMark(of, tokens, mark) });
      const composed = await compose(of, assertionUse(of) !== 'none', setSigned);
      return composed.ok ? client.endpoint.send(sendInput(of, tokens, composed.value), options) : composed;
    });
  };
  // What follows an answer goes where its request went, whatever was typed since.
  const answered = sent?.draft ?? draft;
  const isClients = assertionUse(answered) === 'client';
  const server = answered.server === undefined ? {} : { server: answered.server };
  const refresh = (refreshToken: string) =>
    void run('refresh', async (options) => {
      const composed = await compose(answered, isClients);
      return composed.ok
        ? client.endpoint.send(refreshInput(answered, refreshToken, composed.value), options)
        : composed;
    });
  const introspect = (endpoint: string, token: string) =>
    void run('introspection', async (options) => {
      const composed = await compose(answered, isClients);
      if (!composed.ok) return composed;
      const auth = questionAuth(answered, composed.value);
      return client.endpoint.introspect(
        { endpoint, token, auth, ...server, ...transportOf(answered) },
        options,
      );
    });
  const revoke = (endpoint: string, token: string, hint: string) =>
    void run('revocation', async (options) => {
      const composed = await compose(answered, isClients);
      if (!composed.ok) return composed;
      const auth = questionAuth(answered, composed.value);
      return client.endpoint.revoke(
        { endpoint, token, hint, auth, ...server, ...transportOf(answered) },
        options,
      );
    });
  const callResource = (call: ResourceCall) =>
    void run('resource', (options) =>
      client.endpoint.callResource(
        {
          ...call,
          ...(answered.dpop === undefined ? {} : { dpop: answered.dpop }),
          ...transportOf(answered),
        },
        options,
      ),
    );

  const latestSend = useRef(send);
  latestSend.current = send;
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return;
      event.preventDefault();
      latestSend.current();
    };
    window.addEventListener('keydown', keyDown);
    return () => window.removeEventListener('keydown', keyDown);
  }, []);

  const { failure } = exchanges;
  return {
    ...exchanges,
    // What is asked for once more is the request as it is now.
    failure: failure?.kind === 'token' ? { ...failure, again: () => latestSend.current() } : failure,
    missing: tried ? lackingIn(draft) : null,
    refusals,
    tokens,
    secret,
    outdated: sent !== null && sent.mark !== requestMark(draft, tokens, secret.mark),
    sent: sent?.draft ?? null,
    signed,
    setTokens: (change) => setTokens((before) => ({ ...before, ...change })),
    send,
    refresh,
    introspect,
    revoke,
    callResource,
  };
}
