import type { TokenExchange } from '../../shared/oauth/token-exchange.ts';

export const grantedExchange: TokenExchange = {
  url: 'https://gateway.example/oauth2/token',
  ok: true,
  answer: 'tokens',
  status: 200,
  format: 'json',
  tokens: {
    access_token: 'mF_9.B5f-4.1JqM-opaque-access-token',
    refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA',
    token_type: 'Bearer',
    expires_in: 3600,
  },
  timing: { dns: 1.2, connect: 3.4, tls: 12.1, firstByte: 22.5, total: 41 },
  request: {
    line: 'POST /oauth2/token HTTP/1.1',
    headers: [['content-type', 'application/x-www-form-urlencoded; charset=UTF-8']],
    body: 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=***',
  },
  response: {
    line: 'HTTP/1.1 200 OK',
    headers: [
      ['content-type', 'application/json'],
      ['cache-control', 'no-store'],
    ],
    body: '{"access_token":"***","refresh_token":"***","token_type":"Bearer","expires_in":3600}',
  },
};

export const refusedExchange: TokenExchange = {
  ...grantedExchange,
  ok: false,
  answer: 'error',
  status: 400,
  tokens: {},
  error: { error: 'invalid_grant', error_description: 'JSON Web Token is expired' },
  explanation: [
    {
      cause: 'exp has passed once the server’s clock skew (300 s by default) is counted against you',
      fix: 'set exp more than five minutes away: +15m',
      basis: 'server-known',
      reference: 'WSO2 API Manager documentation, JWT grant',
    },
  ],
  response: {
    line: 'HTTP/1.1 400 Bad Request',
    headers: [['content-type', 'application/json']],
    body: '{"error":"invalid_grant","error_description":"JSON Web Token is expired"}',
  },
};
