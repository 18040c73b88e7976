import { SignetError } from '../../shared/contract/signet-error.ts';

/** The error for input that is of a known format and breaks that format's rules. `what` completes "the file is damaged: …". */
export function damaged(what: string, cause?: unknown): SignetError {
  return new SignetError('damaged-file', `the file is damaged: ${what}`, {
    hint: 'copy it again in binary form, or export it again from where it came',
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Runs a reader of untrusted structure; what is not yet a {@link SignetError} of its own becomes `undefined`. */
export function unlessDamaged<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SignetError && error.code === 'damaged-file') return undefined;
    throw error;
  }
}
