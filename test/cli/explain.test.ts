import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExplainedAnswer } from '../../shared/oauth/captured/explain-captured.ts';
import { compact } from '../shared/jwt/token-parts.ts';
import { fixtures, root, runSignet } from '../support/run-signet.ts';

type Answer = Omit<ExplainedAnswer, 'secrets'>;
const offline = { NODE_OPTIONS: `--require ${join(root, 'test/support/no-network.cjs')}` };
const folder = mkdtempSync(join(tmpdir(), 'signet-explain-'));
const now = Math.floor(Date.now() / 1000);
const httpDate = (seconds: number) => new Date(seconds * 1000).toUTCString();

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function explain(args: readonly string[], input?: string) {
  const run = await runSignet(['explain', '--json', ...args], {
    env: offline,
    ...(input === undefined ? {} : { input }),
  });
  expect(run.stderr).toBe('');
  return { status: run.status, ...run.json<Answer>() };
}

const kidError = JSON.stringify({
  error: 'invalid_client',
  error_description: 'The client_assertion JWT kid is invalid.',
});

describe('the answer', () => {
  it.each(readdirSync(join(fixtures, 'answers')))('of %s is explained, and nothing is sent', async (name) => {
    const file = JSON.parse(readFileSync(join(fixtures, 'answers', name), 'utf8'));
    const [{ status, body }] = file.answers;
    const found = await explain(
      ['-', '--status', String(status), ...(file.endpoint ? ['--endpoint', file.endpoint] : [])],
      typeof body === 'string' ? body : JSON.stringify(body),
    );
    expect(found.status).toBe(0);
    expect(found.explanation[0]?.cause).toBeTruthy();
    for (const each of found.explanation) {
      expect(['measured', 'server-text', 'server-known', 'standard']).toContain(each.basis);
      expect(each.fix).toBeTruthy();
    }
  });

  it('is a text, a file, standard input, or the whole HTTP answer', async () => {
    const http = `HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n\r\n${kidError}`;
    const captured = JSON.stringify({ status: 401, body: JSON.parse(kidError) });
    for (const found of [
      await explain([kidError]),
      await explain([fileOf('answer.json', kidError)]),
      await explain(['-'], kidError),
      await explain(['-'], http),
      await explain([fileOf('answer.http', http)]),
      await explain([fileOf('captured.json', captured)]),
    ]) {
      expect(found.error).toEqual(JSON.parse(kidError));
      expect(found.tokens).toBeNull();
      expect(found.explanation[0]).toMatchObject({ basis: 'server-text', path: 'header.kid' });
    }
    const known = await explain([kidError, '--server', 'okta']);
    expect(known.explanation[0]).toMatchObject({ basis: 'server-known', path: 'header.kid' });
  });

  it('may be nothing but words, a page, or empty', async () => {
    expect((await explain(['Jwt is expired'])).explanation[0]?.path).toBe('claims.exp');
    const page = '<html><head><title>Attention Required! | Cloudflare</title></head></html>';
    expect((await explain(['-', '--status', '403'], page)).explanation[0]?.cause).toContain('Cloudflare');
    expect((await explain(['-', '--status', '503'], '\n')).explanation[0]?.cause).toContain('status 503');
  });

  it.each([
    ['id_token', { id_token: 'eyJhbGciOiJub25lIn0.e30.' }],
    ['token', { token: 'ghs_abc', expires_at: '2026-11-30T14:00:00Z' }],
    ['txn_token', { txn_token: 'eyJhbGciOiJub25lIn0.e30.' }],
    ['access_token', { access_token: 'x' }],
  ])('is a good one with %s alone', async (name, body) => {
    const found = await explain(['-'], JSON.stringify(body));
    expect(found).toMatchObject({ status: 0, error: null, tokens: body, explanation: [] });
    expect(name in (found.tokens ?? {})).toBe(true);
  });
});

describe('what is known of the request', () => {
  const claims = { iss: 'app', sub: 'app', aud: 'https://as.example.com/token/', iat: now, exp: now + 300 };
  const assertion = compact({ alg: 'RS256', kid: 'k1' }, claims);
  const expected = JSON.stringify({
    error: 'invalid_client',
    error_description:
      "Invalid audience. Expected 'https://as.example.com/token', got 'https://as.example.com/token/'",
  });

  it('is compared with what the server expected', async () => {
    const { explanation } = await explain([expected, '--assertion', assertion]);
    expect(explanation[0]).toMatchObject({
      basis: 'measured',
      path: 'claims.aud',
      compared: [{ path: 'claims.aud', sent: claims.aud, expected: 'https://as.example.com/token' }],
      apply: { changes: [{ set: { path: 'claims.aud', value: 'https://as.example.com/token' } }] },
    });
    expect(explanation[0]?.cause).toContain('the slash at the end');
  });

  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'app',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
  const har = {
    log: {
      entries: [
        {
          startedDateTime: new Date(now * 1000).toISOString(),
          time: 80,
          request: {
            method: 'POST',
            url: 'https://as.example.com/token',
            headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
            postData: { mimeType: 'application/x-www-form-urlencoded', text: form.toString() },
          },
          response: {
            status: 401,
            headers: [{ name: 'Date', value: httpDate(now) }],
            content: { mimeType: 'application/json', text: expected },
          },
        },
      ],
    },
  };

  it.each([
    ['a curl command', `curl https://as.example.com/token -d '${form}'`],
    ['an HTTP message', `POST /token HTTP/1.1\r\nHost: as.example.com\r\n\r\n${form}`],
    ['a HAR file', JSON.stringify(har)],
    [
      'what curl -v prints',
      `*   Trying 192.0.2.1:443...\n> POST /token HTTP/1.1\n> Host: as.example.com\n> \n${form}`,
    ],
  ])('comes out of %s', async (name, text) => {
    const file = fileOf(`request-${name.length}.txt`, text);
    const { explanation, findings } = await explain([expected, '--request', file]);
    expect(explanation[0]).toMatchObject({ basis: 'measured', path: 'claims.aud' });
    expect(findings).toEqual([]);
  });

  it('and the answer with it, where a HAR file is all there is', async () => {
    const file = fileOf('all.har', JSON.stringify(har));
    for (const found of [await explain([file]), await explain(['--request', file])]) {
      expect(found.error?.error).toBe('invalid_client');
      expect(found.explanation[0]).toMatchObject({ basis: 'measured', path: 'claims.aud' });
    }
  });

  it('shows what was wrong with the form', async () => {
    const json = fileOf(
      'json.txt',
      `POST /token HTTP/1.1\nHost: as.example.com\nContent-Type: application/json\n\n${JSON.stringify(Object.fromEntries(form))}`,
    );
    const missing = JSON.stringify({ error: 'invalid_request', error_description: 'grant_type is missing' });
    expect(
      (await explain([missing, '--request', json])).explanation.map(({ cause }) => cause).join('\n'),
    ).toContain('the body was JSON');
    const other = fileOf(
      'other.txt',
      `curl https://as.example.com/token -d '${String(form).replace('client_id=app', 'client_id=other')}'`,
    );
    const bare = JSON.stringify({ error: 'invalid_client' });
    const [first] = (await explain([bare, '--request', other])).explanation;
    expect(first).toMatchObject({ basis: 'measured', path: 'form.client_id' });
    expect(
      (
        await explain([
          bare,
          '--request',
          fileOf('good.txt', `curl https://as.example.com/token -d '${form}'`),
        ])
      ).explanation[0]?.basis,
    ).toBe('standard');
  });

  it('keeps the client secret to itself, even where the server quotes it', async () => {
    const request = fileOf(
      'secret.txt',
      'curl -u app:hunter2hunter2 https://as.example.com/token -d grant_type=client_credentials',
    );
    const quoting = JSON.stringify({
      error: 'invalid_client',
      error_description: 'Invalid client secret: expected abcdefgh, got hunter2hunter2',
    });
    const run = await runSignet(['explain', '--json', quoting, '--request', request], { env: offline });
    expect(run.text).not.toContain('hunter2hunter2');
    expect(run.json<Answer>().explanation[0]?.path).toBe('form.client_secret');
  });
});

describe('clocks', () => {
  const refused = JSON.stringify({ error: 'invalid_grant' });
  const expired = JSON.stringify({ error: 'invalid_grant', error_description: 'The assertion is expired' });
  const assertion = compact({ alg: 'RS256' }, { iss: 'a', sub: 'a', aud: 'b', iat: now, exp: now + 60 });

  it('are compared by the answer’s Date and the JWT', async () => {
    const date = ['--header', `Date: ${httpDate(now + 400)}`];
    const [first] = (await explain([refused, ...date, '--assertion', assertion])).explanation;
    expect(first).toMatchObject({ basis: 'measured', path: 'claims.exp' });
    expect(first?.cause).toContain('behind the server’s');
    const agree = ['--header', `Date: ${httpDate(now)}`];
    expect((await explain([refused, ...agree, '--assertion', assertion])).explanation[0]?.basis).toBe(
      'standard',
    );
  });

  it('are compared by the Date alone where the server speaks of time, and not where it does not', async () => {
    const date = ['--header', `Date: ${httpDate(now - 7200)}`];
    const [first] = (await explain([expired, ...date])).explanation;
    expect(first).toMatchObject({ basis: 'measured', path: 'clock' });
    const signature = JSON.stringify({ error: 'invalid_grant', error_description: 'invalid signature' });
    expect((await explain([signature, ...date])).explanation[0]?.path).toBe('signature');
    expect((await explain([refused, ...date])).explanation[0]?.basis).toBe('standard');
  });

  it('of an answer long ago are held against the JWT of that time', async () => {
    const then = now - 86_400;
    const old = compact({ alg: 'RS256' }, { iss: 'a', aud: 'b', iat: then, exp: then + 60 });
    const late = await explain([refused, '--assertion', old, '--header', `Date: ${httpDate(then + 300)}`]);
    expect(late.explanation[0]).toMatchObject({ basis: 'measured', path: 'claims.exp' });
    const early = await explain([refused, '--assertion', old, '--header', `Date: ${httpDate(then - 300)}`]);
    expect(early.explanation[0]).toMatchObject({ basis: 'measured', path: 'claims.iat' });
  });
});

describe('what cannot be done', () => {
  it.each([
    [['{}', '--status', '99'], 'usage'],
    [['{}', '--header', 'Date'], 'usage'],
    [['{}', '--server', 'nobody'], 'unknown-server'],
    [['{}', '--request', 'no-such-file'], 'file-not-found'],
  ])('%j is %s', async (args, code) => {
    const run = await runSignet(['explain', '--json', ...args], { env: offline });
    expect([run.status, run.json<{ error: { code: string } }>().error.code]).toEqual([2, code]);
  });

  it('is a request that is none', async () => {
    const run = await runSignet(['explain', '--json', '{}', '--request', fileOf('none.txt', 'hello')], {
      env: offline,
    });
    expect([run.status, run.json<{ error: { code: string } }>().error.code]).toEqual([2, 'unknown-format']);
  });
});
