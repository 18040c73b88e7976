import { useState } from 'react';
import type { ErrorCode } from '../../../shared/base/error-code.ts';
import type { ServerChain } from '../../../shared/contract/certificate.ts';
import type { OpenKeyStore } from '../../../shared/contract/keystore.ts';
import { useClient } from '../../client/client-provider.tsx';
import { type Task, useTask } from '../../client/use-task.ts';
import { readAsBase64, textToBase64 } from '../../ui/read-file.ts';

interface Given {
  readonly name: string;
  readonly base64: string;
}

export interface DoubtedStore {
  readonly name: string;
  openAnyway(): void;
  leave(): void;
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
  /** A store that was changed without its password, until the user has said what to do with it. */
  readonly doubted: DoubtedStore | null;
  /** Lets the core forget it. Not left to an effect: a page that is hidden keeps its store. */
  close(): void;
}

/** Opens a key store or certificate file in the core, asking for its password where it needs one. */
export function useKeyStore(): KeyStoreOpener {
  const client = useClient();
  const [store, setStore] = useState<OpenKeyStore | null>(null);
  const [waiting, setWaiting] = useState<Given | null>(null);
  const [doubted, setDoubted] = useState<DoubtedStore | null>(null);
  const [fetched, setFetched] = useState<ServerChain['server'] | null>(null);
  const task = useTask();
  const fetching = useTask();

  /** Keeps what would open a doubted store, its password too, for as long as the question stands. */
  const askAbout = (name: string, openIgnoring: () => Promise<boolean>) => {
    const leave = () => setDoubted(null);
    const openAnyway = () => {
      leave();
      void openIgnoring();
    };
    setDoubted({ name, openAnyway, leave });
  };

  const open = async (given: Given, password?: string, ignoreIntegrity = false): Promise<boolean> => {
    let code: ErrorCode | undefined;
    const opened = await task.run(async (options) => {
      const result = await client.keystore.open(
        { ...given, ...(password === undefined ? {} : { password }), ignoreIntegrity },
        options,
      );
      code = result.ok ? undefined : result.error.code;
      return result;
    });
    setWaiting(code !== undefined && passwordCodes.has(code) ? given : null);
    if (code === 'integrity-failed') askAbout(given.name, () => open(given, password, true));
    if (opened) {
      if (store) void client.keystore.close({ store: store.store });
      setStore(opened);
      setFetched(null);
      fetching.clear();
    }
    return opened !== undefined;
  };

  const unlock = async (
    asked: Pick<OpenKeyStore, 'store' | 'name'>,
    password: string,
    ignoreIntegrity = false,
  ): Promise<boolean> => {
    const opened = await task.run(async (options) => {
      const result = await client.keystore.unlock({ store: asked.store, password, ignoreIntegrity }, options);
      if (!result.ok && result.error.code === 'integrity-failed')
        askAbout(asked.name, () => unlock(asked, password, true));
      return result;
    });
    if (opened) setStore(opened);
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
      return store ? unlock(store, password) : false;
    },
    doubted,
    close() {
      if (store) void client.keystore.close({ store: store.store });
      setStore(null);
      setWaiting(null);
      setDoubted(null);
      setFetched(null);
      task.clear();
      fetching.clear();
    },
  };
}

/** After a doubted store was left alone, too, its password can be typed again. */
const passwordCodes: ReadonlySet<string> = new Set(['password-needed', 'wrong-password', 'integrity-failed']);
