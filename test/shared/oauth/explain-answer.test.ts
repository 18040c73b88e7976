import { describe, expect, it } from 'vitest';
import { explainAnswer } from '../../../shared/oauth/explain-answer.ts';
import { type ReadAnswer, readAnswer } from '../../../shared/oauth/read-answer.ts';
import { axwayApiGateway } from '../../../shared/servers/axway-api-gateway.ts';
import { knownServers } from '../../../shared/servers/known-servers.ts';
import type { Server } from '../../../shared/servers/server.ts';
import { wso2ApiManager } from '../../../shared/servers/wso2-api-manager.ts';
import { withWatchdog } from '../watchdog.ts';

async function firstCause(
  status: number,
  error: object | string,
  server?: Server,
): Promise<string | undefined> {
  const body = typeof error === 'string' ? error : JSON.stringify(error);
  return explainAnswer({ status, answer: await readAnswer(body), body }, { server })[0]?.cause;
}

it('names the server’s document beside its own causes, and the standard behind them', async () => {
  const body = JSON.stringify({
    error: 'invalid_grant',
    error_description: 'No Registered IDP found for the JWT with issuer name : jwtIDP',
  });
  const explanations = explainAnswer(
    { status: 400, answer: await readAnswer(body), body },
    { server: wso2ApiManager },
  );
  expect(explanations.map((each) => each.reference)).toEqual([wso2ApiManager.source, 'RFC 7523 section 3.1']);
});

describe('without a known server', () => {
  it.each([
    'invalid_request',
    'invalid_client',
    'invalid_grant',
    'unauthorized_client',
    'unsupported_grant_type',
    'invalid_scope',
  ])('%s has its own cause', async (error) => {
    const causes = await Promise.all(
      ['invalid_request', 'invalid_grant', 'invalid_scope', 'other'].map((each) =>
        firstCause(400, { error: each }),
      ),
    );
    const cause = await firstCause(400, { error });
    expect(cause).toBeTruthy();
    expect(cause).not.toBe(causes[3]);
  });

  it.each([
    [404, 'nothing at this path'],
    [405, 'takes no POST'],
    [407, 'proxy'],
    [415, 'does not take a form'],
    [500, 'the server failed (status 500)'],
    [503, 'the server failed (status 503)'],
    [200, 'neither a token nor an error'],
    [302, 'sends elsewhere'],
  ])('status %d: %s', async (status, cause) => {
    expect(await firstCause(status, '')).toContain(cause);
  });

  it('takes a web page for what it is', async () => {
    expect(await firstCause(200, '<html>Sign in</html>')).toContain('a web page answered');
  });
});

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  'is not led astray by an error called %s',
  async (error) => {
    const answer = await readAnswer(`{"error":"${error}"}`);
    const explanations = explainAnswer({ status: 400, answer, body: '' }, { server: axwayApiGateway });
    expect(structuredClone(explanations)).toEqual(explanations);
    expect(explanations.map((each) => typeof each.cause)).toEqual(['string']);
  },
);

it.each(knownServers.map((server) => [server.name, server] as const))(
  'comes to an end on 4 MB of hostile text, for %s',
  (_, server) => {
    const body = 'Mandatory fields expir aud X509'.repeat(130_000);
    const answer: ReadAnswer = {
      format: 'json',
      members: {},
      html: false,
      error: { error: 'invalid_grant', error_description: body },
    };
    expect(
      withWatchdog(() => explainAnswer({ status: 400, answer, body }, { server })).length,
    ).toBeGreaterThan(0);
  },
);
