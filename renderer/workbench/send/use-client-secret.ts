import { useCallback, useRef, useState } from 'react';
import type { Result } from '../../../shared/base/result.ts';
import type { ErrorData } from '../../../shared/base/signet-error.ts';
import type { VaultEntry } from '../../../shared/contract/vault.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { useClient } from '../../client/client-provider.tsx';
import { mayReplaceSecret, secretName } from '../../state/secret-owner.ts';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';

/** Whose secret it is, and the entry that holds the one before. */
type Owner = Pick<Draft, 'endpoint'> & { readonly auth: Pick<Draft['auth'], 'clientId' | 'secret'> };

/**
 * Hands a client's secret to the vault: in place of the one before where nothing else uses that, so that secrets do not pile up.
 * @param others drafts that go on using the one before, besides those that are saved
 */
export function useKeepSecret(): (
  secret: string,
  owner: Owner,
  others: readonly Draft[],
) => Promise<Result<VaultEntry>> {
  const client = useClient();
  const { draft, drafts } = useWorkspace();
  const { name } = draft;
  return useCallback(
    async (secret, owner, others) => {
      const [entries, library, playground] = await Promise.all([
        client.vault.list({}),
        client.flows.list({}),
        client.playground.status({}),
      ]);
      if (!entries.ok) return entries;
      const before = entries.value.find(({ id }) => id === owner.auth.secret);
      const saved = drafts.filter((each) => each.name !== name).map((each) => each.draft);
      const isReplaced =
        before !== undefined &&
        library.ok &&
        playground.ok &&
        mayReplaceSecret(before, owner, {
          drafts: [...saved, ...others],
          flows: library.value.flows,
          clients: playground.value.clients,
        });
      if (isReplaced) return client.vault.replaceSecret({ entry: before.id, secret, encoding: 'text' });
      return client.vault.addSecret({
        name: secretName(owner.auth.clientId, entries.value),
        kind: 'client-secret',
        secret,
        encoding: 'text',
      });
    },
    [client, drafts, name],
  );
}

export interface SecretField {
  readonly typed: string;
  type(text: string): void;
  readonly pending: boolean;
  readonly error: ErrorData | null;
  /** Changes with each secret that is typed or kept: another may stand under the same id. */
  readonly mark: string;
  /** How many were kept. */
  readonly count: number;
  /** Hands what is typed to the vault, and answers the draft that uses it: at once where nothing is typed. */
  keep(): Promise<Result<KeptSecret>>;
}

interface KeptSecret {
  readonly draft: Draft;
  readonly mark: string;
}

/** The client secret as it is typed. It is gone from the window once the vault has it. */
export function useClientSecret(): SecretField {
  const { refresh } = useVault();
  const { latest, begin, others } = useWorkspace();
  const keepSecret = useKeepSecret();
  const [typed, setTyped] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  const [count, setCount] = useState(0);
  const now = useRef('');
  const counted = useRef(0);
  const keeping = useRef<Promise<Result<KeptSecret>> | null>(null);
  const type = (text: string) => {
    now.current = text;
    setTyped(text);
    setError(null);
  };

  const keepAll = async (): Promise<Result<KeptSecret>> => {
    // Whatever is opened meanwhile, the secret belongs to the draft that it was typed for.
    const change = begin();
    let draft = latest();
    while (now.current !== '') {
      const secret = now.current;
      const kept = await keepSecret(secret, draft, others);
      if (!kept.ok) {
        setError(kept.error);
        return kept;
      }
      await refresh();
      draft = change((before) => ({ ...before, auth: { ...before.auth, secret: kept.value.id } }));
      counted.current += 1;
      setCount(counted.current);
      // More may have been typed meanwhile.
      if (now.current === secret) type('');
    }
    return { ok: true, value: { draft, mark: markOf(counted.current, '') } };
  };
  const keep = (): Promise<Result<KeptSecret>> => {
    if (keeping.current) return keeping.current;
    if (now.current === '') {
      return Promise.resolve({ ok: true, value: { draft: latest(), mark: markOf(counted.current, '') } });
    }
    setPending(true);
    const kept = keepAll().finally(() => {
      keeping.current = null;
      setPending(false);
    });
    keeping.current = kept;
    return kept;
  };
  return { typed, type, pending, error, mark: markOf(count, typed), count, keep };
}

function markOf(count: number, typed: string): string {
  return typed === '' ? String(count) : `${count}, and one is typed`;
}
