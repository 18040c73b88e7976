import { useCallback, useRef, useState } from 'react';
import type { Result } from '../../../shared/base/result.ts';
import type { ErrorData } from '../../../shared/base/signet-error.ts';
import type { CallOptions } from '../../../shared/contract/contract.ts';
import type { ResourceExchange, TokenExchange } from '../../../shared/oauth/token-exchange.ts';

/** What went to the server for what: a token request, or what is asked about its answer. */
export type ExchangeKind = 'token' | 'refresh' | 'introspection' | 'revocation' | 'resource';

export type Exchange =
  | { readonly kind: Exclude<ExchangeKind, 'resource'>; readonly exchange: TokenExchange }
  | { readonly kind: 'resource'; readonly exchange: ResourceExchange };

/** An exchange that may have brought tokens. */
export type TokenAnswer = Extract<Exchange, { exchange: TokenExchange }>;

export function isTokenAnswer(step: Exchange): step is TokenAnswer {
  return step.kind === 'token' || step.kind === 'refresh';
}

/** Why no answer came, and the way to ask once more. */
export interface Failure {
  readonly kind: ExchangeKind;
  readonly error: ErrorData;
  again(): void;
}

export interface Exchanges {
  readonly pending: ExchangeKind | null;
  /** The last token request and what followed it, in order. */
  readonly steps: readonly Exchange[];
  readonly failure: Failure | null;
  /** What the user gave up last. */
  readonly cancelled: ExchangeKind | null;
  /** Runs one exchange at a time. A token request starts anew: what was answered before is gone. All else follows what is there. */
  run<Kind extends ExchangeKind>(
    kind: Kind,
    call: (options: CallOptions) => Promise<Result<ExchangeOf<Kind>>>,
  ): Promise<void>;
  cancel(): void;
  /** Forgets what came of the last request: it is no longer the one that is shown. */
  clear(): void;
}

type ExchangeOf<Kind extends ExchangeKind> = Kind extends 'resource' ? ResourceExchange : TokenExchange;

/** Exchanges with a server, one at a time, each of which can be cancelled, or repeated when it failed. */
export function useExchanges(): Exchanges {
  const [pending, setPending] = useState<ExchangeKind | null>(null);
  const [steps, setSteps] = useState<readonly Exchange[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [cancelled, setCancelled] = useState<ExchangeKind | null>(null);
  const running = useRef<AbortController | null>(null);

  const run = useCallback(async function runOne(
    kind: ExchangeKind,
    call: (options: CallOptions) => Promise<Result<TokenExchange | ResourceExchange>>,
  ): Promise<void> {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    setPending(kind);
    setFailure(null);
    setCancelled(null);
    if (kind === 'token') setSteps([]);
    try {
      const result = await call({ signal: controller.signal });
      if (result.ok) {
        const step = { kind, exchange: result.value } as Exchange;
        setSteps((before) => [...before, step]);
      } else if (result.error.code === 'cancelled') setCancelled(kind);
      else setFailure({ kind, error: result.error, again: () => void runOne(kind, call) });
    } finally {
      running.current = null;
      setPending(null);
    }
  }, []);
  const cancel = useCallback(() => running.current?.abort(), []);
  const clear = useCallback(() => {
    setSteps([]);
    setFailure(null);
    setCancelled(null);
  }, []);
  return { pending, steps, failure, cancelled, run: run as Exchanges['run'], cancel, clear };
}
