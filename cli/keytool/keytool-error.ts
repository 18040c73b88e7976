/** A failure in keytool's own words: printed on standard output behind `keytool error: `, exit status 1. */
export class KeytoolError extends Error {
  override readonly name = 'KeytoolError';
  readonly exception: string;

  constructor(
    exception:
      | 'java.lang.Exception'
      | 'java.lang.IllegalArgumentException'
      | 'java.lang.NumberFormatException'
      | 'java.lang.UnsupportedOperationException'
      | 'java.io.IOException'
      | 'java.io.FileNotFoundException'
      | 'java.security.KeyStoreException'
      | 'java.security.NoSuchAlgorithmException'
      | 'java.security.UnrecoverableKeyException',
    message: string,
  ) {
    super(message);
    this.exception = exception;
  }
}

/** The failure that keytool makes of most things. */
export function failure(message: string): KeytoolError {
  return new KeytoolError('java.lang.Exception', message);
}

/** A command line that keytool does not take: printed on standard error with the usage, exit status 1. */
export class KeytoolUsage extends Error {
  override readonly name = 'KeytoolUsage';
}
