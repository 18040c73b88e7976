import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { HistoryEntry } from '../../shared/oauth/history-entry.ts';
import { type NamedTokenRequest, tokenRequest } from '../../shared/oauth/request-model.ts';
import type { TokenExchange } from '../../shared/oauth/token-exchange.ts';
import type { DocumentStore } from '../home/document-store.ts';
import { describeRequest, repeatableRequest, shortened } from './history-entry.ts';
import { readKeptEntry } from './kept-entry.ts';

const member = 'entries';
const maxEntries = 200;

/** An entry, and what is needed to send it again: neither holds a secret or a token. */
export interface HistoryRecord {
  readonly entry: HistoryEntry;
  readonly request?: NamedTokenRequest;
}

/** What was sent, redacted, newest first. */
export interface HistoryLog {
  /** Sends, and keeps what came of it, an answer or a failure. A cancelled request leaves nothing. */
  keep(request: NamedTokenRequest, send: () => Promise<TokenExchange>, flow?: string): Promise<TokenExchange>;
  list(): readonly HistoryEntry[];
  /** @throws SignetError `entry-not-found` */
  find(id: string): HistoryRecord;
  /** @throws SignetError `entry-not-found` */
  remove(id: string): void;
  clear(): void;
}

export function createHistoryLog(store: DocumentStore, now = () => new Date()): HistoryLog {
  // What this Signet cannot read is passed over, and stays in the file: another one wrote it.
  const kept = (): readonly unknown[] => {
    const value = store.get(member);
    return Array.isArray(value) ? value.slice(0, maxEntries) : [];
  };
  const read = (): readonly HistoryRecord[] => kept().flatMap((each) => readRecord(each) ?? []);
  const add = (record: HistoryRecord) => store.set(member, [record, ...kept()].slice(0, maxEntries));
  const find = (id: string) => {
    const record = read().find((each) => each.entry.id === id);
    if (record) return record;
    throw new SignetError('entry-not-found', 'the history has no such entry', {
      hint: 'it may have been removed meanwhile',
    });
  };

  return {
    async keep(request, send, flow) {
      const at = now().toISOString().replace(/\.\d+/, '');
      const again = repeatableRequest(request);
      const record = (outcome: Pick<HistoryEntry, 'exchange' | 'failure'>): HistoryRecord => ({
        entry: {
          id: randomUUID(),
          at,
          ...(flow === undefined ? {} : { flow }),
          ...describeRequest(request),
          repeatable: again !== undefined,
          ...outcome,
        },
        ...(again === undefined ? {} : { request: again }),
      });
      try {
        const exchange = await send();
        add(record({ exchange: shortened(exchange) }));
        return exchange;
      } catch (thrown) {
        if (thrown instanceof SignetError && thrown.code !== 'cancelled') {
          add(record({ failure: thrown.toData() }));
        }
        throw thrown;
      }
    },
    list: () => read().map(({ entry }) => entry),
    find,
    remove(id) {
      find(id);
      store.set(
        member,
        kept().filter((each) => readRecord(each)?.entry.id !== id),
      );
    },
    clear: () => store.set(member, []),
  };
}

function readRecord(stored: unknown): HistoryRecord | undefined {
  if (typeof stored !== 'object' || stored === null || !('entry' in stored)) return undefined;
  const entry = readKeptEntry(stored.entry);
  if (entry === undefined) return undefined;
  const again = z.safeParse(tokenRequest, 'request' in stored ? stored.request : undefined);
  return { entry, ...(again.success ? { request: again.data } : {}) };
}
