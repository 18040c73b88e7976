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
  return explainAnswer(status, await readAnswer(body), body, server)[0]?.cause;
}

/** Texts as the servers write them, row by row of the two tables. */
const axwayTexts: readonly (readonly [string, string | undefined])[] = [
  ['invalid_grant', 'The assertion has expired'],
  ['invalid_grant', 'Invalid audience in the assertion'],
  ['invalid_grant', 'Signature validation failed'],
  ['invalid_grant', undefined],
  ['invalid_client', undefined],
];
const wso2Texts = [
  'No Registered IDP found for the JWT with issuer name : jwtIDP',
  'JSON Web Token is expired., Expiration Time(ms) : 1458166985000. JWT Rejected and validation terminated',
  'Signature or Message Authentication invalid.',
  'Error when trying to retrieve claimsSet from the JWT',
  'None of the audience values matched the tokenEndpoint Alias https://localhost:9443/oauth2/token',
  'Mandatory fields(Issuer, Subject, Expiration time or Audience) are empty in the given JSON Web Token.',
  'JSON Web Token is used before Not_Before_Time., Not Before Time(ms) : 1',
  'JSON Web Token is issued before the allowed time., JWT Issued At Time(ms) : 1',
  'JWT Token with jti: Token56756 Has been replayed before the allowed expiry time: 1',
  'X509Certificate has expired',
];

describe('the gateway’s table', () => {
  it('has a text here for each of its rows', () => {
    expect(axwayTexts).toHaveLength(axwayApiGateway.errors.length);
  });

  it.each(axwayTexts.map(([error, text], row) => [row, error, text] as const))(
    'row %d: %s %s',
    async (row, error, text) => {
      const cause = await firstCause(
        400,
        { error, ...(text === undefined ? {} : { error_description: text }) },
        axwayApiGateway,
      );
      expect(cause).toBe(axwayApiGateway.errors[row]?.cause);
    },
  );
});

describe('the API manager’s table', () => {
  it('has a text here for each of its rows', () => {
    expect(wso2Texts).toHaveLength(wso2ApiManager.errors.length);
  });

  it.each(wso2Texts.map((text, row) => [row, text] as const))('row %d: %s', async (row, text) => {
    const { cause } = wso2ApiManager.errors[row] ?? {};
    expect(await firstCause(400, { error: 'invalid_grant', error_description: text }, wso2ApiManager)).toBe(
      cause,
    );
    // The text decides, whatever it is wrapped in.
    expect(await firstCause(500, `<fault>${text}</fault>`, wso2ApiManager)).toBe(cause);
  });
});

it('names the server’s document beside its own causes, and the standard behind them', async () => {
  const body = JSON.stringify({ error: 'invalid_grant', error_description: wso2Texts[0] });
  const explanations = explainAnswer(400, await readAnswer(body), body, wso2ApiManager);
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
    [200, 'neither a token nor an OAuth error'],
    [302, 'neither a token nor an OAuth error'],
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
    const explanations = explainAnswer(400, answer, '', axwayApiGateway);
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
    expect(withWatchdog(() => explainAnswer(400, answer, body, server)).length).toBeGreaterThan(0);
  },
);
