import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { jsonProblem } from '../../shared/base/edit-json.ts';
import type { Result } from '../../shared/base/result.ts';
import type { ErrorData } from '../../shared/base/signet-error.ts';
import type { ComposedToken } from '../../shared/contract/jose.ts';
import type { VaultStatus } from '../../shared/contract/vault.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import type { Composed } from '../../shared/oauth/build-request.ts';
import type { Recipe } from '../../shared/oauth/request-model.ts';
import { useClient } from '../client/client-provider.tsx';
import { createLiveSigner } from './live-signer.ts';
import { useVault } from './vault.tsx';
import { useWorkspace } from './workspace.tsx';

/** The newest token and what it was made from. */
export interface LiveToken {
  readonly signed: ComposedToken;
  readonly order: Order;
}

interface Signing {
  /** The last token that could be signed; kept while the texts are broken, so that nothing jumps. */
  readonly live: LiveToken | null;
  /** Why there is no token for what stands in the editors now. */
  readonly error: ErrorData | null;
  readonly allowWeakKey: boolean;
  setAllowWeakKey(yes: boolean): void;
  /** Signs now, with times as of now, and shows the result. */
  sign(): Promise<Result<ComposedToken>>;
  /**
   * The token to send for a draft: the one that is shown, unless it was sent before or has grown old; then one that is
   * signed and shown anew. It counts as sent.
   */
  take(draft: Draft): Promise<Result<{ readonly token: ComposedToken; readonly composed: Composed }>>;
}

/** What is signed, and with what. */
type Order = Omit<Recipe, 'entry'> & { readonly entry: string | undefined };

type Asked = { readonly order: Order; readonly vaultState: VaultStatus['state'] | undefined };
type Outcome = { readonly order: Order; readonly result: Result<ComposedToken> };

const SigningContext = createContext<Signing | null>(null);

/** Signs the draft as it is typed. */
export function SigningProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const { draft, latest } = useWorkspace();
  const vaultState = useVault().status?.state;
  const { entry } = draft;
  const [live, setLive] = useState<LiveToken | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const [weakEntry, setWeakEntry] = useState<string | null>(null);
  const allowWeakKey = isAllowed(weakEntry, draft);

  const signer = useMemo(
    () =>
      createLiveSigner(
        async ({ order }: Asked): Promise<Outcome> => {
          const problem = problemOf(order);
          if (problem || order.entry === undefined)
            return { order, result: { ok: false, error: problem ?? keyNeeded } };
          return { order, result: await client.jose.sign({ ...order, entry: order.entry }) };
        },
        ({ order, result }) => {
          setError(result.ok ? null : result.error);
          if (result.ok) setLive({ signed: result.value, order });
          else if (withoutToken.has(result.error.code)) setLive(null);
        },
      ),
    [client],
  );
  /** What the draft asks for at this instant. A vault that was unlocked or locked changes what comes of it. */
  const ask = useCallback(
    (now: Draft): Asked => ({ order: orderOf(now, isAllowed(weakEntry, now)), vaultState }),
    [weakEntry, vaultState],
  );
  useEffect(() => signer.follow(ask(draft)), [signer, ask, draft]);

  const sign = useCallback(async () => (await signer.again(ask(latest()))).result, [signer, ask, latest]);
  const sentIds = useRef(new Set<unknown>());
  const take = useCallback(
    async (now: Draft) => {
      const asked = ask(now);
      const shown = (await signer.current(asked))?.result;
      const result =
        shown?.ok && mayBeSent(shown.value, sentIds.current, currentSeconds())
          ? shown
          : (await signer.again(asked)).result;
      if (!result.ok) return result;
      const token = result.value;
      if (token.values.jti !== undefined) sentIds.current.add(token.values.jti);
      const madeFrom: Recipe = { ...asked.order, entry: asked.order.entry ?? '' };
      return { ok: true as const, value: { token, composed: { assertion: token.token, madeFrom } } };
    },
    [signer, ask],
  );

  const state = useMemo<Signing>(
    () => ({
      live,
      error,
      allowWeakKey,
      setAllowWeakKey: (yes) => setWeakEntry(yes ? (entry ?? null) : null),
      sign,
      take,
    }),
    [live, error, allowWeakKey, entry, sign, take],
  );
  return <SigningContext value={state}>{children}</SigningContext>;
}

/** The yes to a weak key is for that key alone. */
function isAllowed(weakEntry: string | null, { entry }: Pick<Draft, 'entry'>): boolean {
  return weakEntry !== null && weakEntry === entry;
}

function orderOf(draft: Draft, allowWeakKey: boolean): Order {
  const { entry, header, claims, add = [], verbatim = false, detached = false } = draft;
  return {
    entry,
    header,
    claims,
    ...(add.length > 0 ? { add } : {}),
    ...(verbatim ? { verbatim } : {}),
    ...(detached ? { detached } : {}),
    ...(allowWeakKey ? { allowWeakKey } : {}),
  };
}

export function useSigning(): Signing {
  const signing = useContext(SigningContext);
  if (!signing) throw new Error('useSigning needs a SigningProvider above it');
  return signing;
}

/** Where there is no key to sign with, a token of another is not kept on show. */
const withoutToken: ReadonlySet<ErrorData['code']> = new Set([
  'key-needed',
  'key-too-small',
  'entry-not-found',
]);

const keyNeeded: ErrorData = {
  code: 'key-needed',
  message: 'no key is chosen',
  hint: 'choose one above, or make one under Keys',
};

/** A server allows for clocks that differ by little: a token that was signed longer ago is signed anew before it is sent. */
const oldestSent = 30;

/** Whether a token that is shown can be the one that is sent: it was not before, and its times are fresh. */
export function mayBeSent(
  { values, at }: Pick<ComposedToken, 'values' | 'at'>,
  sentIds: ReadonlySet<unknown>,
  now: number,
): boolean {
  const { jti, ...times } = values;
  const isOld = Object.keys(times).length > 0 && now - at > oldestSent;
  return !isOld && (jti === undefined || !sentIds.has(jti));
}

function problemOf(order: Order): ErrorData | undefined {
  const header = jsonProblem(order.header);
  if (header) return { code: 'header-not-json', message: `the header cannot be read: ${header}` };
  const claims = order.verbatim ? undefined : jsonProblem(order.claims);
  if (claims) return { code: 'claims-not-json', message: `the claims cannot be read: ${claims}` };
  return order.entry === undefined ? keyNeeded : undefined;
}
