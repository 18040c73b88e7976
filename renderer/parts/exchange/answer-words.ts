import type { ExchangeKind } from './use-exchanges.ts';

export const kindWords: Readonly<Record<ExchangeKind, string>> = {
  token: 'token request',
  refresh: 'refreshed',
  introspection: 'introspection',
  revocation: 'revocation',
  resource: 'API call',
};

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  301: 'Moved',
  302: 'Found',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** `200 OK`. */
export function statusWords(status: number): string {
  const reason = reasons[status];
  return reason === undefined ? String(status) : `${status} ${reason}`;
}
