import * as z from 'zod/mini';
import * as field from '../base/fields.ts';
import type { Difference, HistoryEntry } from '../oauth/history-entry.ts';
import type { TokenExchange } from '../oauth/token-exchange.ts';
import { method } from './method.ts';

export const historyMethods = {
  /** Newest first, at most 200. `search`: words that all stand somewhere in the entry, upper and lower case alike. */
  list: method<readonly HistoryEntry[]>()(z.strictObject({ search: z.exactOptional(field.line) })),
  /**
   * Sends it again: `iat`, `nbf` and `exp` moved on by the time that has passed, a fresh `jti`.
   * Errors: `entry-not-found`, `not-repeatable`, and those of `endpoint.send`.
   */
  sendAgain: method<TokenExchange>()(z.strictObject({ id: field.id })),
  /** The members in which two entries differ. Errors: `entry-not-found`. */
  compare: method<readonly Difference[]>()(z.strictObject({ left: field.id, right: field.id })),
  /** Errors: `entry-not-found`. */
  remove: method<null>()(z.strictObject({ id: field.id })),
  clear: method<null>()(field.nothing),
};
