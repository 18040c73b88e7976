import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { HistoryEntry } from '../../shared/oauth/history-entry.ts';
import { type NamedTokenRequest, tokenRequest } from '../../shared/oauth/request-model.ts';
import type { TokenExchange } from '../../shared/oauth/token-exchange.ts';
import type { DocumentStore } from '../home/document-store.ts';
import { describeRequest, repeatableRequest, shortened } from './history-entry.ts';

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

// Written by Signet alone: what an older one left unreadable is passed over.
const stored = z.array(
  z.object({ entry: z.looseObject({ id: z.string() }), request: z.optional(z.unknown()) }),
);

export function createHistoryLog(store: DocumentStore, now = () => new Date()): HistoryLog {
  const read = (): readonly HistoryRecord[] => {
    const parsed = z.safeParse(stored, store.get(member));
    if (!parsed.success) return [];
    return parsed.data.map(({ entry, request }) => {
      const again = z.safeParse(tokenRequest, request);
      return {
        entry: { ...entry, ...textsOf(entry) } as unknown as HistoryEntry,
        ...(again.success ? { request: again.data } : {}),
      };
    });
  };
  const add = (record: HistoryRecord) => store.set(member, [record, ...read()].slice(0, maxEntries));
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
        read().filter(({ entry }) => entry.id !== id),
      );
    },
    clear: () => store.set(member, []),
  };
}

/** Header and claims were kept as objects before they were kept as the text that was sent. */
function textsOf({ header, claims }: Readonly<Record<string, unknown>>) {
  const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : value);
  return {
    ...(header === undefined ? {} : { header: text(header) }),
    ...(claims === undefined ? {} : { claims: text(claims) }),
  };
}
