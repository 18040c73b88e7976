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
import type { Draft } from '../../shared/contract/workspace.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import type { Composed } from '../../shared/oauth/build-request.ts';
import type { Recipe } from '../../shared/oauth/request-model.ts';
import { useClient } from '../client/client-provider.tsx';
import { latestOnly } from './latest-only.ts';
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
   * The token to send: the one that is shown, unless it was sent before or has grown old; then one that is signed and shown
   * anew. It counts as sent.
   */
  take(): Promise<Result<{ readonly token: ComposedToken; readonly composed: Composed }>>;
}

/** What is signed, and with what. */
type Order = Omit<Recipe, 'entry'> & { readonly entry: string | undefined };

const nothingAdded: NonNullable<Draft['add']> = [];

type Outcome = { readonly order: Order; readonly result: Result<ComposedToken> };

const SigningContext = createContext<Signing | null>(null);

/** Signs the draft as it is typed. */
export function SigningProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const { draft } = useWorkspace();
  const vaultState = useVault().status?.state;
  const { entry, header, claims, add = nothingAdded, verbatim = false, detached = false } = draft;
  const [live, setLive] = useState<LiveToken | null>(null);
  const [error, setError] = useState<ErrorData | null>(null);
  const [weakEntry, setWeakEntry] = useState<string | null>(null);
  // The yes to a weak key is for that key alone.
  const allowWeakKey = weakEntry !== null && weakEntry === entry;

  const work = useCallback(
    async (order: Order): Promise<Outcome> => {
      const problem = problemOf(order);
      const { entry } = order;
      if (problem || entry === undefined)
        return { order, result: { ok: false, error: problem ?? keyNeeded } };
      return { order, result: await client.jose.sign({ ...order, entry }) };
    },
    [client],
  );
  const shown = useRef<LiveToken | null>(null);
  const show = useCallback(({ order, result }: Outcome) => {
    const next = result.ok
      ? { signed: result.value, order }
      : result.error.code === 'key-needed' || result.error.code === 'key-too-small'
        ? null
        : shown.current;
    shown.current = next;
    setError(result.ok ? null : result.error);
    setLive(next);
  }, []);
  const push = useMemo(() => latestOnly(work, show), [work, show]);

  const order = useMemo(
    (): Order => ({
      entry,
      header,
      claims,
      ...(add.length > 0 ? { add } : {}),
      ...(verbatim ? { verbatim } : {}),
      ...(detached ? { detached } : {}),
      ...(allowWeakKey ? { allowWeakKey } : {}),
    }),
    [entry, header, claims, add, verbatim, detached, allowWeakKey],
  );
  const latest = useRef(order);
  latest.current = order;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a vault that was unlocked or locked changes what signing answers.
  useEffect(() => push(order), [push, order, vaultState]);

  const sign = useCallback(async () => {
    const outcome = await work(latest.current);
    show(outcome);
    return outcome.result;
  }, [work, show]);
  const sentIds = useRef(new Set<unknown>());
  const take = useCallback(async () => {
    const order = latest.current;
    const reusable = shown.current;
    const result: Result<ComposedToken> =
      reusable && mayBeSent(reusable, order, sentIds.current, currentSeconds())
        ? { ok: true, value: reusable.signed }
        : await sign();
    if (!result.ok) return result;
    const token = result.value;
    if (token.values.jti !== undefined) sentIds.current.add(token.values.jti);
    const madeFrom: Recipe = { ...order, entry: order.entry ?? '' };
    return { ok: true as const, value: { token, composed: { assertion: token.token, madeFrom } } };
  }, [sign]);

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

export function useSigning(): Signing {
  const signing = useContext(SigningContext);
  if (!signing) throw new Error('useSigning needs a SigningProvider above it');
  return signing;
}

const keyNeeded: ErrorData = {
  code: 'key-needed',
  message: 'no key is chosen',
  hint: 'choose one above, or make one under Keys',
};

/** A server allows for clocks that differ by little: a token that was signed longer ago is signed anew before it is sent. */
const oldestSent = 30;

/** Whether the token that is shown can be the one that is sent. */
export function mayBeSent(
  { signed, order: made }: LiveToken,
  order: Order,
  sentIds: ReadonlySet<unknown>,
  now: number,
): boolean {
  const { jti, ...times } = signed.values;
  const isOld = Object.keys(times).length > 0 && now - signed.at > oldestSent;
  return JSON.stringify(made) === JSON.stringify(order) && !isOld && (jti === undefined || !sentIds.has(jti));
}

function problemOf(order: Order): ErrorData | undefined {
  const header = jsonProblem(order.header);
  if (header) return { code: 'header-not-json', message: `the header cannot be read: ${header}` };
  const claims = order.verbatim ? undefined : jsonProblem(order.claims);
  if (claims) return { code: 'claims-not-json', message: `the claims cannot be read: ${claims}` };
  return order.entry === undefined ? keyNeeded : undefined;
}
