import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOpenStores, type OpenStores } from '../../../core/keystore/open-stores.ts';
import { createCertificateService } from '../../../core/services/certificate-service.ts';
import { createVaultService } from '../../../core/services/vault-service.ts';
import { createSources } from '../../../core/vault/sources.ts';
import { createVault, type Vault } from '../../../core/vault/vault.ts';
import type { Services } from '../../../shared/contract/contract.ts';
import { expectCode, fixture, textFixture } from '../fixture.ts';

const options = { signal: new AbortController().signal };

let folder: string;
let vault: Vault;
let stores: OpenStores;
let service: Services['certificate'];
let vaultService: Services['vault'];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-test-'));
  vault = createVault(join(folder, 'vault.json'));
  stores = createOpenStores();
  service = createCertificateService(createSources(vault, stores), vault, stores);
  vaultService = createVaultService(vault, stores);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The key that the certificate `leaf` belongs to, in the vault without it. */
async function leafKey(): Promise<string> {
  const { handle } = await stores.open('key.pem', fixture('pem/rsa-2048.pkcs8.pem'), {});
  const { id, chain } = await vaultService.import({ store: handle, alias: '1', name: 'key' }, options);
  expect(chain).toEqual([]);
  return id;
}

describe('describe', () => {
  it('finds the issuers of a certificate in the file that it came from', async () => {
    const { handle: store } = await stores.open('chain.pem', fixture('certificates/chain.pem'), {});
    const report = await service.describe({ source: { store, alias: '1' } }, options);
    expect(report.chain).toHaveLength(3);
    expect(report).toMatchObject({ complete: true, missing: null, problems: [] });
  });
});

describe('attach', () => {
  it('takes the certificate of the key, which a listing then shows', async () => {
    const entry = await leafKey();
    const { handle: store } = await stores.open('leaf.pem', fixture('certificates/leaf.pem'), {});
    const attached = await service.attach({ entry, source: { store, alias: '1' } }, options);
    expect(attached.chain[0]?.subject).toBe('CN=leaf.example.com,O=Example,C=US');
    const [listed] = await vaultService.list({}, options);
    expect(listed?.chain).toEqual(attached.chain);
  });

  it('refuses another key’s certificate, and leaves the entry as it was', async () => {
    const entry = await leafKey();
    const { handle: store } = await stores.open('other.pem', fixture('certificates/ec-p-256.pem'), {});
    await expectCode(
      () => service.attach({ entry, source: { store, alias: '1' } }, options),
      'certificate-mismatch',
    );
    expect((await vault.find(entry)).chain).toEqual([]);
  });
});

describe('create and request', () => {
  it('sign with a key of the vault', async () => {
    const entry = await leafKey();
    const made = await service.create(
      { entry, subject: 'CN=made', days: 30, san: ['DNS:made'], keyUsage: ['digitalSignature'] },
      options,
    );
    expect(made).toMatchObject({ id: entry, chain: [{ subject: 'CN=made', san: ['DNS:made'] }] });
    const request = await service.request({ entry, subject: 'CN=made' }, options);
    expect(request).toMatchObject({ filename: 'key.csr', mediaType: 'application/pkcs10' });
    expect(request.text).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----\n/);
  });

  it('need a key, and an open vault', async () => {
    const secret = await vault.add({ name: 's', kind: 'secret', chain: [], secret: Buffer.alloc(32) });
    await expectCode(
      () => service.request({ entry: secret.id, subject: 'CN=a' }, options),
      'key-type-mismatch',
    );
    const entry = await leafKey();
    await service.request({ entry, subject: 'CN=a' }, options);
    await vault.create({ passphrase: 'correct horse' });
    await vault.lock();
    await expectCode(() => service.request({ entry, subject: 'CN=a' }, options), 'vault-locked');
  });
});

describe('fetch', () => {
  it('opens what a TLS server shows as a store of one chain, ready to export', async () => {
    const server = createServer({
      key: textFixture('pem/rsa-2048.pkcs8.pem'),
      cert: textFixture('certificates/chain.pem'),
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const fetched = await service.fetch({ server: `127.0.0.1:${port}` }, options);
    server.close();
    expect(fetched).toMatchObject({
      name: `127.0.0.1:${port}`,
      passwordNeeded: false,
      server: { port, trusted: false },
    });
    const [entry] = fetched.entries;
    expect(entry?.chain).toHaveLength(3);
    const source = { store: fetched.store, alias: entry?.alias ?? '' };
    const file = await service.export({ source, format: 'pem' }, options);
    expect(file.text).toBe(textFixture('certificates/leaf.pem'));
    expect(file.commands).toEqual([
      {
        tool: 'openssl',
        line: `openssl s_client -connect 127.0.0.1:${port} </dev/null | openssl x509 -out 127.0.0.1.pem`,
      },
    ]);
    expect((await service.export({ source, format: 'pem', chain: true }, options)).text).toBe(
      textFixture('certificates/chain.pem'),
    );
  });

  it('refuses what is no server', async () => {
    await expectCode(() => service.fetch({ server: 'not a server' }, options), 'invalid-input');
  });
});
