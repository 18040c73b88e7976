import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCurl } from '../../../../shared/oauth/curl/parse-curl.ts';
import { printSnippet } from '../../../../shared/oauth/snippets/print-snippet.ts';
import { withheldAuth, withheldGrants } from '../../../../shared/oauth/snippets/snippet-parts.ts';
import {
  jwtBearerClientAssertion,
  jwtBearerGrant,
  type Pair,
} from '../../../../shared/oauth/token-request.ts';
import { withWatchdog } from '../../watchdog.ts';

const hmac = `${btoa('{"alg":"HS256"}').replaceAll('=', '')}.e30.c2ln`;
const rsa = `${btoa('{"alg":"RS256"}').replaceAll('=', '')}.e30.c2ln`;

it('reads the line of the API manager’s manual', () => {
  const line =
    'curl -i -X POST -u my-client:my-secret -k -d ' +
    `'grant_type=${jwtBearerGrant}&assertion=${rsa}' ` +
    "-H 'Content-Type: application/x-www-form-urlencoded' " +
    'https://localhost:9443/oauth2/token?tenantDomain=carbon.super';
  expect(parseCurl(line)).toEqual({
    endpoint: 'https://localhost:9443/oauth2/token',
    query: [['tenantDomain', 'carbon.super']],
    grant: 'jwt-bearer',
    token: rsa,
    auth: { method: 'basic', clientId: 'my-client', clientSecret: 'my-secret' },
    params: [],
    insecure: true,
    notes: [],
  });
});

describe('how a request is written', () => {
  const url = 'https://as.example/token';
  it.each([
    [`$ curl ${url} -d grant_type=client_credentials | jq .`, 'client-credentials'],
    [`curl --data "grant_type=client_credentials" \\\n  ${url}`, 'client-credentials'],
    [`curl.exe ${url} ^\r\n  --data ^"grant_type=client_credentials^"`, 'client-credentials'],
    [`curl.exe ${url} \`\n  --data "grant_type=client_credentials"`, 'client-credentials'],
    [`curl -sSXPOST ${url} -dgrant_type=refresh_token -d refresh_token=r`, 'refresh-token'],
    [`curl --url ${url} --data-raw $'grant_type=refresh\\x5ftoken&refresh_token=r'`, 'refresh-token'],
    [`curl -o out.txt ${url} -d grant_type=nonsense`, null],
  ])('%s', (line, grant) => {
    expect(parseCurl(line)).toMatchObject({ endpoint: url, grant });
  });

  it('finds every grant’s token, and keeps what it does not know', () => {
    const data = (form: Record<string, string>) => `curl ${url} -d '${new URLSearchParams(form)}'`;
    const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
    expect(parseCurl(data({ grant_type: exchange, subject_token: 's', audience: 'a' }))).toMatchObject({
      grant: 'token-exchange',
      token: 's',
      params: [['audience', 'a']],
    });
    expect(
      parseCurl(
        data({ grant_type: jwtBearerGrant, assertion: 'a.b.c', requested_token_use: 'on_behalf_of' }),
      ),
    ).toMatchObject({ grant: 'on-behalf-of', token: 'a.b.c', params: [] });
    expect(parseCurl(data({ grant_type: 'password', username: 'u' }))).toMatchObject({
      grant: null,
      params: [
        ['grant_type', 'password'],
        ['username', 'u'],
      ],
    });
  });

  it('finds every way to authenticate', () => {
    const data = (form: Record<string, string>, more = '') =>
      parseCurl(
        `curl ${url} ${more} -d '${new URLSearchParams({ grant_type: 'client_credentials', ...form })}'`,
      ).auth;
    expect(data({})).toEqual({ method: 'none', clientId: '' });
    expect(data({ client_id: 'c', client_secret: 's' })).toEqual({
      method: 'post',
      clientId: 'c',
      clientSecret: 's',
    });
    expect(data({}, `-H 'Authorization: Basic ${btoa('a%3Ab:s+%25')}'`)).toEqual({
      method: 'basic',
      clientId: 'a:b',
      clientSecret: 's %',
    });
    for (const [assertion, method] of [
      [hmac, 'client_secret_jwt'],
      [rsa, 'private_key_jwt'],
    ] as const) {
      const form = { client_assertion_type: jwtBearerClientAssertion, client_assertion: assertion };
      expect(data(form)).toEqual({ method, clientId: '', clientAssertion: assertion });
    }
    expect(data({ client_id: 'c' }, '--cert c.pem --key k.pem')).toEqual({ method: 'mtls', clientId: 'c' });
  });

  it('says what was left out', () => {
    const { notes } = parseCurl(
      `curl ${url} -d @body.txt --json '{}' -H 'X-Tenant: a' --resolve a:1:2 -F a=b --compressed`,
    );
    expect(notes.join('\n')).toMatch(
      /--resolve, --compressed[\s\S]*body.txt[\s\S]*JSON[\s\S]*multipart[\s\S]*x-tenant/,
    );
  });
});

it.each(['', 'wget https://x', 'curl', 'curl -d a=b', 'curl ftp://x/', `curl 'https://x`, 'curly https://x'])(
  'refuses %j',
  (text) => {
    expect(parseCurl('curl https://x').endpoint).toBe('https://x');
    expect(() => parseCurl(text)).toThrow(expect.objectContaining({ code: 'unknown-format' }));
  },
);

it('reads back what Signet prints, whatever the values; secrets are left empty', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !/[\0\r]/.test(value));
  const param = text.filter((value) => !/^(?:\$|%\w+%|eyJ)/.test(value));
  fc.assert(
    fc.property(
      fc.constantFrom('curl' as const, 'curl-cmd' as const),
      fc.constantFrom('basic' as const, 'post' as const, 'private_key_jwt' as const, 'none' as const),
      text.filter((id) => id.trim() === id && !/%[0-9a-f]{2}/i.test(id) && !/[$%]/.test(id)),
      fc.array(param, { maxLength: 3 }),
      (language, method, clientId, values) => {
        const params = values.map((value, index): Pair => [`p${index}`, value]);
        const request = {
          endpoint: 'https://as.example/token',
          grant: withheldGrants['jwt-bearer'],
          auth: withheldAuth(method, clientId),
          params,
          insecure: true,
        };
        const read = parseCurl(printSnippet(language, request));
        expect(read).toMatchObject({
          endpoint: request.endpoint,
          grant: 'jwt-bearer',
          token: '',
          auth: { method, clientId },
          params,
          insecure: true,
        });
      },
    ),
    { numRuns: 300 },
  );
});

it.each(['curl \\', "curl '", 'curl -', 'curl ^"', 'curl "\\', 'curl\n', "curl $'\\x"])(
  'comes to an end on a megabyte of %j',
  (piece) => {
    const text = `curl https://x ${piece.slice(4).repeat(1_000_000 / piece.length)}`.slice(0, 1024 * 1024);
    withWatchdog(() => {
      try {
        parseCurl(text);
      } catch (error) {
        expect(error).toHaveProperty('code');
      }
    });
  },
);
