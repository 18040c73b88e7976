import { describe, expect, it } from 'vitest';
import { introspectToken, sendTokenRequest } from '../../../core/oauth/send-token-request.ts';
import { jwtBearerGrant, type TokenRequest } from '../../../shared/oauth/token-request.ts';
import { wso2ApiManager } from '../../../shared/servers/wso2-api-manager.ts';
import { json, serveHttp, serveTls } from '../http/test-servers.ts';

const assertion = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl';
const tokens = {
  access_token: 'opaque/access+token',
  token_type: 'Bearer',
  expires_in: '3600',
  refresh_token: 'opaque-refresh-token',
};

const request = (endpoint: string, more: Partial<TokenRequest> = {}): TokenRequest => ({
  endpoint,
  grant: { type: 'jwt-bearer', assertion },
  auth: { method: 'none' },
  ...more,
});

describe('what goes over the wire', () => {
  it('is the gateway’s request: the assertion alone', async () => {
    const server = await serveHttp(json(tokens));
    const exchange = await sendTokenRequest(request(server.url));
    expect(exchange).toMatchObject({ ok: true, status: 200, format: 'json' });
    const [sent] = server.requests;
    expect(sent?.method).toBe('POST');
    expect(sent?.body).toBe(`grant_type=${encodeURIComponent(jwtBearerGrant)}&assertion=${assertion}`);
    expect(sent?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'content-length': String(sent?.body.length),
    });
    expect(sent?.headers).not.toHaveProperty('authorization');
  });

  it('is the API manager’s: client_secret_basic, form-encoded first', async () => {
    const server = await serveHttp(json(tokens));
    const auth = { method: 'basic', clientId: 'my:client', clientSecret: 's e%c' } as const;
    await sendTokenRequest(request(`${server.url}?x=1`, { auth, query: [['tenantDomain', 'a b']] }));
    const [sent] = server.requests;
    expect(sent?.url).toBe('/token?x=1&tenantDomain=a+b');
    expect(sent?.headers.authorization).toBe(
      `Basic ${Buffer.from('my%3Aclient:s+e%25c').toString('base64')}`,
    );
    expect(sent?.body).not.toContain('client_');
  });

  it('is client_secret_post with parameters of one’s own', async () => {
    const server = await serveHttp(json(tokens));
    const auth = { method: 'post', clientId: 'c', clientSecret: 'a&b=ü' } as const;
    await sendTokenRequest(
      request(server.url, {
        auth,
        params: [
          ['format', 'xml'],
          ['scope', 'a b'],
        ],
      }),
    );
    const [sent] = server.requests;
    expect([...new URLSearchParams(sent?.body)]).toEqual([
      ['grant_type', jwtBearerGrant],
      ['assertion', assertion],
      ['format', 'xml'],
      ['scope', 'a b'],
      ['client_id', 'c'],
      ['client_secret', 'a&b=ü'],
    ]);
    expect(sent?.headers).not.toHaveProperty('authorization');
  });

  it('is a refresh', async () => {
    const server = await serveHttp(json(tokens));
    await sendTokenRequest(request(server.url, { grant: { type: 'refresh-token', refreshToken: 'r&r' } }));
    expect(server.requests[0]?.body).toBe('grant_type=refresh_token&refresh_token=r%26r');
  });

  it.each(['', 'nonsense', 'ftp://x/', '//x/token', 'https://'])(
    'is nothing for the endpoint %j',
    async (endpoint) => {
      await expect(sendTokenRequest(request(endpoint))).rejects.toHaveProperty('code', 'endpoint-not-a-url');
    },
  );

  it('is nothing for a server that is not known', async () => {
    const server = await serveHttp(json(tokens));
    await expect(sendTokenRequest(request(server.url), { server: 'nothing' })).rejects.toHaveProperty(
      'code',
      'unknown-server',
    );
    expect(server.requests).toHaveLength(0);
  });
});

describe('an answer is understood', () => {
  const asForm = new URLSearchParams(tokens).toString();
  const asXml = `<?xml version="1.0"?><oauth:response xmlns:oauth="urn:x">${Object.entries(tokens)
    .map(([name, value]) => `<oauth:${name}>${value}</oauth:${name}>`)
    .join('')}</oauth:response>`;

  it.each([
    ['json', 'application/json', JSON.stringify(tokens)],
    ['urlencoded', 'application/x-www-form-urlencoded', asForm],
    ['xml', 'application/xml', asXml],
    ['json', 'text/html', JSON.stringify(tokens)],
  ])('in %s, labelled %s', async (format, contentType, body) => {
    const server = await serveHttp(
      (answer) => void answer.writeHead(200, { 'Content-Type': contentType }).end(body),
    );
    const exchange = await sendTokenRequest(request(server.url));
    expect(exchange).toMatchObject({ ok: true, format, tokens: { ...tokens, expires_in: 3600 } });
    expect(exchange).not.toHaveProperty('explanation');
    expect(exchange).not.toHaveProperty('error');
    expect(structuredClone(exchange)).toEqual(exchange);
  });

  it('as an OAuth error, explained in the server’s own words', async () => {
    const error = { error: 'invalid_grant', error_description: 'JSON Web Token is expired.' };
    const server = await serveHttp(json(error, 400));
    const exchange = await sendTokenRequest(request(server.url), { server: 'wso2-api-manager' });
    expect(exchange).toMatchObject({ ok: false, status: 400, error, tokens: {} });
    const known = wso2ApiManager.errors.find((each) => each.says === error.error_description);
    expect(exchange.explanation?.[0]).toMatchObject({ cause: known?.cause, fix: known?.fix });
  });

  it('as an OAuth error even with status 200', async () => {
    const server = await serveHttp(json({ ...tokens, error: 'invalid_grant' }));
    const exchange = await sendTokenRequest(request(server.url));
    expect(exchange).toMatchObject({ ok: false, error: { error: 'invalid_grant' }, tokens: {} });
  });

  it('as a web page', async () => {
    const server = await serveHttp(
      (answer) => void answer.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Sign in</html>'),
    );
    const exchange = await sendTokenRequest(request(server.url));
    expect(exchange).toMatchObject({ ok: false, status: 200, format: 'unknown', tokens: {} });
    expect(exchange.explanation?.[0]?.cause).toContain('web page');
  });

  it.each([
    [500, '', 'the server failed'],
    [404, 'Not Found', 'nothing at this path'],
    [200, '{}', 'neither a token'],
    [200, '{"access_token":5}', 'neither a token'],
    [302, '', 'sends elsewhere'],
  ])('with status %d and body %j', async (status, body, cause) => {
    const server = await serveHttp((answer) => void answer.writeHead(status).end(body));
    const exchange = await sendTokenRequest(request(server.url));
    expect(exchange.ok).toBe(false);
    expect(exchange.explanation?.[0]?.cause).toContain(cause);
  });

  it('over TLS, from a certificate that the request itself accepts', async () => {
    const server = await serveTls(json(tokens));
    await expect(sendTokenRequest(request(server.url))).rejects.toHaveProperty('code', 'tls-untrusted');
    expect((await sendTokenRequest(request(server.url, { insecure: true }))).ok).toBe(true);
    expect((await sendTokenRequest(request(server.url), { ca: server.pem })).ok).toBe(true);
  });
});

describe('the trace', () => {
  const secret = 'the-client-secret';

  it('shows the whole exchange, and *** for all that is secret', async () => {
    const server = await serveHttp((answer) => {
      answer.writeHead(200, {
        'Content-Type': 'application/json',
        'Set-Cookie': 'session=cookie-secret',
        Location: 'https://x/?access_token=location-secret',
      });
      answer.end(
        JSON.stringify({
          ...tokens,
          quoted: `${assertion} by ${secret}`,
          nested: { id_token: 'nested-secret' },
        }),
      );
    });
    const { request: sent, response } = await sendTokenRequest(
      request(`${server.url}?api_key=query-secret`, {
        auth: { method: 'basic', clientId: 'c', clientSecret: secret },
        params: [
          ['password', 'parameter-secret'],
          ['scope', 'visible'],
        ],
      }),
    );
    expect(sent.line).toBe('POST /token?api_key=*** HTTP/1.1');
    expect(sent.headers).toContainEqual(['Host', `127.0.0.1:${server.port}`]);
    expect(sent.headers).toContainEqual(['Authorization', 'Basic ***']);
    expect(sent.body).toBe(
      `grant_type=${encodeURIComponent(jwtBearerGrant)}&assertion=***&password=***&scope=visible`,
    );
    expect(response.line).toBe('HTTP/1.1 200 OK');
    expect(response.headers).toContainEqual(['Set-Cookie', '***']);
    expect(JSON.parse(response.body)).toMatchObject({
      access_token: '***',
      refresh_token: '***',
      token_type: 'Bearer',
    });

    const trace = JSON.stringify([sent, response]);
    const basic = Buffer.from(`c:${secret}`).toString('base64');
    for (const hidden of ['-secret', 'opaque', assertion.slice(0, 30), basic, secret])
      expect(trace).not.toContain(hidden);
  });

  it('shows *** for client_secret_post and a refresh token', async () => {
    const server = await serveHttp(
      json({ error: 'invalid_client', error_description: `bad secret ${secret}` }, 401),
    );
    const { request: sent, response } = await sendTokenRequest(
      request(server.url, {
        grant: { type: 'refresh-token', refreshToken: 'the-refresh-token' },
        auth: { method: 'post', clientId: 'c', clientSecret: secret },
      }),
    );
    expect(sent.body).toBe('grant_type=refresh_token&refresh_token=***&client_id=c&client_secret=***');
    expect(JSON.stringify([sent, response])).not.toContain(secret);
  });
});

describe('introspection', () => {
  it('asks about a token, and shows it nowhere', async () => {
    const server = await serveHttp(json({ active: true, scope: 'a', sub: 'me' }));
    const auth = { method: 'basic', clientId: 'c', clientSecret: 's' } as const;
    const exchange = await introspectToken({ endpoint: server.url, token: 'opaque-token', auth });
    expect(exchange).toMatchObject({ ok: true, tokens: { active: true, scope: 'a', sub: 'me' } });
    expect(server.requests[0]).toMatchObject({
      body: 'token=opaque-token',
      headers: { authorization: expect.stringMatching(/^Basic /) },
    });
    expect(JSON.stringify([exchange.request, exchange.response])).not.toContain('opaque-token');
  });

  it('sends the client in the form where it stands there', async () => {
    const server = await serveHttp(json({ active: false }));
    const exchange = await introspectToken({
      endpoint: server.url,
      token: 't',
      auth: { method: 'post', clientId: 'c', clientSecret: 's' },
    });
    expect(exchange).toMatchObject({ ok: true, tokens: { active: false } });
    expect(server.requests[0]?.body).toBe('token=t&client_id=c&client_secret=s');
  });

  it('is not ok without an answer to the question', async () => {
    const server = await serveHttp(json({ error: 'invalid_client' }, 401));
    const exchange = await introspectToken({ endpoint: server.url, token: 't', auth: { method: 'none' } });
    expect(exchange).toMatchObject({ ok: false, status: 401, error: { error: 'invalid_client' } });
    expect(exchange.explanation?.length).toBeGreaterThan(0);
  });
});

describe('digits of an answer', () => {
  const body = '{"access_token":"t","token_type":"Bearer","account":12345678901234567890,"in":{"ratio":1.0}}';

  it('stay as the server wrote them', async () => {
    const usual = await serveHttp(json(tokens));
    expect(await sendTokenRequest(request(usual.url))).not.toHaveProperty('tokensText');
    const server = await serveHttp((response) => response.end(body));
    expect(await sendTokenRequest(request(server.url))).toMatchObject({ ok: true, tokensText: body });
  });

  it('hide what was sent', async () => {
    const auth = { method: 'post', clientId: 'c', clientSecret: '12345678901234567890' } as const;
    const server = await serveHttp((response) => response.end(body));
    const exchange = await sendTokenRequest(request(server.url, { auth }));
    expect(exchange).toMatchObject({ ok: true });
    expect(exchange.tokens).toEqual({
      access_token: 't',
      token_type: 'Bearer',
      account: '***',
      in: { ratio: 1 },
    });
    expect(exchange.tokensText).toContain('"account":"***"');
    const short = { ...auth, clientSecret: '123456789' };
    const other = await serveHttp(json({ access_token: 't', account: 123456789 }));
    expect(await sendTokenRequest(request(other.url, { auth: short }))).toMatchObject({
      tokens: { access_token: 't', account: '***' },
    });
  });
});
