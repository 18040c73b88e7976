import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { signingKeyOf, verificationKeysOf } from '../../../core/jose/entry-keys.ts';
import { verifyToken } from '../../../core/jose/verify-token.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { part } from '../../shared/jwt/token-parts.ts';
import { hasTool } from '../../support/tools.ts';
import { fixture, fixtures } from '../fixture.ts';
import { signToken } from './sign-json.ts';

const openssl = hasTool('openssl');
if (!openssl) console.log('skipped: no openssl');

const claims = { iss: 'me' };
const pss = (bits: number) => ['-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', `rsa_pss_saltlen:${bits / 8}`];

/** What jose has no peer for, and one algorithm of each kind besides. */
const cases = [
  ['RS256', 'rsa-2048', ['-digest', 'sha256']],
  ['PS256', 'rsa-pss', ['-digest', 'sha256', ...pss(256)]],
  ['PS512', 'rsa-2048', ['-digest', 'sha512', ...pss(512)]],
  ['ES256', 'ec-p-256', ['-digest', 'sha256']],
  ['ES512', 'ec-p-521', ['-digest', 'sha512']],
  ['ES256K', 'ec-secp256k1', ['-digest', 'sha256']],
  ['EdDSA', 'ed25519', []],
  ['Ed448', 'ed448', []],
] as const;

/** DER of r and s, as openssl has them. */
function toDer(raw: Buffer): Buffer {
  const integer = (bytes: Buffer) => {
    let first = 0;
    while (first < bytes.length - 1 && bytes[first] === 0) first += 1;
    const magnitude = bytes.subarray(first);
    const value = (magnitude[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), magnitude]) : magnitude;
    return Buffer.concat([Buffer.of(2, value.length), value]);
  };
  const half = raw.length / 2;
  const content = Buffer.concat([integer(raw.subarray(0, half)), integer(raw.subarray(half))]);
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.of(0x30, ...length), content]);
}

describe.runIf(openssl)('openssl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signet-openssl-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, data: string | Uint8Array) => {
    const file = join(folder, name);
    writeFileSync(file, data);
    return file;
  };

  describe.each(cases)('%s', (alg, name, options) => {
    const pem = join(fixtures, `pem/${name}.pkcs8.pem`);
    const key = async () => (await readKeyStore(fixture(`pem/${name}.pkcs8.pem`), {})).entries;

    it('accepts what Signet signs, and nothing else', async () => {
      const [entry] = await key();
      if (!entry) throw new Error('the fixture has no key');
      const { token, signingInput } = await signToken(await signingKeyOf(entry), { alg }, claims);
      const raw = Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url');
      const signature = write('signature', alg.startsWith('ES') ? toDer(raw) : raw);
      const check = (input: string) =>
        spawnSync('openssl', [
          'pkeyutl',
          '-verify',
          '-inkey',
          pem,
          '-rawin',
          '-in',
          write('input', input),
          '-sigfile',
          signature,
          ...options,
        ]).status;
      expect(check(signingInput)).toBe(0);
      expect(check(`${signingInput}x`)).not.toBe(0);
    });

    it('signs what Signet accepts; of ECDSA as DER, which is told', async () => {
      const input = `${part({ alg })}.${part(claims)}`;
      const made = execFileSync('openssl', [
        'pkeyutl',
        '-sign',
        '-inkey',
        pem,
        '-rawin',
        '-in',
        write('input', input),
        ...options,
      ]);
      const keys = await verificationKeysOf(await key());
      const verdict = await verifyToken(`${input}.${made.toString('base64url')}`, keys, { at: 0 });
      if (!alg.startsWith('ES')) {
        expect(verdict).toMatchObject({ valid: true });
        return;
      }
      expect(verdict).toMatchObject({ valid: false, signature: 'invalid' });
      expect(verdict.findings.map(({ message }) => message).join()).toContain(
        'would be valid under this key',
      );
    });
  });
});
