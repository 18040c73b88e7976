import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { CertificateDetails, ChainReport, ServerChain } from '../../shared/contract/certificate.ts';
import { fixtures, runSignet, scratchFolder } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';

const openssl = hasTool('openssl');
const file = (path: string) => join(fixtures, path);
const key = file('pem/rsa-2048.pkcs8.pem');

describe('cert show', () => {
  it('gives every member that scripts rely on, and the further ones', async () => {
    const run = await runSignet(['cert', 'show', file('certificates/leaf.pem'), '--json']);
    expect(run.status).toBe(0);
    const shown = run.json<CertificateDetails>();
    expect(Object.keys(shown)).toEqual([
      'subject',
      'issuer',
      'serial',
      'notBefore',
      'notAfter',
      'signatureAlgorithm',
      'key',
      'sha1',
      'sha256',
      'x5t',
      'x5t#S256',
      'selfSigned',
      'san',
      'pem',
      'version',
      'extensions',
      'subjectKeyId',
      'digests',
      'publicKeyFingerprint',
    ]);
    expect(shown.extensions.map(({ name }) => name)).toContain('subjectAltName');
  });

  it('reads standard input', async () => {
    const input = readFileSync(file('certificates/leaf.pem'));
    const run = await runSignet(['cert', 'show', '-', '--json'], { input });
    expect(run.json()).toMatchObject({ subject: 'CN=leaf.example.com,O=Example,C=US' });
  });

  it('says whether the certificate belongs to a key', async () => {
    const show = ['cert', 'show', file('certificates/leaf.pem'), '--json', '--key'];
    const own = await runSignet([...show, key]);
    expect([own.status, own.json()]).toMatchObject([0, { belongsToKey: true }]);
    const other = await runSignet([...show, file('pem/ec-p-256.pkcs8.pem')]);
    expect([other.status, other.json()]).toMatchObject([1, { belongsToKey: false }]);
    const publicKey = await runSignet([...show, file('pem/rsa-2048.public.pem')]);
    expect(publicKey.json()).toMatchObject({ belongsToKey: true });
  });

  it('fetches the chain of a TLS server that nobody trusts', async () => {
    const server = createServer({
      key: readFileSync(key),
      cert: readFileSync(file('certificates/chain.pem')),
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const run = await runSignet(['cert', 'show', `127.0.0.1:${port}`, '--json']);
    server.close();
    expect(run.status).toBe(0);
    const shown = run.json<ServerChain>();
    expect(shown.chain.map(({ subject }) => subject)).toEqual([
      'CN=leaf.example.com,O=Example,C=US',
      'CN=Example Intermediate,O=Example,C=US',
      'CN=Example Root,O=Example,C=US',
    ]);
    expect(shown).toMatchObject({ complete: true, missing: null, server: { port, trusted: false } });
    const gone = await runSignet(['cert', 'show', `127.0.0.1:${port}`, '--json']);
    expect([gone.status, gone.json()]).toMatchObject([2, { error: { code: 'endpoint-unreachable' } }]);
  });
});

describe('cert chain', () => {
  it('puts a file in order and finds it complete', async () => {
    const input = ['root', 'leaf', 'intermediate']
      .map((name) => readFileSync(file(`certificates/${name}.pem`), 'utf8'))
      .join('');
    const run = await runSignet(['cert', 'chain', '-', '--json'], { input });
    expect(run.status).toBe(0);
    expect(run.json()).toMatchObject({ complete: true, missing: null, problems: [] });
    expect(run.json<ChainReport>().chain[0]?.subject).toBe('CN=leaf.example.com,O=Example,C=US');
  });

  it('names what is missing', async () => {
    const run = await runSignet(['cert', 'chain', file('certificates/leaf.pem'), '--json']);
    expect([run.status, run.json()]).toMatchObject([
      0,
      { complete: false, missing: 'CN=Example Intermediate,O=Example,C=US' },
    ]);
    const text = await runSignet(['cert', 'chain', file('certificates/leaf.pem')]);
    expect(text.text).toContain('missing  CN=Example Intermediate,O=Example,C=US');
  });

  it('takes a key’s certificate as the leaf, and says no for a file without any', async () => {
    const run = await runSignet(['cert', 'chain', file('pem/key-with-chain.pem'), '--json']);
    expect(run.json<ChainReport>().chain).toHaveLength(3);
    const none = await runSignet(['cert', 'chain', key, '--json']);
    expect([none.status, none.json()]).toMatchObject([2, { error: { code: 'not-a-certificate' } }]);
  });
});

describe('cert create', () => {
  const create = ['cert', 'create', '--key', key, '--subject', 'CN=client,O=Example', '--days', '30'];

  it('makes a certificate of the key, into a file or to standard output', async () => {
    const out = join(scratchFolder(), 'client.pem');
    const made = await runSignet([...create, '--san', 'DNS:client,IP:192.0.2.1', '--out', out, '--json']);
    expect([made.status, made.json()]).toMatchObject([
      0,
      { written: out, subject: 'CN=client,O=Example', selfSigned: true, san: ['DNS:client', 'IP:192.0.2.1'] },
    ]);
    const shown = await runSignet(['cert', 'show', out, '--key', key, '--json']);
    expect(shown.json()).toMatchObject({ belongsToKey: true });
    const again = await runSignet([...create, '--out', out, '--json']);
    expect([again.status, again.json()]).toMatchObject([2, { error: { code: 'file-exists' } }]);
    const printed = await runSignet(create);
    expect(printed.text).toMatch(/^-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n$/);
  });

  it('states the usages asked for, and no others', async () => {
    const run = await runSignet([...create, '--key-usage', 'digitalSignature,keyEncipherment', '--json']);
    expect(run.json<CertificateDetails>().extensions).toContainEqual({
      oid: '2.5.29.15',
      name: 'keyUsage',
      critical: true,
      value: 'digitalSignature, keyEncipherment',
    });
    const wrong = await runSignet([...create, '--key-usage', 'everything', '--json']);
    expect([wrong.status, wrong.json()]).toMatchObject([2, { error: { code: 'invalid-input' } }]);
  });

  it('wants a private key', async () => {
    const certificate = file('certificates/leaf.pem');
    const run = await runSignet(['cert', 'create', '--key', certificate, '--subject', 'CN=a', '--json']);
    expect(run.status).toBe(2);
    const none = await runSignet(['cert', 'create', '--subject', 'CN=a', '--json']);
    expect([none.status, none.json()]).toMatchObject([2, { error: { code: 'key-missing' } }]);
  });
});

describe('cert request', () => {
  it.skipIf(!openssl).each(['rsa-2048', 'ec-p-256', 'ed25519'])(
    'for %s is one that openssl verifies',
    async (name) => {
      const out = join(scratchFolder(), 'request.csr');
      const pem = file(`pem/${name}.pkcs8.pem`);
      const options = ['--subject', 'CN=client', '--san', 'DNS:client', '--out', out];
      const run = await runSignet(['cert', 'request', '--key', pem, ...options, '--json']);
      expect([run.status, run.json()]).toMatchObject([0, { written: out, subject: 'CN=client' }]);
      const { stdout, stderr, status } = spawnSync('openssl', ['req', '-verify', '-text', '-in', out]);
      expect([status, `${stdout}${stderr}`]).toEqual([0, expect.stringMatching(/verify OK/)]);
      expect(String(stdout)).toContain('DNS:client');
    },
  );

  it('writes nothing when the name cannot be read', async () => {
    const out = join(scratchFolder(), 'request.csr');
    const run = await runSignet(['cert', 'request', '--key', key, '--subject', 'x', '--out', out, '--json']);
    expect([run.status, run.json()]).toMatchObject([2, { error: { code: 'invalid-input' } }]);
    expect(existsSync(out)).toBe(false);
  });
});
