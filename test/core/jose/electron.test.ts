import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../support/bundle.ts';

// Electron's crypto is BoringSSL, which lacks AES key wrap, RSA-PSS keys and some curves: what Signet supplies must work there.

const electron = process.env.SIGNET_ELECTRON ?? '';
if (electron === '') console.log('skipped: no Electron runtime');

interface Capabilities {
  readonly opened: Readonly<Record<string, string>>;
  readonly wrapped: Readonly<Record<string, boolean>>;
  readonly signed: Readonly<Record<string, string>>;
  readonly lacking: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'signet-jose-'));
let script = '';
beforeAll(async () => {
  script = await bundle(join(import.meta.dirname, 'print-capabilities.ts'), folder);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

function capabilities(executable: string): Capabilities {
  const printed = execFileSync(executable, [script, join(import.meta.dirname, '../..')], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 16 * 1024 * 1024,
  });
  return JSON.parse(printed) as Capabilities;
}

const mldsa = ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'];
const fitting = [
  'rsa-2048 RS256',
  'rsa-2048 PS256',
  'rsa-2048 PS384',
  'rsa-2048 PS512',
  'rsa-pss PS256',
  'ec-p-256 ES256',
  'ec-p-521 ES512',
  'ed25519 EdDSA',
  'rsa-1024 RS256',
  'rsa-1024 PS256',
];

describe('in plain Node', () => {
  it('every algorithm works but those it says', () => {
    const { lacking, wrapped, signed } = capabilities(process.execPath);
    expect(lacking.filter((name) => !mldsa.includes(name))).toEqual(['RSA1_5']);
    expect(Object.values(wrapped)).toEqual([true, true, true, true]);
    for (const each of fitting) expect(signed[each], each).toBe('valid');
    expect(signed['rsa-pss RS256']).toBe('key-type-mismatch');
    expect(signed['ec-p-256 ES512']).toBe('key-type-mismatch');
  });
});

describe.skipIf(electron === '')('in Electron', () => {
  it('the same works but for curves that its library lacks', () => {
    const [plain, boring] = [capabilities(process.execPath), capabilities(electron)];
    expect(boring.opened).toEqual(plain.opened);
    expect(boring.wrapped).toEqual(plain.wrapped);
    expect(boring.signed).toEqual(plain.signed);
    expect(boring.lacking.filter((name) => !mldsa.includes(name))).toEqual(['ES256K', 'Ed448', 'RSA1_5']);
  });
});
