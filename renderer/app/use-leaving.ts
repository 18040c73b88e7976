import { useEffect, useEffectEvent } from 'react';
import { onlyInMemory } from '../../shared/contract/vault.ts';
import type { WindowCommand } from '../../shared/contract/window-command.ts';
import { hearCommands } from '../client/find-transport.ts';
import { useFace } from '../client/use-face.ts';
import { useVault } from '../state/vault.tsx';

/**
 * Before this window is left while keys are only in memory: a browser asks in its own words, which are all that it
 * allows; the desktop app asks by itself, and may then want the vault to be shown.
 */
export function useLeaving(): void {
  const { status, entries, setDialogOpen } = useVault();
  const face = useFace();
  const asks = face === 'loopback' && status !== null && onlyInMemory(status, entries).length > 0;
  useEffect(() => {
    if (!asks) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [asks]);

  const obey = useEffectEvent((command: unknown) => {
    if (command === ('open-vault' satisfies WindowCommand)) setDialogOpen(true);
  });
  useEffect(() => hearCommands(obey), []);
}
