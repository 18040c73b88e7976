import { describe, expect, it } from 'vitest';
import { readWords } from '../../../shared/oauth/read-words.ts';
import { withWatchdog } from '../watchdog.ts';

/** One fault in the words of many: what servers that nobody has heard of may write. */
const wordings: Readonly<Record<string, readonly string[]>> = {
  expired: [
    'The JWT has expired.',
    'assertion expired',
    'Token lifetime has passed',
    'exp: token is no longer valid',
    'The provided assertion is expired as of 2026-11-30T12:00:00Z',
    'Client assertion has expired 42 seconds ago',
    'TOKEN_EXPIRED',
    'tokenExpired',
    'JWT expiration time has passed',
    'the assertion is past its expiration',
  ],
  'not-yet-valid': [
    'JWT is not yet valid',
    'nbf is in the future',
    'The token cannot be used before its nbf',
    "claim 'nbf' is later than the current time and invalid",
    'Token not active yet',
    'JWT_NOT_YET_VALID',
  ],
  'issued-in-future': [
    'iat is in the future',
    'The issued at time of the assertion is in the future',
    'JWT issued in the future',
    "The 'iat' claim is later than the current time",
    'Token used too early, 1796042900 < 1796042960',
  ],
  'too-long-lived': [
    'exp is too far in the future',
    'The lifetime of the assertion exceeds 300 seconds',
    'JWT expiration must be within 5 minutes',
    'assertion is valid for longer than the maximum allowed',
    "The 'exp' claim may be at most 60 seconds from now",
    'The validity period of the token is too long',
  ],
  replayed: [
    'jti has already been used',
    'The JWT ID was used before',
    'Replay detected for this assertion',
    'duplicate jti',
    'Assertion reuse is not permitted',
    "The 'jti' value must be unique",
    'JTI_ALREADY_USED',
    'this token can only be used once',
  ],
  signature: [
    'invalid signature',
    'Signature verification failed',
    'The signature of the JWT could not be verified',
    'JWT signature does not match',
    'Failed to verify assertion signature',
    'The client assertion signature is incorrect',
    'BadSignature',
    'INVALID_SIGNATURE',
    'unable to verify the integrity of the token',
  ],
  'wrong-kid': [
    'Unknown kid',
    'No key found for kid abc',
    "kid 'abc' does not match any registered key",
    'No matching public key for this client',
    'The key identifier is invalid',
    'Signing key not found',
    'unable to find a matching JWK',
  ],
  'missing-kid': [
    'kid is missing',
    'The JWT header must contain kid',
    "no 'kid' in header",
    'Missing key id in JWT header',
  ],
  'wrong-alg': [
    'Unsupported algorithm: HS256',
    'alg not allowed',
    'The signing algorithm RS384 is not permitted for this client',
    'algorithm mismatch',
    'JWT alg must be RS512',
    'signature algorithm not supported',
  ],
  'wrong-aud': [
    'Invalid audience',
    'aud does not match',
    'The audience of the assertion is not this server',
    'Audience claim mismatch',
    "aud must be 'https://as.example/token'",
    'unexpected audience https://x.example',
    'JWT audience validation failed',
    'The aud claim does not contain the token endpoint',
    'WRONG_AUDIENCE',
  ],
  'missing-aud': [
    'aud claim is missing',
    'The JWT has no aud',
    'missing required claim: aud',
    'Audience is required',
  ],
  'wrong-iss': [
    'Unknown issuer',
    'iss is not trusted',
    'Issuer does not match the client id',
    'The issuer https://x.example is not registered',
    'No identity provider found for issuer x',
    'issuer mismatch',
    'untrusted issuer',
  ],
  'missing-iss': ['iss is missing', 'The issuer claim must be present', 'Missing iss claim in assertion'],
  'wrong-sub': [
    'Invalid subject',
    'sub must match the client_id',
    'The subject of the assertion is not allowed',
    'subject mismatch',
  ],
  'missing-sub': ['sub is required', 'The JWT does not contain a subject', "missing 'sub'"],
  'missing-jti': ['jti is required', 'The jti claim is missing', 'JWT must contain a jti'],
  'missing-exp': ['exp is missing', 'The assertion has no expiration', 'expiration claim is required'],
  malformed: [
    'The assertion is not a valid JWT',
    'Malformed JWT',
    'Could not parse the assertion',
    'Unable to decode token',
    'JWT string must contain exactly 2 period characters but was malformed',
    'invalid JWT format',
    'failed to parse client_assertion',
  ],
  'wrong-client_secret': [
    'Invalid client secret',
    'client secret mismatch',
    'The client credentials are invalid',
    'Wrong client_secret',
    'client_secret does not match',
  ],
  'unknown-client': [
    'Client not found',
    'Unknown client',
    'The application does not exist',
    'no such client',
  ],
  'grant-not-allowed': [
    'Grant type not supported',
    'The client is not allowed to use this grant type',
    'unsupported grant',
    'jwt-bearer grant is disabled',
    'grant_type is not enabled for this application',
  ],
  'wrong-scope': [
    'Invalid scope',
    'scope not allowed for this client',
    'Requested scopes exceed those granted',
    'unknown scope: admin',
  ],
  'no-consent': ['User consent is required', 'The user has not consented', 'App not approved by the user'],
  'unknown-user': [
    'User not found',
    'The user does not exist',
    'No user found for subject alice',
    'unknown account',
  ],
  'user-locked': ['User account is locked', 'user is disabled', 'Account suspended'],
  'wrong-client_assertion_type': ['client_assertion_type is invalid', 'Unsupported client_assertion_type'],
  'auth-method': [
    'Authentication method not allowed for this client',
    'token_endpoint_auth_method mismatch: expected private_key_jwt',
    'The client must authenticate with client_secret_basic',
  ],
  'certificate-expired': [
    'The certificate has expired',
    'Client certificate used for signing is no longer valid',
  ],
  'weak-key': ['RSA key too short', 'key size must be at least 2048 bits'],
  'key-not-fetched': [
    'Failed to fetch JWKS',
    'Could not retrieve keys from jwks_uri',
    'unable to download the key set',
  ],
  'too-many-requests': ['Too many requests', 'Rate limit exceeded'],
  'dpop-nonce': ['DPoP proof must contain a nonce'],
  dpop: ['DPoP proof required', 'Invalid DPoP proof'],
};

const rows = Object.entries(wordings).flatMap(([fault, texts]) =>
  texts.map((text) => [fault, text] as const),
);

describe('a server’s words', () => {
  it.each(rows)('%s: %s', (fault, text) => {
    expect(readWords([text])[0]?.fault).toBe(fault);
  });

  it.each(rows.filter(([, text]) => text.includes(' ')))(
    '%s, in capitals and behind a general sentence: %s',
    (fault, text) => {
      const said = `Client authentication failed: ${text.charAt(0).toUpperCase()}${text.slice(1)}`;
      expect(readWords([said])[0]?.fault).toBe(fault);
    },
  );
});

describe('values', () => {
  it.each([
    ["Invalid audience: expected 'https://a/token' but was 'https://b'", 'wrong-aud', ['https://a/token']],
    ['audience mismatch, expected https://a/token, got https://b', 'wrong-aud', ['https://a/token']],
    [
      'Expected audience is any of [https://a, https://a/token] but audience from token is [https://b]',
      'wrong-aud',
      ['https://a', 'https://a/token'],
    ],
    ['The audience must be "https://a/token".', 'wrong-aud', ['https://a/token']],
    ["aud must be one of 'https://a' or 'https://b'", 'wrong-aud', ['https://a', 'https://b']],
    ['issuer does not match. Expected: my-client-1, got: other', 'wrong-iss', ['my-client-1']],
    [
      "Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512'",
      'wrong-alg',
      ['RS512'],
    ],
    [
      "The 'client_assertion' uses signing algorithm 'RS384', but the Client enforces signing algorithm 'RS256'.",
      'wrong-alg',
      ['RS256'],
    ],
    [
      'Invalid JWT: Failed audience check. The right audience is https://oauth2.googleapis.com/token',
      'wrong-aud',
      ['https://oauth2.googleapis.com/token'],
    ],
  ])('%s', (text, fault, expected) => {
    const [first] = readWords([text]);
    expect(first?.fault).toBe(fault);
    expect([...(first?.expected ?? [])].sort()).toEqual([...expected].sort());
  });
});

it('says nothing of what says nothing', () => {
  for (const text of [
    '',
    ' ',
    'Bad Request',
    'error',
    'Something went wrong',
    'x'.repeat(5000),
    '{}',
    '‹0›',
  ]) {
    expect(readWords([text]).filter(({ fault }) => fault !== 'request-malformed')).toEqual([]);
  }
});

it('comes to an end on hostile texts', () => {
  const hostile = [
    'the provided authorization grant (e.g. '.repeat(4000),
    "'".repeat(100_000),
    '[a/b'.repeat(50_000),
    'expected audience '.repeat(20_000),
    '. A'.repeat(60_000),
    'aud: X'.repeat(40_000),
    'a@'.repeat(80_000),
    'http://'.repeat(30_000),
  ];
  expect(withWatchdog(() => readWords(hostile)).length).toBeGreaterThan(0);
});
