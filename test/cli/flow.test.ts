import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import type { TourStep } from '../../core/tour/tour-step.ts';
import { fixtures, root, runProgram, runSignet, scratchFolder, signetFile } from '../support/run-signet.ts';
import { hasTool } from '../support/tools.ts';

const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
});

/** Starts a command that runs until it is ended, and answers the JSON document it prints first. */
async function startSignet<T>(args: readonly string[]): Promise<T> {
  const child = spawn(process.execPath, [signetFile, ...args, '--json'], {
    cwd: root,
    env: { ...process.env, SIGNET_HOME: scratchFolder() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as T;
  throw new Error('it ended without a word');
}

interface Started {
  readonly url: string;
  readonly tlsUrl: string;
  readonly clients: readonly {
    kind: string;
    clientId: string;
    clientSecret?: string;
    issuer: string;
    audience: string;
    endpoint: string;
  }[];
}

describe('signet tour', () => {
  it('runs both flows to an active token, every step with its values', async () => {
    const run = await runSignet(['tour', '--json']);
    expect(run.status).toBe(0);
    const { steps, active } = run.json<{ steps: TourStep[]; active: boolean }>();
    expect(active).toBe(true);
    for (const flow of ['gateway', 'api-manager']) {
      const names = steps.filter((step) => step.flow === flow).map((step) => step.name);
      expect(names).toEqual([
        'register',
        'header-json',
        'header-base64url',
        'claims-json',
        'claims-base64url',
        'signing-input',
        'signature',
        'token',
        'form-body',
        'token-request',
        'refresh',
        'introspect',
      ]);
    }
    const standard = steps.filter((step) => step.flow === 'standard');
    expect(standard.map((step) => step.name)).toEqual([
      'register',
      'token-request',
      'resource',
      'introspect',
    ]);
    expect(standard[1]?.values).toMatchObject({ token_type: 'DPoP' });
    expect(steps.at(-1)?.values).toMatchObject({ active: true });
    expect(run.text).not.toContain('PRIVATE KEY');
  });
});

describe('signet token request against signet playground', () => {
  const certificate = join(fixtures, 'expected', 'wso2carbon.jks.wso2carbon.cer');
  const key = [
    '--keystore',
    join(fixtures, 'keystores', 'wso2carbon.jks'),
    '--alias',
    'wso2carbon',
    '--storepass',
    'wso2carbon',
  ];
  const clientOf = (started: Started, kind: string) => {
    const client = started.clients.find((each) => each.kind === kind);
    if (!client) throw new Error(`no ${kind} client`);
    return client;
  };

  it('gateway flow: in each of the three formats', async () => {
    const client = clientOf(await startSignet<Started>(['playground', '--cert', certificate]), 'gateway');
    const request = [
      'token',
      'request',
      '--endpoint',
      client.endpoint,
      ...key,
      '--claim',
      `iss=${client.issuer}`,
      '--claim',
      `aud=${client.audience}`,
      '--issued-now',
      '--json',
    ];
    for (const format of ['json', 'urlencoded', 'xml']) {
      const run = await runSignet([...request, '--expires-in', '5m', '--jti', '--param', `format=${format}`]);
      expect(run.json()).toMatchObject({
        ok: true,
        status: 200,
        format,
        tokens: { token_type: expect.stringMatching(/bearer/i), expires_in: 3600 },
      });
    }
    const tooLong = await runSignet([...request, '--expires-in', '10m', '--server', 'axway-api-gateway']);
    expect(tooLong.status).toBe(1);
    expect(tooLong.json()).toMatchObject({ ok: false, error: { error: 'invalid_grant' } });
  });

  it('API manager flow: over TLS with a self-signed certificate, a tenant, basic and post, then the refresh', async () => {
    const started = await startSignet<Started>(['playground', '--cert', certificate]);
    const client = clientOf(started, 'api-manager');
    const env = { CLIENT_SECRET: client.clientSecret ?? '' };
    const endpoint = client.endpoint.replace(started.url, started.tlsUrl);
    const base = [
      'token',
      'request',
      '--endpoint',
      endpoint,
      '--client-id',
      client.clientId,
      '--client-secret-env',
      'CLIENT_SECRET',
      '--query',
      'tenantDomain=carbon.super',
      '--json',
    ];
    const assertion = [
      ...key,
      '--claim',
      `iss=${client.issuer}`,
      '--claim',
      'sub=alice',
      '--claim',
      `aud:=["${client.audience}"]`,
      '--expires-in',
      '15m',
      '--issued-now',
      '--jti',
    ];

    const untrusted = await runSignet([...base, '--auth', 'basic', ...assertion], { env });
    expect(untrusted.status).toBe(2);
    expect(untrusted.json()).toMatchObject({ error: { code: 'tls-untrusted' } });
    for (const auth of ['basic', 'post']) {
      const run = await runSignet([...base, '--insecure', '--auth', auth, ...assertion, '--trace'], { env });
      expect(run.json()).toMatchObject({ ok: true, status: 200 });
      expect(run.text).not.toContain(client.clientSecret);
      const { refresh_token: refreshToken } = run.json<{ tokens: { refresh_token: string } }>().tokens;
      const file = join(scratchFolder(), 'refresh');
      writeFileSync(file, refreshToken);
      const refreshed = await runSignet(
        [...base, '--insecure', '--auth', auth, '--grant', 'refresh-token', '--refresh-token-file', file],
        { env },
      );
      expect(refreshed.json()).toMatchObject({ ok: true, tokens: { access_token: expect.any(String) } });
    }
    const tooShort = await runSignet(
      [...base, '--insecure', '--auth', 'basic', ...assertion, '--expires-in', '4m'],
      { env },
    );
    expect(tooShort.status).toBe(1);
    const wrongSecret = await runSignet([...base, '--insecure', '--auth', 'basic', ...assertion], {
      env: { CLIENT_SECRET: 'wrong' },
    });
    expect(wrongSecret.json()).toMatchObject({ status: 401, error: { error: 'invalid_client' } });
  });

  it.runIf(hasTool('curl'))(
    '--print curl prints what gets a token when run, and holds no secret',
    async () => {
      const started = await startSignet<Started>(['playground', '--cert', certificate]);
      const client = clientOf(started, 'api-manager');
      const endpoint = client.endpoint.replace(started.url, started.tlsUrl);
      const sign = await runSignet([
        'sign',
        ...key,
        '--claim',
        `iss=${client.issuer}`,
        '--claim',
        'sub=alice',
        '--claim',
        `aud=${client.audience}`,
        '--expires-in',
        '15m',
        '--jti',
      ]);
      const printed = await runSignet([
        'token',
        'request',
        '--endpoint',
        endpoint,
        '--auth',
        'basic',
        '--client-id',
        client.clientId,
        '--insecure',
        '--query',
        'tenantDomain=a b',
        '--print',
        'curl',
      ]);
      expect(printed.status).toBe(0);
      expect(printed.text).not.toContain(client.clientSecret);
      const ran = await runProgram('bash', ['-c', printed.text], {
        env: { SIGNET_ASSERTION: sign.text.trim(), SIGNET_CLIENT_SECRET: client.clientSecret ?? '' },
      });
      expect(ran.text).toContain('HTTP/1.1 200');
      expect(ran.text).toContain('access_token');
    },
  );
});

describe('signet serve', () => {
  it('serves the window on loopback with a launch secret in its address', async () => {
    const { url } = await startSignet<{ url: string }>(['serve']);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#secret=[\w-]{43}$/);
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="root">');
  });
});
