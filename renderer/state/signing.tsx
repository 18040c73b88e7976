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
import type { Result } from '../../shared/base/result.ts';
import type { ErrorData } from '../../shared/base/signet-error.ts';
import type { SignedToken } from '../../shared/contract/jose.ts';
import type { Draft } from '../../shared/contract/workspace.ts';
import { type ResolvedClaims, resolveClaims } from '../../shared/jwt/resolve-claims.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import { useClient } from '../client/client-provider.tsx';
import { jsonProblem } from './edit-json.ts';
import { latestOnly } from './latest-only.ts';
import { useVault } from './vault.tsx';
import { useWorkspace } from './workspace.tsx';

/** The newest token and what it was made from. */
export interface LiveToken {
  readonly signed: SignedToken;
  /** Seconds since the epoch at which it was signed. */
  readonly at: number;
  /** What the expressions in the claims came to. */
  readonly values: ResolvedClaims['values'];
}

interface Signing {
  /** The last token that could be signed; kept while the texts are broken, so that nothing jumps. */
  readonly live: LiveToken | null;
  /** Why there is no token for what stands in the editors now. */
  readonly error: ErrorData | null;
  readonly allowWeakKey: boolean;
  setAllowWeakKey(yes: boolean): void;
  /** Signs now, with times as of now, and shows the result. */
  sign(): Promise<Result<SignedToken>>;
}

interface Order {
  readonly entry: string | undefined;
  readonly header: string;
  readonly claims: string;
  readonly add: NonNullable<Draft['add']>;
  readonly verbatim: boolean;
  readonly detached: boolean;
  readonly allowWeakKey: boolean;
}

const nothingAdded: Order['add'] = [];

type Outcome = {
  readonly at: number;
  readonly values: ResolvedClaims['values'];
  readonly result: Result<SignedToken>;
};

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
      const at = currentSeconds();
      const problem = problemOf(order);
      if (problem || order.entry === undefined) {
        return { at, values: {}, result: { ok: false, error: problem ?? keyNeeded } };
      }
      const resolved = resolveClaims(order.claims, at, () => crypto.randomUUID());
      const result = await client.jose.sign({
        entry: order.entry,
        header: order.header,
        claims: resolved.text,
        ...(order.allowWeakKey ? { allowWeakKey: true } : {}),
        ...(order.add.length > 0 ? { add: order.add } : {}),
        ...(order.verbatim ? { verbatim: true } : {}),
        ...(order.detached ? { detached: true } : {}),
      });
      return { at, values: resolved.values, result };
    },
    [client],
  );
  const show = useCallback(({ at, values, result }: Outcome) => {
    setError(result.ok ? null : result.error);
    if (result.ok) setLive({ signed: result.value, at, values });
    else if (result.error.code === 'key-needed' || result.error.code === 'key-too-small') setLive(null);
  }, []);
  const push = useMemo(() => latestOnly(work, show), [work, show]);

  const order = useMemo(
    () => ({ entry, header, claims, add, verbatim, detached, allowWeakKey }),
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

  const state = useMemo<Signing>(
    () => ({
      live,
      error,
      allowWeakKey,
      setAllowWeakKey: (yes) => setWeakEntry(yes ? (entry ?? null) : null),
      sign,
    }),
    [live, error, allowWeakKey, entry, sign],
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

function problemOf(order: Order): ErrorData | undefined {
  const header = jsonProblem(order.header);
  if (header) return { code: 'header-not-json', message: `the header cannot be read: ${header}` };
  const claims = order.verbatim ? undefined : jsonProblem(order.claims);
  if (claims) return { code: 'claims-not-json', message: `the claims cannot be read: ${claims}` };
  return order.entry === undefined ? keyNeeded : undefined;
}
