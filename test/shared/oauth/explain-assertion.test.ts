import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/base/json.ts';
import { explainAnswer, type FailedRequest } from '../../../shared/oauth/explain-answer.ts';
import { readAnswer } from '../../../shared/oauth/read-answer.ts';
import { axwayApiGateway } from '../../../shared/servers/axway-api-gateway.ts';
import { microsoftEntra } from '../../../shared/servers/microsoft-entra.ts';
import { wso2ApiManager } from '../../../shared/servers/wso2-api-manager.ts';
import { compact } from '../jwt/token-parts.ts';
import { composedFor, now } from '../servers/composed-for.ts';

async function explained(error: string, request: FailedRequest, description?: string, status = 400) {
  const body = JSON.stringify({ error, ...(description ? { error_description: description } : {}) });
  return explainAnswer({ status, answer: await readAnswer(body), body }, { sentAt: now, ...request });
}

const axway = (claims: JsonObject = {}) =>
  compact({ alg: 'RS256' }, { ...composedFor(axwayApiGateway).claims, ...claims });

describe('the assertion that was sent', () => {
  it('explains nothing while it is as it should be', async () => {
    const causes = await explained('invalid_grant', { server: axwayApiGateway, assertion: axway() });
    expect(causes[0]?.cause).toContain('the gateway did not accept');
  });

  it('is held against the server’s rules, and mended with one press', async () => {
    const assertion = axway({ exp: now + 720 });
    const [first] = await explained('invalid_grant', { server: axwayApiGateway, assertion });
    expect(first).toEqual({
      cause: 'exp is 720 s away; Axway API Gateway accepts at most 300 s',
      fix: 'set exp nearer',
      basis: 'measured',
      path: 'claims.exp',
      reference: axwayApiGateway.source,
      apply: { title: 'Set exp to +5m', changes: [{ set: { path: 'claims.exp', value: '+5m' } }] },
    });
  });

  it('comes before the server’s words where it accounts for them', async () => {
    const claims = { ...composedFor(wso2ApiManager).claims, exp: now + 60 };
    const request = { server: wso2ApiManager, assertion: compact({ alg: 'RS256' }, claims) };
    const causes = await explained('invalid_grant', request, 'JSON Web Token is expired.');
    expect(causes.map(({ cause }) => cause).slice(0, 2)).toEqual([
      expect.stringContaining('exp is 60 s away'),
      expect.stringContaining('the server’s clock skew'),
    ]);
  });

  it('is held against the standard where the server is not known', async () => {
    const [first] = await explained('invalid_grant', {
      assertion: compact({ alg: 'RS256' }, { exp: now - 60 }),
    });
    expect(first?.cause).toBe('the token expired 1 minute ago');
  });

  it('has the member first that the server names', async () => {
    const assertion = compact({ alg: 'RS256' }, { exp: (now + 60) * 1000, aud: ' x' });
    const causes = await explained('invalid_grant', { assertion }, 'bad aud value');
    expect(causes[0]?.cause).toBe('aud begins or ends with white space');
    const others = await explained('invalid_grant', { assertion }, 'bad exp value');
    expect(others[0]?.cause).toContain('milliseconds');
  });

  it('has nothing to do with a client secret, a wrong path, or a page', async () => {
    const assertion = axway({ exp: now - 5 });
    const request = { server: axwayApiGateway, assertion, sentAt: now };
    expect((await explained('invalid_grant', request))[0]?.cause).toContain('expired');
    expect((await explained('invalid_client', request))[0]?.cause).toContain('iss is not the client_id');
    expect((await explained('unsupported_grant_type', request))[0]?.cause).toContain(
      'does not offer this grant',
    );
    const body = '<html>Not found</html>';
    const [page] = explainAnswer({ status: 404, answer: await readAnswer(body), body }, request);
    expect(page?.cause).toContain('a web page answered');
  });

  it('is the client’s where the client was refused', async () => {
    const { header, claims } = composedFor(microsoftEntra);
    const clientAssertion = compact({ ...header, 'x5t#S256': 'ab'.repeat(32) }, claims);
    const [first] = await explained(
      'invalid_client',
      { server: microsoftEntra, clientAssertion },
      undefined,
      401,
    );
    expect(first?.cause).toContain('hexadecimal');
  });

  it('may be no token at all', async () => {
    for (const assertion of ['', 'x', 'a.b.c', '.'.repeat(5000), 'a'.repeat(3_000_000)]) {
      expect((await explained('invalid_grant', { assertion })).length).toBeGreaterThan(0);
    }
  });
});

describe('the clocks', () => {
  const good = { server: axwayApiGateway, assertion: axway() };

  it('say nothing while they agree', async () => {
    const causes = await explained('invalid_grant', { ...good, clockOffset: 2 });
    expect(causes.map(({ cause }) => cause).join()).not.toContain('clock of this machine');
  });

  it('explain a time that is wrong by the server’s clock alone, and shift it', async () => {
    const behind = await explained('invalid_grant', { ...good, clockOffset: 400 });
    expect(behind[0]?.cause).toBe(
      'the clock of this machine is 400 s (7 minutes) behind the server’s; by the server’s clock, the token expired 2 minutes ago',
    );
    expect(behind[0]?.apply?.changes).toEqual([{ set: { path: 'claims.exp', value: '+700s' } }]);

    const ahead = await explained('invalid_grant', { ...good, clockOffset: -90 });
    const changes = ahead.flatMap(({ apply }) => apply?.changes ?? []);
    expect(ahead[0]?.cause).toContain('90 s ahead of the server’s');
    expect(changes).toContainEqual({ set: { path: 'claims.iat', value: '-90s' } });
    expect(changes).toContainEqual({ set: { path: 'claims.exp', value: '+210s' } });
  });

  it('are mentioned when far apart, even where no claim suffers', async () => {
    const assertion = compact({ alg: 'RS256' }, { ...composedFor(wso2ApiManager).claims });
    const causes = await explained('invalid_grant', { server: wso2ApiManager, assertion, clockOffset: 45 });
    expect(causes.map(({ cause }) => cause)).toContain(
      'the clock of this machine is 45 s behind the server’s',
    );
  });
});

it('takes a resource’s challenge for what it is', () => {
  const answer = { format: 'unknown' as const, members: {}, html: false };
  const authenticate = 'Bearer realm="api", error="invalid_token", error_description="expired"';
  const [first] = explainAnswer({ status: 401, answer, body: '', authenticate });
  expect(first?.cause).toContain('the access token has expired');
});
