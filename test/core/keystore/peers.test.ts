import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeCertificate } from '../../../core/certificate/describe-certificate.ts';
import { describeChain } from '../../../core/certificate/describe-chain.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { hasTool } from '../../support/tools.ts';
import { fixtures } from '../fixture.ts';

// Stores made and read on the spot by the tools that are here: their other versions write other defaults than those
// of the committed fixtures.

const folder = mkdtempSync(join(tmpdir(), 'signet-peers-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = (tool: string, ...args: string[]) =>
  execFileSync(tool, args, { cwd: folder, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
const read = (name: string, store: string) =>
  readKeyStore(new Uint8Array(readFileSync(join(folder, name))), { store });

describe.skipIf(!hasTool('keytool'))('beside keytool', () => {
  it.each([
    ['JKS', 'RSA', '2048'],
    ['JKS', 'DSA', '2048'],
    ['PKCS12', 'RSA', '3072'],
    ['PKCS12', 'EC', '256'],
    ['JCEKS', 'EC', '384'],
  ])('a %s store with a key of %s %s is read as it was written', async (type, algorithm, size) => {
    const name = `${type}-${algorithm}`;
    const store = ['-keystore', name, '-storetype', type, '-storepass', 'changeit'];
    run(
      'keytool',
      '-genkeypair',
      '-alias',
      'A',
      '-keyalg',
      algorithm,
      '-keysize',
      size,
      '-dname',
      'CN=a, OU="b, c", O=d',
      ...store,
    );
    run('keytool', '-exportcert', '-alias', 'a', '-file', `${name}.cer`, ...store);
    const { integrity, entries } = await read(name, 'changeit');
    expect(integrity).toBe('ok');
    expect(entries).toMatchObject([{ alias: 'a', kind: 'key' }]);
    expect(entries[0]?.chain).toEqual([new Uint8Array(readFileSync(join(folder, `${name}.cer`)))]);
    expect(
      createPrivateKey({ key: Buffer.from(entries[0]?.privateKey ?? []), format: 'der', type: 'pkcs8' }).type,
    ).toBe('private');
    const listing = run('keytool', '-list', '-v', ...store);
    const description = await describeCertificate(entries[0]?.chain[0] ?? new Uint8Array());
    expect(listing).toContain(`SHA256: ${description.sha256}`);
    expect(listing).toContain(`SHA1: ${description.sha1}`);
    expect(listing).toContain(`Serial number: ${description.serial.replace(/^0/, '')}\n`);
    expect(description.subject).toBe('CN=a,OU=b\\, c,O=d');
  });
});

describe.skipIf(!hasTool('openssl'))('beside openssl', () => {
  const key = join(fixtures, 'pem', 'ec-p-384.pkcs8.pem');
  const certificate = join(fixtures, 'certificates', 'ec-p-384.pem');

  it.each([
    ['of its defaults', []],
    ['with AES-128 and many rounds', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-iter', '30000']],
    ['with a SHA-384 MAC and no rounds', ['-macalg', 'sha384', '-nomaciter', '-noiter']],
    ['with an ARIA key', ['-keypbe', 'ARIA-256-CBC']],
    ['with a SEED key', ['-keypbe', 'SEED-CBC', '-provider', 'legacy', '-provider', 'default']],
  ])('a PKCS#12 file %s is read, or refused by the name of its algorithm', async (_, options) => {
    run(
      'openssl',
      'pkcs12',
      '-export',
      '-inkey',
      key,
      '-in',
      certificate,
      '-name',
      'x',
      '-passout',
      'pass:changeit',
      '-out',
      'x.p12',
      ...options,
    );
    const { integrity, entries } = await read('x.p12', 'changeit');
    expect(integrity).toBe('ok');
    if (options.includes('SEED-CBC')) expect(entries[0]?.unreadable?.message).toContain('SEED-CBC');
    else expect(entries[0]?.privateKey).toBeDefined();
    expect(entries[0]?.chain).toHaveLength(1);
  });

  // The matrix has the same with key identifiers, beside keytool.
  it('a chain goes on where the issuer bears the name of its subject and is another', async () => {
    const pair = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=same'];
    run('openssl', 'req', '-x509', ...pair, '-keyout', 'root.key', '-out', 'root.pem');
    run('openssl', 'req', '-new', ...pair, '-keyout', 'leaf.key', '-out', 'leaf.csr');
    // Version 1: without a key identifier, the signature alone tells the two apart.
    const issue = ['-CA', 'root.pem', '-CAkey', 'root.key', '-set_serial', '7', '-out', 'leaf.pem'];
    run('openssl', 'x509', '-req', '-in', 'leaf.csr', ...issue);
    const input = ['-inkey', 'leaf.key', '-in', 'leaf.pem', '-certfile', 'root.pem'];
    run('openssl', 'pkcs12', '-export', ...input, '-passout', 'pass:changeit', '-out', 'same.p12');
    const { entries } = await read('same.p12', 'changeit');
    expect(entries).toMatchObject([{ kind: 'key', chain: [expect.anything(), expect.anything()] }]);
    const report = await describeChain(entries[0]?.chain ?? []);
    expect(report).toMatchObject({ complete: true, problems: [] });
    expect(report.chain).toHaveLength(2);
  });
});
