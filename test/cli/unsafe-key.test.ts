import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { armour } from '../../core/asn1/armour.ts';
import type { Verdict } from '../../shared/contract/jose.ts';
import { part } from '../shared/jwt/token-parts.ts';
import { makeCertificate } from '../support/make-certificate.ts';
import { runSignet, scratchFolder } from '../support/run-signet.ts';
import { paddedHash, rocaKey, unsafeKeys } from '../support/unsafe-keys.ts';

const folder = scratchFolder();
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('a key that proves nothing', () => {
  const spki = unsafeKeys['RSA exponent 1']?.().spki ?? new Uint8Array();
  const key = file('e1.pem', armour('PUBLIC KEY', spki));
  const certificate = file(
    'e1.crt',
    armour('CERTIFICATE', makeCertificate({ subject: 'CN=weak', publicKey: spki, sign: paddedHash })),
  );
  const signed = `${part({ alg: 'RS256' })}.${part({ sub: 'admin' })}`;
  const forged = file('forged.txt', `${signed}.${part(paddedHash(Buffer.from(signed)))}`);

  it.each([
    ['--key', key],
    ['--cert', certificate],
  ])('verify %s: not valid, and why', async (option, path) => {
    const run = await runSignet(['verify', forged, option, path, '--json']);
    expect(run.status).toBe(1);
    expect(run.json<Verdict>()).toMatchObject({ valid: false, reason: 'key-unsafe' });
    expect(run.json<Verdict>().findings).toContainEqual(
      expect.objectContaining({ code: 'key-unsafe', severity: 'error', path: 'key' }),
    );
    expect((await runSignet(['verify', forged, option, path])).text).toContain('not valid: key-unsafe');
  });

  it.each([
    [['key', 'show', key]],
    [['keystore', 'list', key]],
    [['keystore', 'list', certificate]],
    [['cert', 'show', certificate]],
    [['cert', 'chain', certificate]],
  ])('%j tells it', async (args) => {
    const plain = await runSignet(args);
    expect(plain.status).toBe(0);
    expect(plain.text).toContain('has the exponent 1');
    expect((await runSignet([...args, '--json'])).text).toContain('has the exponent 1');
  });

  it('signs nothing', async () => {
    const pem = rocaKey(1024).export({ format: 'pem', type: 'pkcs8' });
    const run = await runSignet([
      ...['sign', '--key', file('roca.pem', pem), '--claim', 'iss=me', '--allow-weak-key', '--json'],
    ]);
    expect(run.status).toBe(2);
    expect(run.json()).toMatchObject({ error: { code: 'key-unsafe' } });
  });
});
