import { useCallback, useEffect, useRef, useState } from 'react';
import type { Result } from '../../../shared/contract/result.ts';
import type { ErrorData } from '../../../shared/contract/signet-error.ts';
import type { TokenExchange } from '../../../shared/oauth/token-exchange.ts';
import { useSigning } from '../../app-state/signing.tsx';
import { serverOf } from '../../app-state/start-draft.ts';
import { useWorkspace } from '../../app-state/workspace.tsx';
import { useClient } from '../../client/client-provider.tsx';
import { introspectionAuth, type Missing, missing, sendInput } from './send-input.ts';

export interface Exchange {
  readonly kind: 'token' | 'refresh' | 'introspection';
  readonly exchange: TokenExchange;
}

export interface Sender {
  readonly pending: Exchange['kind'] | null;
  /** The newest answer with tokens in it or an error, and what introspection said of its token. */
  readonly answer: Exchange | null;
  readonly introspection: TokenExchange | null;
  readonly error: ErrorData | null;
  /** What has to be filled in before anything can be sent; shown once sending was tried. */
  readonly missing: Missing | null;
  send(): void;
  cancel(): void;
  refresh(refreshToken: string): void;
  introspect(endpoint: string, token: string): void;
}

/** Sends, one request at a time. The assertion is signed anew just before, so that its times are fresh. */
export function useSender(): Sender {
  const client = useClient();
  const { draft } = useWorkspace();
  const { sign } = useSigning();
  const [pending, setPending] = useState<Exchange['kind'] | null>(null);
  const [answer, setAnswer] = useState<Exchange | null>(null);
  const [introspection, setIntrospection] = useState<TokenExchange | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const [tried, setTried] = useState(false);
  const abort = useRef<AbortController | null>(null);
  const lacking = missing(draft);

  const run = useCallback(
    async (kind: Exchange['kind'], call: (signal: AbortSignal) => Promise<Result<TokenExchange>>) => {
      if (abort.current) return;
      const controller = new AbortController();
      abort.current = controller;
      setPending(kind);
      setError(null);
      try {
        const result = await call(controller.signal);
        if (!result.ok) {
          if (result.error.code !== 'cancelled') setError(result.error);
        } else if (kind === 'introspection') {
          setIntrospection(result.value);
        } else {
          setAnswer({ kind, exchange: result.value });
          setIntrospection(null);
        }
      } finally {
        abort.current = null;
        setPending(null);
      }
    },
    [],
  );

  const send = () => {
    setTried(true);
    if (lacking) return;
    void run('token', async (signal) => {
      const signed = await sign();
      if (!signed.ok) return signed;
      const input = sendInput(
        draft,
        { type: 'jwt-bearer', assertion: signed.value.token },
        serverOf(draft)?.name,
      );
      return client.endpoint.send(input, { signal });
    });
  };
  const refresh = (refreshToken: string) => {
    const input = sendInput(draft, { type: 'refresh-token', refreshToken }, serverOf(draft)?.name);
    void run('refresh', (signal) => client.endpoint.send(input, { signal }));
  };
  const introspect = (endpoint: string, token: string) =>
    void run('introspection', (signal) =>
      client.endpoint.introspect(
        { endpoint, token, auth: introspectionAuth(draft), ...(draft.insecure ? { insecure: true } : {}) },
        { signal },
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
    pending,
    answer,
    introspection,
    error,
    missing: tried ? lacking : null,
    send,
    cancel: () => abort.current?.abort(),
    refresh,
    introspect,
  };
}
