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

  it.each([
    'matrix',
    'keystores',
    'wso2carbon',
    'pkcs7',
    'der',
    'jwk',
    'scratch',
    'pem',
    'certificates',
    'foreign',
  ])('read and describe every file of %s as plain Node does', (name) => {
    expect(Object.keys(plain[name] ?? {}).length).toBeGreaterThan(0);
    expect(without(boring[name], lacking)).toEqual(without(plain[name], lacking));
    for (const [file, read] of Object.entries(boring[name] ?? {}).filter(([each]) => lacking.test(each))) {
      expect(plain[name]?.[file]?.entries?.[0]?.publicKey).toBeDefined();
      expect(read.entries).toMatchObject([{ kind: 'key', unreadable: 'algorithm-unsupported' }]);
    }
  });

  it('say of no signature that it is bad, and of these alone that it cannot be checked', () => {
    expect(filesWith(plain, 'signature-invalid')).toEqual([]);
    expect(filesWith(boring, 'signature-invalid')).toEqual([]);
    expect(filesWith(plain, 'signature-unchecked')).toEqual([]);
    expect(filesWith(boring, 'signature-unchecked')).toEqual([
      'certificates/dsa.pem',
      'certificates/ec-brainpool.pem',
      'certificates/ec-secp256k1.pem',
      'certificates/ed448.pem',
      'matrix/key-dsa.p12',
      'matrix/key-ec-brainpool.p12',
      'matrix/key-ec-secp256k1.p12',
      'matrix/key-ed448.p12',
      'matrix/keytool-algorithms.jks',
      'matrix/keytool-algorithms.pkcs12',
    ]);
  });
});

/** Ciphers that BoringSSL has not. They are refused by name. */
const lacking = /aria|camellia|sm4/;

type Files = Readonly<Record<string, ReadFile>>;

/** Without the files of a name, and without what is said of signatures that cannot be checked. */
function without(files: Files = {}, names: RegExp) {
  return Object.entries(files)
    .filter(([name]) => !names.test(name))
    .map(([name, { entries, ...read }]) => [name, read, entries?.map(withoutUnchecked)]);
}

function withoutUnchecked({ problems = [], ...entry }: NonNullable<ReadFile['entries']>[number]) {
  return { ...entry, problems: problems.filter((code) => code !== 'signature-unchecked') };
}

function filesWith(readings: Readings, problem: string): string[] {
  return Object.entries(readings)
    .flatMap(([folder, files]) =>
      Object.entries(files)
        .filter(([, { entries = [] }]) => entries.some(({ problems }) => problems?.includes(problem)))
        .map(([name]) => `${folder}/${name}`),
    )
    .sort();
}
