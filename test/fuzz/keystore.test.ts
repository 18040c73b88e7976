import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactEncrypt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFlowFile } from '../../core/flows/flow-file.ts';
import { knownServers } from '../../shared/servers/known-servers.ts';
import { fixture, fixtures } from '../core/fixture.ts';
import { bundle } from '../support/bundle.ts';
import { runWatched } from './watched-child.ts';

// Whatever a file has become, reading it ends: soon, in little memory, and with nothing but coded errors. A thousand
// mutations for each format here, and ten thousand by `npm run fuzz`.

const mutations = process.env.SIGNET_FUZZ_MUTATIONS ?? '1000';
const seed = process.env.SIGNET_FUZZ_SEED ?? '1';
const folder = mkdtempSync(join(tmpdir(), 'signet-fuzz-'));
const inFixtures = (path: string) => join(fixtures, path);
let child = '';

beforeAll(async () => {
  child = await bundle(join(import.meta.dirname, 'fuzz-child.ts'), join(folder, 'bundle'));
  const jwe = new CompactEncrypt(fixture('jwk/oct.json')).setProtectedHeader({
    alg: 'PBES2-HS256+A128KW',
    enc: 'A128CBC-HS256',
  });
  writeFileSync(join(folder, 'server.json'), JSON.stringify(knownServers[0]));
  const environments = [{ name: 'test', variables: [['host', 'localhost'] as [string, string]] }];
  writeFileSync(join(folder, 'flows.json'), writeFlowFile({ flows: [], environments }));
  const base64 = (path: string) => Buffer.from(fixture(path)).toString('base64');
  const data = { 'tls.crt': base64('certificates/leaf.pem'), 'tls.key': base64('pem/rsa-2048.pkcs8.pem') };
  const lines = Object.entries(data).map(([name, value]) => `  ${name}: ${value}\n`);
  writeFileSync(join(folder, 'secret.yaml'), `apiVersion: v1\nkind: Secret\ndata:\n${lines.join('')}`);
  const vaulted = { contentType: 'application/x-pkcs12', value: base64('matrix/aes-256-cbc.p12') };
  writeFileSync(join(folder, 'vaulted.json'), JSON.stringify(vaulted));
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const field = (bytes: Buffer) => Buffer.concat([Buffer.of(0, 0, 0, bytes.length), bytes]);
  const blob = Buffer.concat([field(Buffer.from('ssh-ed25519')), field(Buffer.from(x, 'base64url'))]);
  writeFileSync(
    join(folder, 'authorized_keys'),
    `no-pty ssh-ed25519 ${blob.toString('base64')} me\n`.repeat(3),
  );
  writeFileSync(join(folder, 'key.jwe'), await jwe.encrypt(new TextEncoder().encode('changeit')));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

// Without a password where opening the key is slow by design: what is fuzzed there is the container.
const files: readonly (readonly [string, string, string])[] = [
  ['PKCS#12 with AES', inFixtures('matrix/aes-256-cbc.p12'), 'changeit'],
  ['PKCS#12 with RC2', inFixtures('matrix/pbe-sha1-rc2-40.p12'), 'changeit'],
  ['PKCS#12 with RC4', inFixtures('matrix/pbe-sha1-rc4-128.p12'), 'changeit'],
  ['PKCS#12 with Camellia', inFixtures('matrix/camellia-256-cbc.p12'), 'changeit'],
  ['PKCS#12 with SHA-3', inFixtures('matrix/mac-sha3-256.p12'), 'changeit'],
  ['PKCS#12 with every kind of key', inFixtures('matrix/keytool-algorithms.pkcs12'), ''],
  ['PKCS#12 without encryption', inFixtures('matrix/no-password-check.p12'), ''],
  ['JKS under its password', inFixtures('matrix/keytool-several.jks'), 'changeit'],
  ['JKS', inFixtures('matrix/keytool-several.jks'), ''],
  ['BKS', inFixtures('foreign/store.bks'), 'changeit'],
  ['JCEKS with secret keys', inFixtures('matrix/keytool-secrets.jceks'), ''],
  ['PEM of several', inFixtures('pem/several.pem'), ''],
  ['PEM with PBES2', inFixtures('pem/rsa-2048.pbes2-sha256.pem'), 'changeit'],
  ['PEM with PBES1', inFixtures('matrix/pkcs8-pbe-md5-des.pem'), 'changeit'],
  ['traditional PEM', inFixtures('pem/rsa-2048.traditional-aes256.pem'), 'changeit'],
  ['OpenSSH, RSA', inFixtures('matrix/openssh-rsa'), ''],
  ['OpenSSH, ECDSA', inFixtures('matrix/openssh-ecdsa-256'), ''],
  ['OpenSSH, locked', inFixtures('matrix/openssh-ed25519-encrypted'), ''],
  ['a certificate in DER', inFixtures('der/leaf.cer'), ''],
  ['a key in DER', inFixtures('der/rsa-2048.pkcs8.der'), ''],
  ['an encrypted key in DER', inFixtures('der/rsa-2048.encrypted.der'), 'changeit'],
  ['an encrypted key with AES-GCM', inFixtures('matrix/pkcs8-pbes2-aes-256-gcm.der'), 'changeit'],
  ['a request in DER', inFixtures('der/rsa-2048.request.der'), ''],
  ['PKCS#7', inFixtures('pkcs7/chain.p7b'), ''],
  ['a JWK', inFixtures('jwk/rsa-2048.json'), ''],
  ['a JWK set', inFixtures('jwk/set.json'), ''],
  ['an encrypted JWK', join(folder, 'key.jwe'), 'changeit'],
  ['a service account', inFixtures('jwk/google-service-account.json'), ''],
  ['a Kubernetes Secret', join(folder, 'secret.yaml'), ''],
  ['a secret of Azure Key Vault', join(folder, 'vaulted.json'), 'changeit'],
  ['public keys of OpenSSH', join(folder, 'authorized_keys'), ''],
];
const documents: readonly (readonly [string, string, string, string])[] = [
  ['a file of flows', join(folder, 'flows.json'), '', 'flows'],
  ['a server of the user’s own', join(folder, 'server.json'), '', 'server'],
];

describe.concurrent('mutations of', { timeout: 30 * 60_000 }, () => {
  it.each([...files.map((file) => [...file, 'store'] as const), ...documents])(
    '%s',
    async (_, path, password, reader) => {
      const { accepted, outcomes, failures, peakMemory } = await runWatched(child, [
        path,
        password,
        mutations,
        seed,
        reader,
      ]);
      expect(accepted).toBe('read');
      expect(failures).toEqual([]);
      expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(Number(mutations));
      expect(peakMemory).toBeLessThan(256 * 1024 * 1024);
      // Mutations that all fail at once, or that all pass, show nothing.
      expect(Object.keys(outcomes).length).toBeGreaterThan(1);
    },
  );
});
