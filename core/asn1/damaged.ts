import { SignetError } from '../../shared/base/signet-error.ts';

/** The error for input that is of a known format and breaks that format's rules. `what` completes "the file is damaged: …". */
export function damaged(what: string, cause?: unknown): SignetError {
  return new SignetError('damaged-file', `the file is damaged: ${what}`, {
    hint: 'copy it again in binary form, or export it again from where it came',
    ...(cause === undefined ? {} : { cause }),
  });
}

/** What is said of a file that goes on after its end. */
export function passedOver(count: number): string {
  return `${count} ${count === 1 ? 'byte' : 'bytes'} after its end ${count === 1 ? 'was' : 'were'} passed over`;
}

interface Place {
  readonly buffer: ArrayBufferLike;
  readonly offset: number;
}

const places = new WeakMap<SignetError, Place>();

/** As {@link damaged}, at a place: `bytes` is a view of what was read, and `index` a place in it. */
export function damagedAt(bytes: Uint8Array, index: number, what: string): SignetError {
  const error = damaged(what);
  places.set(error, { buffer: bytes.buffer, offset: bytes.byteOffset + index });
  return error;
}

/** The same error with the place in the file; one in what was decrypted has none. */
export function withPlace(error: SignetError, file: Uint8Array): SignetError {
  const place = places.get(error);
  if (place === undefined || place.buffer !== file.buffer) return error;
  const offset = place.offset - file.byteOffset;
  return new SignetError(error.code, `${error.message} (at byte ${offset} of ${file.length})`, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    details: { ...error.details, offset, bytes: file.length },
    cause: error,
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
