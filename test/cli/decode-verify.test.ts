import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/contract/jose.ts';
import type { DecodedToken } from '../../shared/jwt/decode-token.ts';
import { fixtures, runProgram, runSignet, signetFile } from '../support/run-signet.ts';

const manuals = join(fixtures, 'manuals');
const gateway = readFileSync(join(manuals, 'gateway-manual-assertion.txt'), 'utf8');
const manager = readFileSync(join(manuals, 'api-manager-manual-assertion.txt'), 'utf8').trim();
const certificate = join(manuals, 'api-manager-default-certificate.pem');

describe('signet decode', () => {
  it('decodes the gateway manual’s assertion from standard input, white space, string times and all', async () => {
    const run = await runSignet(['decode', '-', '--json'], { input: gateway });
    expect(run.status).toBe(0);
    const decoded = run.json<DecodedToken>();
    expect(decoded.kind).toBe('jws');
    expect(decoded.header).toEqual({ alg: 'RS256' });
    expect(decoded.claims).toMatchObject({ iss: 'SampleConfidentialApp', exp: '1341354605' });
    expect(decoded.signature).toEqual({ bytes: 128 });
    expect(decoded.times.exp).toMatchObject({ seconds: 1341354605, iso: '2012-07-03T22:30:05Z' });
    const found = decoded.findings.map(({ code, path }) => `${code} ${path}`);
    expect(found).toContain('token-whitespace token');
    expect(found).toContain('claim-wrong-type claims.exp');
    expect(found).toContain('claim-wrong-type claims.iat');
  });

  it.each(['cat TOKEN |', '<TOKEN'])('reads standard input when no token is named: %s', async (source) => {
    const file = join(manuals, 'api-manager-manual-assertion.txt');
    const [before, after] = source === '<TOKEN' ? ['', `< '${file}'`] : [`cat '${file}' |`, ''];
    const line = `${before} '${process.execPath}' '${signetFile}' decode --json ${after}`;
    const run = await runProgram('sh', ['-c', line]);
    expect(run.json<DecodedToken>().claims).toMatchObject({ iss: 'jwtIDP' });
  });

  it('decodes the first token of a text that holds several, and says so', async () => {
    const request = `curl -H 'Authorization: Bearer ${manager}' -d 'assertion=${gateway.replace(/\s+/g, '')}'`;
    const run = await runSignet(['decode', '-', '--json'], { input: request });
    expect(run.status).toBe(0);
    expect(run.json<DecodedToken>().claims).toMatchObject({ iss: 'jwtIDP' });
    expect(run.stderr).toContain('2 tokens');
  });

  it('prints three dots’ document and exits 1', async () => {
    const run = await runSignet(['decode', '...', '--json']);
    expect(run.status).toBe(1);
    expect(run.json<DecodedToken>().kind).toBe('malformed');
    expect(run.json<DecodedToken>().findings.map((each) => each.code)).toContain('token-malformed');
  });

  it('exits 2 for nothing at all', async () => {
    const run = await runSignet(['decode', '--json'], { input: '' });
    expect(run.status).toBe(2);
    expect(run.json()).toMatchObject({ error: { code: 'empty-input' } });
  });

  it('says a failure in one line, with a hint and no stack trace', async () => {
    const run = await runSignet(['decode', '  ']);
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/^signet: there is no token\nhint: .+\n$/);
    expect(run.text).toBe('');
  });
});

describe('signet verify', () => {
  it('finds the API manager manual’s signature valid, its key too small and its life over', async () => {
    const run = await runSignet(['verify', manager, '--cert', certificate, '--json']);
    expect(run.status).toBe(1);
    const verdict = run.json<Verdict>();
    expect(verdict).toMatchObject({ valid: false, signature: 'valid', reason: 'token-expired' });
    expect(verdict.key).toMatchObject({ type: 'RSA', bits: 1024 });
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ code: 'key-too-small', severity: 'warning' }),
    );
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ code: 'token-expired', path: 'claims.exp' }),
    );
  });

  it('accepts the same assertion as of its own day, and says so by its exit status', async () => {
    const run = await runSignet([
      'verify',
      manager,
      '--cert',
      certificate,
      '--at',
      '2016-03-16T06:00:00Z',
      '--json',
    ]);
    expect(run.json<Verdict>()).toMatchObject({ valid: true, signature: 'valid', reason: null });
    expect(run.status).toBe(0);
  });

  it('rejects an altered payload', async () => {
    const [header, payload = '', signature] = manager.split('.');
    const altered = Buffer.from(
      Buffer.from(payload, 'base64url').toString().replace('admin', 'nimda'),
    ).toString('base64url');
    const token = [header, altered, signature].join('.');
    const run = await runSignet([
      'verify',
      token,
      '--cert',
      certificate,
      '--at',
      '2016-03-16T06:00:00Z',
      '--json',
    ]);
    expect(run.status).toBe(1);
    expect(run.json<Verdict>()).toMatchObject({
      valid: false,
      signature: 'invalid',
      reason: 'signature-invalid',
    });
  });

  it('needs a key', async () => {
    const run = await runSignet(['verify', manager, '--json']);
    expect(run.status).toBe(2);
    expect(run.json()).toMatchObject({ error: { code: 'key-missing' } });
  });
});
