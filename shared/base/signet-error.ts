import type { ErrorCode } from './error-code.ts';

/** Facts beside a message: plain data, never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** An expected failure as data: what crosses the contract and what `--json` prints. */
export interface ErrorData {
  readonly code: ErrorCode;
  /** What happened, in lower case and without a full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly details?: ErrorDetails;
}

/** An expected failure inside the core. Anything else that is thrown counts as a defect of Signet. */
export class SignetError extends Error {
  override readonly name = 'SignetError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: ErrorDetails | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    more: { hint?: string; details?: ErrorDetails; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.hint = more.hint;
    this.details = more.details;
  }

  /** The error that was made into data. */
  static fromData({ code, message, hint, details }: ErrorData): SignetError {
    return new SignetError(code, message, {
      ...(hint === undefined ? {} : { hint }),
      ...(details === undefined ? {} : { details }),
    });
  }

  toData(): ErrorData {
    return {
      code: this.code,
      message: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
}
