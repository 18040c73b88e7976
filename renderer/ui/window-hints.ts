import type { ErrorCode } from '../../shared/contract/error-code.ts';

/** What to do in the window, where the core's hint speaks of the command line's options. */
export const windowHints: Readonly<Partial<Record<ErrorCode, string>>> = {
  'tls-untrusted':
    'If you know the server, tick “Accept any TLS certificate” for this request; else have its certificate put right.',
  'key-too-small': 'Use a longer key, or say explicitly that a weak one will do.',
};
