import type { PlaygroundLogEntry } from '../../shared/contract/playground.ts';

export interface RequestLog {
  add(entry: PlaygroundLogEntry): void;
  clear(): void;
  /** Newest first. */
  list(): readonly PlaygroundLogEntry[];
}

const maxEntries = 50;

/** Keeps the last 50 requests. What goes in holds no token and no secret: the writers of its entries see to that. */
export function createRequestLog(): RequestLog {
  const entries: PlaygroundLogEntry[] = [];
  return {
    add(entry) {
      entries.unshift(entry);
      entries.length = Math.min(entries.length, maxEntries);
    },
    clear() {
      entries.length = 0;
    },
    list: () => [...entries],
  };
}
