import { useEffect, useRef, useState } from 'react';
import type { Result } from '../../../shared/base/result.ts';
import { assertionUse, type Composed, transportOf } from '../../../shared/oauth/build-request.ts';
import { useClient } from '../../client/client-provider.tsx';
import { type Exchanges, useExchanges } from '../../parts/exchange/use-exchanges.ts';
import {
  type GivenTokens,
  type Missing,
  missing,
  noTokens,
  questionAuth,
  refreshInput,
  sendInput,
} from '../../state/draft-request.ts';
import { useSigning } from '../../state/signing.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import type { ResourceCall } from './resource-call.ts';
import type { SignedParts } from './sequence.ts';

export interface Sender extends Omit<Exchanges, 'run'> {
  /** What has to be filled in before anything can be sent; shown once sending was tried. */
  readonly missing: Missing | null;
  readonly tokens: GivenTokens;
  setTokens(change: Partial<GivenTokens>): void;
  /** What was signed for the newest token request; null where nothing of it was composed. */
  readonly signed: SignedParts | null;
  send(): void;
  refresh(refreshToken: string): void;
  introspect(endpoint: string, token: string): void;
  revoke(endpoint: string, token: string, hint: string): void;
  callResource(call: ResourceCall): void;
}

/** Sends, one request at a time. What is signed is signed anew just before, so that its times are fresh. */
export function useSender(): Sender {
  const client = useClient();
  const { draft } = useWorkspace();
  const { take } = useSigning();
  const { run, ...exchanges } = useExchanges();
  const [tokens, setTokens] = useState(noTokens);
  const [signed, setSigned] = useState<SignedParts | null>(null);
  const [tried, setTried] = useState(false);
  const lacking = missing(draft, tokens);

  /** The composed assertion, the very one that the token panel shows; undefined where it is no part of the request. */
  const compose = async (
    part: boolean,
    onSigned: (parts: SignedParts) => void = () => {},
  ): Promise<Result<Composed | undefined>> => {
    if (!part) return { ok: true, value: undefined };
    const taken = await take();
    if (!taken.ok) return taken;
    onSigned(taken.value.token);
    return { ok: true, value: taken.value.composed };
  };
  const isClients = assertionUse(draft) === 'client';
  const server = draft.server === undefined ? {} : { server: draft.server };

  const send = () => {
    setTried(true);
    if (lacking) return;
    void run('token', async (options) => {
      setSigned(null);
      const composed = await compose(assertionUse(draft) !== 'none', setSigned);
      return composed.ok ? client.endpoint.send(sendInput(draft, tokens, composed.value), options) : composed;
    });
  };
  const refresh = (refreshToken: string) =>
    void run('refresh', async (options) => {
      const composed = await compose(isClients);
      return composed.ok
        ? client.endpoint.send(refreshInput(draft, refreshToken, composed.value), options)
        : composed;
    });
  const introspect = (endpoint: string, token: string) =>
    void run('introspection', async (options) => {
      const composed = await compose(isClients);
      if (!composed.ok) return composed;
      const auth = questionAuth(draft, composed.value);
      return client.endpoint.introspect({ endpoint, token, auth, ...server, ...transportOf(draft) }, options);
    });
  const revoke = (endpoint: string, token: string, hint: string) =>
    void run('revocation', async (options) => {
      const composed = await compose(isClients);
      if (!composed.ok) return composed;
      const auth = questionAuth(draft, composed.value);
      return client.endpoint.revoke(
        { endpoint, token, hint, auth, ...server, ...transportOf(draft) },
        options,
      );
    });
  const callResource = (call: ResourceCall) =>
    void run('resource', (options) =>
      client.endpoint.callResource(
        { ...call, ...(draft.dpop === undefined ? {} : { dpop: draft.dpop }), ...transportOf(draft) },
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

  return {
    ...exchanges,
    missing: tried ? lacking : null,
    tokens,
    signed,
    setTokens: (change) => setTokens((before) => ({ ...before, ...change })),
    send,
    refresh,
    introspect,
    revoke,
    callResource,
  };
}
