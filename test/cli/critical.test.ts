import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SignedToken, Verdict } from '../../shared/contract/jose.ts';
import { fixtures, runSignet } from '../support/run-signet.ts';

const file = (name: string) => join(fixtures, 'forensics', name);
const names = ['iat', 'iss', 'tan'].map((name) => `http://openbanking.org.uk/${name}`);
const declared = names.flatMap((name) => ['--crit', name]);

describe('critical header parameters (RFC 7515 section 4.1.11)', () => {
  const verify = async (...args: readonly string[]) =>
    (
      await runSignet([
        ...['verify', file('open-banking.jws'), '--cert', file('rsa.crt'), '--json'],
        ...['--payload', file('open-banking-body.json')],
        ...args,
      ])
    ).json<Verdict>();

  it('of an Open Banking signature are refused, and verified once each is declared understood', async () => {
    expect(await verify()).toMatchObject({
      valid: false,
      signature: 'unchecked',
      reason: 'critical-unsupported',
    });
    expect(await verify(...declared.slice(2))).toMatchObject({ reason: 'critical-unsupported' });
    expect(await verify(...declared)).toMatchObject({ valid: true, signature: 'valid' });
  });

  it('of a payload that was changed still do not verify', async () => {
    const changed = await runSignet(
      [
        'verify',
        file('open-banking.jws'),
        '--cert',
        file('rsa.crt'),
        '--json',
        '--payload',
        '-',
        ...declared,
      ],
      { input: '{"other":1}' },
    );
    expect(changed.json<Verdict>()).toMatchObject({ valid: false, signature: 'invalid' });
  });

  it('are signed once declared, and refused before', async () => {
    const header = JSON.stringify({ alg: 'HS256', crit: ['https://x.example/a'], 'https://x.example/a': 1 });
    const sign = ['sign', '--secret', 'x'.repeat(32), '--claim', 'a=b', '--json', '--header', header];
    const refused = await runSignet(sign);
    expect([refused.status, refused.text]).toEqual([2, expect.stringContaining('https://x.example/a')]);
    const { token } = (await runSignet([...sign, '--crit', 'https://x.example/a'])).json<SignedToken>();
    const key = ['--secret', 'x'.repeat(32), '--json'];
    const strict = await runSignet(['verify', token, ...key]);
    expect(strict.json<Verdict>().reason).toBe('critical-unsupported');
    const good = await runSignet(['verify', token, ...key, '--crit', 'https://x.example/a']);
    expect(good.json<Verdict>()).toMatchObject({ valid: true });
  });
});

describe('--unsigned', () => {
  it('makes a token that nobody signed, and says so', async () => {
    const args = ['sign', '--unsigned', '--claim', 'iss=me', '--expires-in', '5m', '--json'];
    const signed = (await runSignet(args)).json<SignedToken>();
    expect(signed.token.split('.')).toHaveLength(3);
    expect(signed.token.endsWith('.')).toBe(true);
    expect(signed.header).toEqual({ alg: 'none' });
    expect(signed.findings).toMatchObject([{ code: 'algorithm-none', severity: 'error' }]);
    const verified = await runSignet(['verify', signed.token, '--secret', 'x'.repeat(32), '--json']);
    expect(verified.json<Verdict>()).toMatchObject({
      valid: false,
      signature: 'unchecked',
      reason: 'algorithm-none',
    });
  });

  it('is refused beside a key', async () => {
    const run = await runSignet(['sign', '--unsigned', '--secret', 'x'.repeat(32), '--json']);
    expect([run.status, run.json<{ error: { code: string } }>().error.code]).toEqual([2, 'usage']);
  });
});
