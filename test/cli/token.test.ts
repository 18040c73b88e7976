import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaygroundRegistration } from '../../core/playground/control-endpoints.ts';
import { createPlayground, type Playground } from '../../core/playground/playground.ts';
import type { ResourceExchange, TokenExchange } from '../../shared/oauth/token-exchange.ts';
import { json, serveHttp, serveTls } from '../core/http/test-servers.ts';
import { type Identity, makeIdentity } from '../core/playground/certificates.ts';
import { makeTlsIdentity } from '../core/playground/playground-bench.ts';
import { fixtures, runSignet, scratchFolder } from '../support/run-signet.ts';

let folder: string;
let playground: Playground;
let identity: Identity;
let keyFile: string;
let status: ReturnType<Playground['status']>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-token-'));
  identity = await makeIdentity();
  keyFile = join(folder, 'key-with-certificate.pem');
  await writeFile(keyFile, identity.keyPem + identity.certificatePem);
  playground = createPlayground({ makeTlsIdentity });
  await playground.start();
  status = playground.status();
});
afterAll(async () => {
  await playground.stop();
  await rm(folder, { recursive: true });
});

const register = (more: Partial<Parameters<Playground['register']>[0]>): Promise<PlaygroundRegistration> =>
  playground.register({ kind: 'standard', certificate: identity.certificate, ...more });

const request = (...args: readonly string[]) => runSignet(['token', 'request', '--json', ...args]);

describe('signet token request', () => {
  it('gives the document that is promised: tokens and no trace, unless it is asked for', async () => {
    const client = await register({ kind: 'gateway' });
    const args = ['--endpoint', client.endpoint, '--key', keyFile, '--claim', `iss=${client.issuer}`];
    const sign = ['--claim', `aud=${client.audience}`, '--expires-in', '2m', '--issued-now'];
    const run = await request(...args, ...sign);
    expect(run.status).toBe(0);
    const answer = run.json<TokenExchange>();
    expect(answer).toMatchObject({
      ok: true,
      status: 200,
      format: 'json',
      answer: 'tokens',
      tokens: { token_type: 'Bearer', expires_in: 3600 },
      timing: { connect: expect.any(Number), firstByte: expect.any(Number), total: expect.any(Number) },
    });
    expect(answer).not.toHaveProperty('request');
    const traced = (await request(...args, ...sign, '--trace')).json<TokenExchange>();
    expect(traced.request.line).toBe('POST /api/oauth/token HTTP/1.1');
    expect(JSON.stringify([traced.request, traced.response])).not.toContain(
      String(traced.tokens.access_token),
    );

    const refused = await request(...args, '--claim', 'aud=wrong', '--expires-in', '2m');
    expect(refused.status).toBe(1);
    expect(refused.json()).toMatchObject({
      ok: false,
      error: { error: 'invalid_grant' },
      explanation: expect.any(Array),
    });
  });

  it('proves the client by a JWT of its key, in the words it is told', async () => {
    const client = await register({ authentication: 'private_key_jwt' });
    const { url = '' } = status;
    const by = ['--grant', 'client-credentials', '--auth', 'private_key_jwt', '--client-id', client.clientId];
    const found = await request('--issuer', url, ...by, '--key', keyFile, '--scope', 'read');
    expect([found.status, found.json<TokenExchange>().tokens.scope]).toEqual([0, 'read']);

    const server = await serveHttp(json({ access_token: 't' }));
    const compose = [
      '--key',
      keyFile,
      '--algorithm',
      'PS256',
      '--x5t-s256',
      '--claim',
      'aud=https://login.example',
    ];
    const sent = await request('--endpoint', server.url, ...by, ...compose, '--expires-in', '5m');
    expect(sent.status).toBe(0);
    const assertion = new URLSearchParams(server.requests[0]?.body).get('client_assertion') ?? '';
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'PS256', 'x5t#S256': expect.any(String) });
    const claims = decodeJwt(assertion);
    expect(claims).toMatchObject({
      iss: client.clientId,
      sub: client.clientId,
      aud: 'https://login.example',
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(300);
  });

  it('keeps the assertion of the grant and that of the client apart', async () => {
    const client = await register({ authentication: 'private_key_jwt' });
    const run = await request(
      ...['--endpoint', client.endpoint, '--auth', 'private_key_jwt', '--client-id', client.clientId],
      ...[
        '--client-key',
        keyFile,
        '--key',
        keyFile,
        '--claim',
        `iss=${client.issuer}`,
        '--claim',
        'sub=alice',
      ],
      ...['--claim', `aud=${client.audience}`, '--expires-in', '5m', '--issued-now', '--jti'],
    );
    expect(run.status, run.text).toBe(0);
  });

  it('proves the client by its TLS certificate', async () => {
    const client = await register({ authentication: 'self_signed_tls_client_auth' });
    const by = [
      '--grant',
      'client-credentials',
      '--client-id',
      client.clientId,
      '--endpoint',
      client.endpoint,
    ];
    const run = await request(...by, '--auth', 'self_signed_tls_client_auth', '--key', keyFile, '--insecure');
    expect(run.status, run.text).toBe(0);
    expect(run.json()).toMatchObject({ ok: true, tls: { clientCertificate: true, trust: 'insecure' } });
    expect((await request(...by, '--insecure')).status).toBe(1);
  });

  it('sends a DPoP proof with a key that the resource is then called with', async () => {
    const client = await register({ authentication: 'client_secret_basic', dpop: 'nonce' });
    const secretFile = join(folder, 'secret');
    await writeFile(secretFile, `${client.clientSecret}\n`);
    const by = ['--grant', 'client-credentials', '--auth', 'basic', '--client-id', client.clientId];
    const secret = ['--client-secret-file', secretFile, '--endpoint', client.endpoint];
    const run = await request(...by, ...secret, '--dpop-key', keyFile);
    expect(run.status, run.text).toBe(0);
    const token = String(run.json<TokenExchange>().tokens.access_token);
    const call = ['token', 'call', status.resource ?? '', '--json', '--access-token', '-'];
    const called = await runSignet([...call, '--dpop-key', keyFile], { input: token });
    expect(called.status, called.text).toBe(0);
    expect(JSON.parse(called.json<ResourceExchange>().body)).toMatchObject({ client_id: client.clientId });
    expect((await runSignet(call, { input: token })).status).toBe(1);
  });

  it('introspects and revokes what it got', async () => {
    const client = await register({ authentication: 'client_secret_post' });
    const by = [
      '--auth',
      'client_secret_post',
      '--client-id',
      client.clientId,
      '--client-secret-env',
      'SECRET',
    ];
    const env = { SECRET: client.clientSecret ?? '' };
    const granted = await runSignet(
      ['token', 'request', '--json', '--grant', 'client-credentials', '--endpoint', client.endpoint, ...by],
      { env },
    );
    const input = String(granted.json<TokenExchange>().tokens.access_token);
    const ask = (name: string, endpoint = '') =>
      runSignet(['token', name, '-', '--json', '--endpoint', endpoint, ...by], { env, input });
    expect((await ask('introspect', status.introspectionEndpoint)).json()).toMatchObject({
      tokens: { active: true },
    });
    expect((await ask('revoke', `${status.url}/oauth2/revoke`)).status).toBe(0);
    expect((await ask('introspect', status.introspectionEndpoint)).json()).toMatchObject({
      tokens: { active: false },
    });
  });

  it('exchanges a token for another', async () => {
    const server = await serveHttp(json({ access_token: 't' }));
    const run = await request(
      ...['--endpoint', server.url, '--grant', 'token-exchange', '--subject-token', 's.s.s'],
      ...['--subject-token-type', 'jwt', '--actor-token', 'a', '--requested-token-type', 'access_token'],
      ...['--param', 'audience=https://api.example'],
    );
    expect(run.status).toBe(0);
    expect(Object.fromEntries(new URLSearchParams(server.requests[0]?.body))).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: 's.s.s',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      actor_token: 'a',
      actor_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      audience: 'https://api.example',
    });
  });

  it('names web pages and empty answers', async () => {
    const answers = [
      ['text/html', '<!doctype html><p>Sign in</p>', 'html'],
      ['text/plain', '', 'empty'],
      ['text/plain', 'hello', 'other'],
    ] as const;
    for (const [type, body, answer] of answers) {
      const server = await serveHttp((to) => void to.writeHead(200, { 'Content-Type': type }).end(body));
      const run = await request('--endpoint', server.url, '--grant', 'client-credentials');
      expect([run.status, run.json<TokenExchange>().answer]).toEqual([1, answer]);
    }
  });

  it.each([
    [['--grant', 'nonsense'], 'usage'],
    [['--auth', 'nonsense'], 'usage'],
    [['--auth', 'basic'], 'usage'],
    [['--auth', 'basic', '--client-id', 'c'], 'usage'],
    [['--auth', 'private_key_jwt', '--client-id', 'c'], 'key-missing'],
    [['--grant', 'refresh-token'], 'token-needed'],
    [['--grant', 'token-exchange'], 'token-needed'],
    [['--print', 'cobol'], 'usage'],
    [['--timeout', 'soon'], 'time-not-understood'],
    [['--timeout', '1000w'], 'time-not-understood'],
    [['--proxy', 'socks5://x:1'], 'proxy-failed'],
    [['--ca', '/no/such/file'], 'file-not-found'],
    [['--flow', 'nothing'], 'entry-not-found'],
    [['--param', 'novalue'], 'usage'],
  ])('cannot do %j', async (args, code) => {
    const server = await serveHttp(json({ access_token: 't' }));
    const good = ['--endpoint', server.url, '--grant', 'client-credentials'];
    const run = await request(...good, ...args);
    expect([run.status, run.json<{ error: { code: string } }>().error.code]).toEqual([2, code]);
    expect(server.requests).toHaveLength(0);
  });

  it('needs to be told where to send it', async () => {
    const run = await request('--grant', 'client-credentials');
    expect(run.json()).toMatchObject({
      error: { code: 'usage', hint: expect.stringContaining('--endpoint') },
    });
  });

  it('adds authorities to those of the environment, and takes none away', async () => {
    const server = await serveTls(json({ access_token: 't' }));
    const own = join(fixtures, 'tls', 'loopback.crt.pem');
    const other = join(fixtures, 'tls', 'other-name.crt.pem');
    const send = (args: readonly string[], env: Record<string, string> = {}) =>
      runSignet(
        ['token', 'request', '--json', '--grant', 'client-credentials', '--endpoint', server.url, ...args],
        { env },
      );
    const untrusted = await send(['--ca', other]);
    expect([untrusted.status, untrusted.json()]).toMatchObject([2, { error: { code: 'tls-untrusted' } }]);
    expect((await send(['--ca', own])).status).toBe(0);
    for (const name of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE']) {
      expect((await send([], { [name]: own })).status, name).toBe(0);
      expect((await send(['--ca', other], { [name]: own })).status, name).toBe(0);
    }
  });
});

it('signet token discover tells what a server says of itself', async () => {
  const run = await runSignet(['token', 'discover', status.url ?? '', '--json']);
  expect(run.json()).toMatchObject({ issuer: status.url, tokenEndpoint: `${status.url}/oauth2/token` });
  const missing = await runSignet(['token', 'discover', `${status.url}/nothing`, '--json']);
  expect([missing.status, missing.json()]).toMatchObject([2, { error: { code: 'metadata-not-found' } }]);
});

describe('signet flow', () => {
  it('takes in a file, sends a flow of it signed afresh, and gives the file back', async () => {
    const server = await serveHttp(json({ access_token: 't' }));
    const env = { SIGNET_HOME: scratchFolder(), SIGNET_PASSPHRASE: 'of the vault' };
    const signet = (...args: readonly string[]) => runSignet([...args, '--json'], { env });
    const imported = await signet('vault', 'import', keyFile, '--name', 'gateway key');
    expect(imported.status, imported.text).toBe(0);
    const file = join(folder, 'flows.json');
    const text = `${JSON.stringify(
      {
        signet: 'flows',
        version: 1,
        flows: [
          {
            name: 'gateway',
            endpoint: server.url,
            grant: 'jwt-bearer',
            key: 'gateway key',
            header: { alg: 'RS256' },
            claims: { iss: '{{client}}', exp: '+5m', jti: '{uuid}' },
            auth: { method: 'none' },
          },
        ],
        environments: [{ name: 'test', variables: { client: 'me' } }],
      },
      null,
      2,
    )}\n`;
    await writeFile(file, text);
    const bound = await signet('flow', 'import', file, '--bind', 'gateway key=gateway key');
    expect(bound.json()).toEqual({ flows: ['gateway'], environments: ['test'], warnings: [] });
    expect((await signet('flow', 'import', file)).json()).toMatchObject({ error: { code: 'name-taken' } });
    const sent = await signet('token', 'request', '--flow', 'gateway', '--environment', 'test');
    expect(sent.status, sent.text).toBe(0);
    const assertion = new URLSearchParams(server.requests[0]?.body).get('assertion') ?? '';
    expect(decodeJwt(assertion)).toMatchObject({ iss: 'me', jti: expect.stringMatching(/^[0-9a-f-]{36}$/) });

    const out = join(folder, 'exported.json');
    expect((await signet('flow', 'export', '--out', out)).status).toBe(0);
    expect(JSON.parse(await readFile(out, 'utf8'))).toEqual(JSON.parse(text));
    expect((await signet('flow', 'list')).json()).toMatchObject({ flows: [{ name: 'gateway' }] });
    expect((await signet('flow', 'remove', 'gateway')).json()).toEqual({ removed: 'gateway' });
    expect((await signet('flow', 'remove', 'gateway')).json()).toMatchObject({
      error: { code: 'entry-not-found' },
    });
  });
});
