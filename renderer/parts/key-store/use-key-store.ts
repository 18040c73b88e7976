import { useState } from 'react';
import type { ServerChain } from '../../../shared/contract/certificate.ts';
import type { OpenKeyStore } from '../../../shared/contract/keystore.ts';
import { useClient } from '../../client/client-provider.tsx';
import { type Task, useTask } from '../../client/use-task.ts';
import { readAsBase64, textToBase64 } from '../../ui/read-file.ts';

interface Given {
  readonly name: string;
  readonly base64: string;
}

export interface KeyStoreOpener {
  readonly store: OpenKeyStore | null;
  readonly task: Task;
  /** The name of what needs a password before it can be read, or read further. */
  readonly locked: string | null;
  openFile(file: File): void;
  openText(text: string): void;
  /** Opens what a TLS server shows, given as `host:port`. */
  fetchServer(server: string): Promise<void>;
  readonly fetching: Task;
  /** The server that the open store came from. */
  readonly fetched: ServerChain['server'] | null;
  unlock(password: string): Promise<boolean>;
  /** Lets the core forget it. Not left to an effect: a page that is hidden keeps its store. */
  close(): void;
}

/** Opens a key store or certificate file in the core, asking for its password where it needs one. */
export function useKeyStore(): KeyStoreOpener {
  const client = useClient();
  const [store, setStore] = useState<OpenKeyStore | null>(null);
  const [waiting, setWaiting] = useState<Given | null>(null);
  const [fetched, setFetched] = useState<ServerChain['server'] | null>(null);
  const task = useTask();
  const fetching = useTask();

  const open = async (given: Given, password?: string): Promise<boolean> => {
    let needsPassword = false;
    const opened = await task.run(async (options) => {
      const result = await client.keystore.open(
        { ...given, ...(password === undefined ? {} : { password }) },
        options,
      );
      needsPassword = !result.ok && passwordCodes.has(result.error.code);
      return result;
    });
    setWaiting(needsPassword ? given : null);
    if (opened) {
      if (store) void client.keystore.close({ store: store.store });
      setStore(opened);
      setFetched(null);
      fetching.clear();
    }
    return opened !== undefined;
  };

  return {
    store,
    task,
    locked: waiting?.name ?? (store?.passwordNeeded ? store.name : null),
    openFile: (file) => void readAsBase64(file).then((base64) => open({ name: file.name, base64 })),
    openText: (text) => void textToBase64(text).then((base64) => open({ name: 'pasted', base64 })),
    fetching,
    fetched,
    async fetchServer(server) {
      const opened = await fetching.run((options) => client.certificate.fetch({ server }, options));
      if (!opened) return;
      if (store) void client.keystore.close({ store: store.store });
      setStore(opened);
      setFetched(opened.server);
      setWaiting(null);
      task.clear();
    },
    async unlock(password) {
      if (waiting) return open(waiting, password);
      if (!store) return false;
      const opened = await task.run((options) =>
        client.keystore.unlock({ store: store.store, password }, options),
      );
      if (opened) setStore(opened);
      return opened !== undefined;
    },
    close() {
      if (store) void client.keystore.close({ store: store.store });
      setStore(null);
      setWaiting(null);
      setFetched(null);
      task.clear();
      fetching.clear();
    },
  };
}

const passwordCodes: ReadonlySet<string> = new Set(['password-needed', 'wrong-password']);
