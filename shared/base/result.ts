import { type ErrorData, SignetError } from './signet-error.ts';

/** What every call across the contract answers: a value, or an expected failure as data. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorData };

/** Turns a result back into a value or a thrown {@link SignetError}. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw SignetError.fromData(result.error);
}
