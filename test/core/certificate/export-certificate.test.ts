import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportCertificate } from '../../../core/certificate/export-certificate.ts';
import type { StoreEntry } from '../../../core/key/key-store.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { exportFormats } from '../../../shared/servers/server.ts';
import { hasTool } from '../../support/tools.ts';
import { expectCode, fixture, textFixture } from '../fixture.ts';

async function entryOf(path: string, password: string, index = 0): Promise<StoreEntry> {
  const entry = (await readKeyStore(fixture(path), { store: password })).entries[index];
  if (entry === undefined) throw new Error(`${path} is empty`);
  return entry;
}

const leaf = await entryOf('keystores/openssl.p12', 'changeit');
const wso2 = await entryOf('keystores/wso2carbon.jks', 'wso2carbon');

describe('an exported certificate', () => {
  it('is what keytool and openssl make of it', async () => {
    expect((await exportCertificate(wso2, { format: 'der' })).bytes).toEqual(
      fixture('expected/wso2carbon.jks.wso2carbon.cer'),
    );
    const { text } = await exportCertificate(leaf, { format: 'pem' });
    expect(text).toBe(textFixture('certificates/leaf.pem'));
    // keytool's own line ends: CRLF within the base64 alone.
    const rfc = textFixture('expected/wso2carbon.jks.wso2carbon.rfc.pem');
    expect(rfc).toContain('\r\n');
    expect((await exportCertificate(wso2, { format: 'pem' })).text).toBe(rfc.replaceAll('\r\n', '\n'));
  });

  it('takes its chain along in PEM', async () => {
    const { text } = await exportCertificate(leaf, { format: 'pem', chain: true });
    expect(text).toBe(textFixture('certificates/chain.pem'));
  });

  it('is one line of base64, without an end', async () => {
    const { text, mediaType } = await exportCertificate(leaf, { format: 'base64' });
    expect(text).toBe(Buffer.from(fixture('der/leaf.cer')).toString('base64'));
    expect(mediaType).toBe('text/plain');
  });

  it('is a public key', async () => {
    expect((await exportCertificate(leaf, { format: 'spki' })).text).toBe(
      textFixture('pem/rsa-2048.public.pem'),
    );
    const jwk = JSON.parse((await exportCertificate(leaf, { format: 'jwk' })).text ?? '');
    const { kty, n, e } = JSON.parse(textFixture('jwk/rsa-2048.json'));
    expect(jwk).toMatchObject({ kty, n, e, x5c: [Buffer.from(fixture('der/leaf.cer')).toString('base64')] });
    const { keys } = JSON.parse((await exportCertificate(leaf, { format: 'jwks', chain: true })).text ?? '');
    expect(keys[0].x5c).toHaveLength(3);
    expect(keys[0].kid).toBe(jwk.kid);
  });

  it('holds nothing private, in any format', async () => {
    const secret = JSON.parse(textFixture('jwk/rsa-2048.json'));
    for (const format of exportFormats) {
      for (const entry of [leaf, await entryOf('jwk/rsa-2048.json', '')]) {
        if (entry.chain.length === 0 && ['pem', 'der', 'p7b', 'base64'].includes(format)) continue;
        const { bytes } = await exportCertificate(entry, { format, chain: true });
        const content = Buffer.from(bytes);
        for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi']) {
          expect(content.includes(secret[member])).toBe(false);
          expect(content.includes(Buffer.from(secret[member], 'base64url'))).toBe(false);
        }
      }
    }
  });

  it('is named after its alias, safely', async () => {
    expect((await exportCertificate(wso2, { format: 'pem' })).filename).toBe('wso2carbon.pem');
    const name = async (alias: string) =>
      (await exportCertificate({ ...wso2, alias }, { format: 'der' })).filename;
    expect(await name('../../etc/pass wd')).toBe('_.._etc_pass wd.cer');
    expect(await name('schlüssel')).toBe('schlüssel.cer');
    expect(await name('...')).toBe('certificate.cer');
  });

  it('is refused where there is none', async () => {
    const key = await entryOf('pem/rsa-2048.pkcs8.pem', '');
    expect((await exportCertificate(key, { format: 'spki' })).text).toContain('PUBLIC KEY');
    await expectCode(() => exportCertificate(key, { format: 'pem' }), 'not-a-certificate');
    await expectCode(
      () =>
        exportCertificate(
          { alias: 's', kind: 'secret', chain: [], secret: new Uint8Array(1) },
          { format: 'jwk' },
        ),
      'not-a-certificate',
    );
    const dsa = await entryOf('certificates/dsa.pem', '');
    expect((await exportCertificate(dsa, { format: 'pem' })).text).toContain('CERTIFICATE');
    await expectCode(() => exportCertificate(dsa, { format: 'jwk' }), 'algorithm-unsupported');
  });
});

describe('the equivalent command lines', () => {
  const lines = async (entry: StoreEntry, options: Parameters<typeof exportCertificate>[1]) =>
    Object.fromEntries(
      (await exportCertificate(entry, options)).commands.map(({ tool, line }) => [tool, line]),
    );

  it('are those that a user of these tools would type, and quoted', async () => {
    expect(await lines(wso2, { format: 'pem', origin: { file: 'wso2carbon.jks', format: 'jks' } })).toEqual({
      keytool: 'keytool -exportcert -rfc -alias wso2carbon -keystore wso2carbon.jks -file wso2carbon.pem',
      signet: 'signet keystore export wso2carbon.jks --alias wso2carbon --format pem --out wso2carbon.pem',
    });
    const odd = await lines(
      { ...leaf, alias: "it's $HOME" },
      { format: 'der', origin: { file: '-my store.p12', format: 'pkcs12' } },
    );
    expect(odd.keytool).toContain("-alias 'it'\\''s $HOME' -keystore './-my store.p12'");
    expect(await lines(leaf, { format: 'pem' })).toEqual({});
  });

  const runs = hasTool('keytool') && hasTool('openssl');

  it.skipIf(!runs).each([
    ['keystores/wso2carbon.jks', 'wso2carbon', 'jks', ['pem', 'der', 'spki', 'base64']],
    ['keystores/several.p12', 'changeit', 'pkcs12', ['pem', 'der', 'spki', 'base64']],
    ['certificates/leaf.pem', '', 'pem', ['pem', 'der', 'spki', 'base64']],
    ['der/leaf.cer', '', 'der', ['pem', 'der', 'spki', 'base64']],
  ] as const)('make the same files out of %s', async (path, password, format, formats) => {
    const folder = mkdtempSync(join(tmpdir(), 'signet-export-'));
    const file = path.replace(/.*\//, '');
    writeFileSync(join(folder, file), fixture(path));
    const entry = await entryOf(path, password);
    for (const wanted of formats) {
      const exported = await exportCertificate(entry, { format: wanted, origin: { file, format } });
      for (const { tool, line } of exported.commands) {
        // openssl cannot choose among several keys of a file.
        if (tool === 'signet' || (tool === 'openssl' && format === 'pkcs12')) continue;
        const { status, stderr } = spawnSync('sh', ['-c', line], {
          cwd: folder,
          input: `${password}\n`,
          encoding: 'utf8',
        });
        expect(status, `${line}\n${stderr}`).toBe(0);
        const made = readFileSync(join(folder, exported.filename));
        const normal = wanted === 'pem' ? Buffer.from(made.toString().replaceAll('\r\n', '\n')) : made;
        expect(normal.equals(exported.bytes), line).toBe(true);
      }
    }
    rmSync(folder, { recursive: true });
  });
});
