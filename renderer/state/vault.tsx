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
import type { VaultEntry, VaultStatus } from '../../shared/contract/vault.ts';
import { useClient } from '../client/client-provider.tsx';
import { useFace } from '../client/use-face.ts';

interface Vault {
  /** Null until the core has answered, and where it cannot tell. */
  readonly status: VaultStatus | null;
  /** Whether the core has answered: until then, that there are no entries says nothing. */
  readonly isKnown: boolean;
  /** Why there is no status: the vault file is damaged, of a newer Signet, or cannot be read. */
  readonly problem: ErrorData | null;
  readonly entries: readonly VaultEntry[];
  /** Entries that were removed and can be brought back, the latest first. */
  readonly removed: readonly VaultEntry[];
  /** Why the entries are not up to date, where the status is. */
  readonly error: ErrorData | null;
  /** Asks the core again; to be called after anything that changes the vault. */
  refresh(): Promise<void>;
  /** Does what needs an open vault: at once, or as soon as the user has unlocked it in the dialog that is shown for it. */
  whenUnlocked(act: () => void): void;
  /**
   * The same for what lets keys out of the vault. In the browser window, a vault that is only in memory is made first, since
   * nothing but its passphrase tells the user from the window.
   */
  whenProtected(act: () => void): void;
  /** Whether the dialog that makes, opens or locks the vault is shown. */
  readonly dialogOpen: boolean;
  /** Whether it is shown because keys are to leave the vault, which goes on after it. */
  readonly isForExport: boolean;
  setDialogOpen(open: boolean): void;
}

const VaultContext = createContext<Vault | null>(null);

/** The vault locks itself, and the command line may change it: the window looks this often while it is seen. */
const lookEveryMilliseconds = 3000;

export function VaultProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const [status, setStatus] = useState<Result<VaultStatus> | null>(null);
  const [entries, setEntries] = useState<readonly VaultEntry[]>([]);
  const [removed, setRemoved] = useState<readonly VaultEntry[]>([]);
  const [error, setError] = useState<ErrorData | null>(null);
  const [dialogOpen, showDialog] = useState(false);
  const [isForExport, setForExport] = useState(false);
  const waiting = useRef<{ readonly act: () => void; readonly needsFile: boolean } | null>(null);
  const isBrowser = useFace() === 'loopback';
  const asked = useRef(0);
  const seen = useRef('');

  const setDialogOpen = useCallback((open: boolean) => {
    if (!open) {
      waiting.current = null;
      setForExport(false);
    }
    showDialog(open);
  }, []);

  const take = useCallback((next: Result<VaultStatus>) => {
    const isFirst = seen.current === '';
    seen.current = markOf(next);
    setStatus((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    if (!waiting.current) return;
    const { act, needsFile } = waiting.current;
    if (next.ok && isToBeOpened(next.value.state, needsFile)) {
      // Asked for before anything was known of the vault.
      showDialog(true);
      return;
    }
    if (!next.ok && !isFirst) return;
    waiting.current = null;
    setForExport(false);
    act();
  }, []);

  const refresh = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const [nextStatus, nextEntries, nextRemoved] = await Promise.all([
      client.vault.status({}),
      client.vault.list({}),
      client.vault.removed({}),
    ]);
    // What was asked later may have been answered before.
    if (turn !== asked.current) return;
    if (nextEntries.ok) setEntries(nextEntries.value);
    if (nextRemoved.ok) setRemoved(nextRemoved.value);
    setError(nextEntries.ok || !nextStatus.ok ? null : nextEntries.error);
    take(nextStatus);
  }, [client, take]);

  useEffect(() => {
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const turn = asked.current;
      const next = await client.vault.status({});
      if (turn !== asked.current) return;
      if (markOf(next) === seen.current) take(next);
      else await refresh();
    };
    void refresh();
    const timer = setInterval(() => void look(), lookEveryMilliseconds);
    // The command line and other windows may have changed the vault meanwhile.
    const again = () => void refresh();
    window.addEventListener('focus', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', again);
    };
  }, [client, refresh, take]);

  const isKnown = status !== null;
  const state = status?.ok ? status.value.state : undefined;
  const actWhen = useCallback(
    (act: () => void, needsFile: boolean) => {
      const mustOpen = isToBeOpened(state, needsFile);
      if (isKnown && !mustOpen) {
        act();
        return;
      }
      waiting.current = { act, needsFile };
      setForExport(needsFile);
      if (mustOpen) showDialog(true);
    },
    [isKnown, state],
  );
  const whenUnlocked = useCallback((act: () => void) => actWhen(act, false), [actWhen]);
  const whenProtected = useCallback((act: () => void) => actWhen(act, isBrowser), [actWhen, isBrowser]);

  const vault = useMemo<Vault>(
    () => ({
      status: status?.ok ? status.value : null,
      isKnown,
      problem: status && !status.ok ? status.error : null,
      entries,
      removed,
      error,
      refresh,
      whenUnlocked,
      whenProtected,
      dialogOpen,
      isForExport,
      setDialogOpen,
    }),
    [
      status,
      isKnown,
      entries,
      removed,
      error,
      refresh,
      whenUnlocked,
      whenProtected,
      dialogOpen,
      isForExport,
      setDialogOpen,
    ],
  );
  return <VaultContext value={vault}>{children}</VaultContext>;
}

/** Whether the vault's dialog comes first: it is locked, or there is none yet where there must be one. */
function isToBeOpened(state: VaultStatus['state'] | undefined, needsFile: boolean): boolean {
  return state === 'locked' || (needsFile && state === 'memory');
}

/** What, when it changes, means that the entries may have changed too: everything but the time at which it locks. */
function markOf(status: Result<VaultStatus>): string {
  if (!status.ok) return status.error.code;
  const { locksAt: _, ...rest } = status.value;
  return JSON.stringify(rest);
}

export function useVault(): Vault {
  const vault = useContext(VaultContext);
  if (!vault) throw new Error('useVault needs a VaultProvider above it');
  return vault;
}
