import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeToken } from '../../shared/jwt/decode-token.ts';
import { json, serveHttp } from '../core/http/test-servers.ts';
import { fixtures, runSignet } from '../support/run-signet.ts';

const key = join(fixtures, 'pem', 'rsa-2048.pkcs8.pem');
const signet = (...args: string[]) => runSignet(args);
const client = ['--auth', 'private_key_jwt', '--client-id', 'c', '--key', key];

/** Header and claims of what was sent, as they stand in the token. */
function assertionOf(body: string | undefined, name: string) {
  const token = new URLSearchParams(body).get(name) ?? '';
  const { header, claims } = decodeToken(token);
  const [, payload = ''] = token.split('.');
  return { header, claims, text: Buffer.from(payload, 'base64url').toString() };
}

const shaped = [
  ...['--client-assertion-claim', 'n:=1.0', '--client-assertion-claim', 'tenant=t'],
  ...['--client-assertion-header', 'typ=JWT', '--client-assertion-audience', 'https://issuer'],
  ...['--client-assertion-expires-in', '30s'],
];

describe('the client’s assertion is a document beside the grant’s', () => {
  it('in a token request: each option shapes its own', async () => {
    const server = await serveHttp(json({ access_token: 't' }));
    const grant = [
      '--claim',
      'iss=me',
      '--claim',
      'aud=https://as',
      '--claim',
      'exp=+5m',
      '--header',
      '{"x":1}',
    ];
    const { status } = await signet(
      'token',
      'request',
      '--endpoint',
      server.url,
      ...client,
      ...grant,
      ...shaped,
    );
    expect(status).toBe(0);
    const ours = assertionOf(server.requests[0]?.body, 'assertion');
    const clients = assertionOf(server.requests[0]?.body, 'client_assertion');
    expect(ours.header).toEqual({ alg: 'RS256', x: 1 });
    expect(ours.claims).toMatchObject({ iss: 'me', aud: 'https://as' });
    expect(ours.claims).not.toHaveProperty('tenant');
    expect(clients.header).toEqual({ alg: 'RS256', typ: 'JWT' });
    expect(clients.claims).toMatchObject({ iss: 'c', sub: 'c', aud: 'https://issuer', tenant: 't' });
    expect(clients.text).toContain('"n":1.0');
    const { exp, iat } = clients.claims ?? {};
    expect(Number(exp) - Number(iat)).toBe(30);
  });

  it.each(['introspect', 'revoke'])('in token %s', async (question) => {
    const server = await serveHttp(json({ active: true }));
    const { status } = await signet(
      'token',
      question,
      'some-token',
      '--endpoint',
      server.url,
      ...client,
      ...shaped,
    );
    expect(status).toBe(0);
    const { header, claims } = assertionOf(server.requests[0]?.body, 'client_assertion');
    expect(header).toEqual({ alg: 'RS256', typ: 'JWT' });
    expect(claims).toMatchObject({ iss: 'c', sub: 'c', aud: 'https://issuer', tenant: 't' });
  });

  it('a server’s rule decides where nothing is said', async () => {
    const server = await serveHttp(json({ access_token: 't' }));
    const asked = ['--server', 'rfc7523bis', '--grant', 'client-credentials', '--endpoint', server.url];
    await signet('token', 'request', ...client, ...asked);
    const { header, claims } = assertionOf(server.requests[0]?.body, 'client_assertion');
    expect(header?.typ).toBe('client-authentication+jwt');
    expect(claims?.aud).toBe(server.url.replace('/token', ''));
  });
});

describe('nothing hollow goes out unnoticed', () => {
  it('a placeholder of the preset is refused and nothing is sent; the same letters typed are text', async () => {
    const server = await serveHttp(json({ access_token: 't' }));
    const asked = ['token', 'request', '--json', '--endpoint', server.url, '--key', key];
    const refused = await signet(...asked, '--server', 'wso2-api-manager', '--claim', 'iss=me');
    expect(refused.status).toBe(2);
    expect(refused.json()).toMatchObject({ error: { code: 'placeholder-left' } });
    expect(server.requests).toHaveLength(0);
    const typed = await signet(
      ...asked,
      '--server',
      'wso2-api-manager',
      '--claim',
      'iss=me',
      '--claim',
      'sub={user}',
    );
    expect(typed.status).toBe(0);
    expect(assertionOf(server.requests[0]?.body, 'assertion').claims?.sub).toBe('{user}');
  });

  it('what is missing is told, and the request is made', async () => {
    const server = await serveHttp(json({ access_token: 't' }));
    const asked = ['token', 'request', '--endpoint', server.url, '--key', key, '--claim', 'iss=me'];
    const told = await signet(...asked, '--json');
    const { findings } = told.json<{ findings: { path: string; code: string }[] }>();
    expect(findings.filter(({ code }) => code === 'claim-missing').map(({ path }) => path)).toEqual([
      'claims.sub',
      'claims.aud',
      'claims.exp',
    ]);
    expect((await signet(...asked)).stderr).toContain('claims.exp: exp is missing');
    const whole = ['--claim', 'sub=s', '--claim', 'aud=a', '--claim', 'exp=+5m'];
    expect((await signet(...asked, ...whole, '--json')).json()).not.toHaveProperty('findings');
  });
});
