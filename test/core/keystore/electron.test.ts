import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactEncrypt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../support/bundle.ts';
import { fixture, fixtures } from '../fixture.ts';
import type { ReadFile } from './read-matrix.ts';

// Electron's crypto is BoringSSL: what one library lacks or words differently must not show in what is read.

const electron = process.env.SIGNET_ELECTRON ?? '';
if (electron === '') console.log('skipped: no Electron runtime');

type Readings = Readonly<Record<string, Readonly<Record<string, ReadFile>>>>;

describe.skipIf(electron === '')('the readers in Electron', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signet-electron-'));
  const scratch = join(folder, 'scratch');
  afterAll(() => rmSync(folder, { recursive: true }));
  let plain: Readings = {};
  let boring: Readings = {};

  beforeAll(async () => {
    mkdirSync(scratch);
    for (const alg of ['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW']) {
      const jwe = new CompactEncrypt(fixture('jwk/rsa-2048.json')).setProtectedHeader({
        alg,
        enc: 'A128CBC-HS256',
      });
      writeFileSync(join(scratch, `${alg}.jwe`), await jwe.encrypt(new TextEncoder().encode('changeit')));
    }
    const script = await bundle(join(import.meta.dirname, 'print-readings.ts'), join(folder, 'bundle'));
    const run = (executable: string) =>
      JSON.parse(
        execFileSync(executable, [script, fixtures, scratch], {
          env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'inherit'],
          maxBuffer: 64 * 1024 * 1024,
        }),
      );
    plain = run(process.execPath);
    boring = run(electron);
  }, 120_000);

  it.each(['matrix', 'keystores', 'wso2carbon', 'pkcs7', 'der', 'jwk', 'scratch', 'pem'])(
    'read %s as plain Node does',
    (name) => {
      expect(Object.keys(plain[name] ?? {}).length).toBeGreaterThan(0);
      expect(comparable(boring[name])).toEqual(comparable(plain[name]));
    },
  );

  it('name SHA-512/224, which BoringSSL lacks, and read on where it only guards the integrity', () => {
    const name = 'mac-sha512-224.p12';
    expect(plain.matrix?.[name]?.integrity).toBe('ok');
    expect(boring.matrix?.[name]).toEqual({ ...plain.matrix?.[name], integrity: 'unchecked' });
    const key = 'rsa-2048.pbes2-sha512-224.pem';
    expect(plain.pem?.[key]?.entries?.[0]?.publicKey).toBeDefined();
    expect(boring.pem?.[key]?.entries).toMatchObject([{ unreadable: 'algorithm-unsupported' }]);
  });
});

/** Without what BoringSSL lacks: a hash, and curves whose public halves it does not compute. */
function comparable(readings: Readonly<Record<string, ReadFile>> = {}) {
  return Object.fromEntries(
    Object.entries(readings).filter(
      ([name]) => !/sha512-224|ed448|secp256k1|brainpool|rsa-pss|dsa\./.test(name),
    ),
  );
}
