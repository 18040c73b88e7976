import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedToken, Verdict } from '../../shared/contract/jose.ts';
import { fixtures, runSignet, scratchFolder } from '../support/run-signet.ts';

const jwk = join(fixtures, 'jwk');
const read = (name: string) => JSON.parse(readFileSync(join(jwk, name), 'utf8')) as Record<string, unknown>;

describe('signet verify with keys from elsewhere', () => {
  let server: Server;
  let issuer: string;
  let token: string;
  const hits: string[] = [];
  const documents = new Map<string, unknown>();

  beforeAll(async () => {
    server = createServer((request, response) => {
      hits.push(request.url ?? '');
      const document = documents.get(request.url ?? '');
      response.writeHead(document === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(document ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    documents.set('/jwks', { keys: [read('rsa-2048.public.json')] });
    documents.set('/.well-known/openid-configuration', { issuer, jwks_uri: `${issuer}/jwks` });
    documents.set('/other/.well-known/openid-configuration', { issuer, jwks_uri: `${issuer}/jwks` });
    const header = JSON.stringify({ jku: `${issuer}/planted` });
    const run = await runSignet([
      'sign',
      '--key',
      join(jwk, 'rsa-2048.json'),
      '--claim',
      'iss=a',
      '--header',
      header,
    ]);
    token = run.text.trim();
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const verify = (...args: string[]) => runSignet(['verify', token, ...args, '--json']);

  it('a JWK set by its address, and by the issuer’s discovery document; never the token’s own jku', async () => {
    expect((await verify('--jwks', `${issuer}/jwks`)).json<Verdict>()).toMatchObject({ valid: true });
    expect((await verify('--issuer-discovery', issuer)).json<Verdict>()).toMatchObject({ valid: true });
    expect(hits).toEqual(['/jwks', '/.well-known/openid-configuration', '/jwks']);
  });

  it('a discovery document for another issuer, and an address without keys', async () => {
    const other = await verify('--issuer-discovery', `${issuer}/other`);
    expect(other.status).toBe(2);
    expect(other.json()).toMatchObject({ error: { code: 'keys-not-found' } });
    expect((await verify('--jwks', `${issuer}/nothing`)).json()).toMatchObject({
      error: { code: 'keys-not-found' },
    });
  });

  it('the token’s own x5c, only if what is trusted vouches for it', async () => {
    const chain = join(fixtures, 'pem', 'key-with-chain.pem');
    const { token: withChain } = (
      await runSignet(['sign', '--key', chain, '--claim', 'iss=a', '--x5c', '--json'])
    ).json<SignedToken>();
    const root = join(fixtures, 'certificates', 'root.pem');
    const trusted = await runSignet(['verify', withChain, '--x5c', '--trust', root, '--json']);
    expect(trusted.json<Verdict>()).toMatchObject({ valid: true, key: { source: 'x5c' } });
    expect(trusted.status).toBe(0);

    const elsewhere = join(fixtures, 'manuals', 'api-manager-default-certificate.pem');
    for (const trust of [[], ['--trust', elsewhere]]) {
      const run = await runSignet(['verify', withChain, '--x5c', ...trust, '--json']);
      expect(run.status).toBe(1);
      expect(run.json<Verdict>()).toMatchObject({
        valid: false,
        signature: 'valid',
        reason: 'certificate-untrusted',
      });
    }
    const none = await verify('--x5c', '--trust', root);
    expect(none.json()).toMatchObject({ error: { code: 'key-missing' } });
  });

  it('a chain whose links do not hold', async () => {
    const chain = join(fixtures, 'pem', 'key-with-chain.pem');
    const run = await runSignet(['sign', '--key', chain, '--claim', 'iss=a', '--x5c', '--json']);
    const { header } = run.json<SignedToken>();
    const [leaf = '', intermediate = ''] = header.x5c as string[];
    const file = join(scratchFolder(), 'header.json');
    const root = join(fixtures, 'certificates', 'root.pem');
    const signWith = async (x5c: readonly string[]) => {
      writeFileSync(file, JSON.stringify({ x5c }));
      return (
        await runSignet(['sign', '--key', chain, '--claim', 'iss=a', '--header', `@${file}`])
      ).text.trim();
    };
    const whole = await runSignet([
      'verify',
      await signWith([leaf, intermediate]),
      '--x5c',
      '--trust',
      root,
      '--json',
    ]);
    expect(whole.json<Verdict>()).toMatchObject({ valid: true });
    const cut = await runSignet(['verify', await signWith([leaf]), '--x5c', '--trust', root, '--json']);
    expect(cut.json<Verdict>()).toMatchObject({ valid: false, reason: 'certificate-untrusted' });
    const doubled = await runSignet([
      'verify',
      await signWith([leaf, leaf, intermediate]),
      '--x5c',
      '--trust',
      root,
      '--json',
    ]);
    expect(doubled.json<Verdict>()).toMatchObject({ valid: false, reason: 'certificate-untrusted' });
  });
});
