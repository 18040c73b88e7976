import { expect, it } from 'vitest';
import { explainAnswer } from '../../../shared/oauth/explain-answer.ts';
import { readAnswer } from '../../../shared/oauth/read-answer.ts';
import { findServer } from '../../../shared/servers/known-servers.ts';
import { compact } from '../jwt/token-parts.ts';
import { now } from '../servers/composed-for.ts';

const endpoint = 'https://login.microsoftonline.com/aaaabbbb-0000-cccc-1111-dddd2222eeee/oauth2/v2.0/token';
const claims = {
  iss: 'https://oidc.example/x',
  sub: 'system:serviceaccount:default:svc',
  aud: 'api://AzureADTokenExchange',
  iat: now,
  exp: now + 600,
};
const external = compact({ alg: 'RS256', kid: 'DFA1' }, claims);

async function explained(code: string, request: object) {
  const body = JSON.stringify({
    error: 'invalid_client',
    error_description: `AADSTS${code}: No matching federated identity record found for presented assertion. Assertion Issuer: 'https://oidc.example/x/'. Assertion Subject: '${claims.sub}'. Assertion Audience: '${claims.aud}'.`,
  });
  const answer = await readAnswer(body, '', 401);
  return explainAnswer(
    { status: 401, answer, body },
    { endpoint, clientAssertion: external, sentAt: now, ...request },
  );
}

it.each([
  ['recognised by its host', {}],
  ['chosen', { server: findServer('microsoft-entra-federation') }],
  ['chosen as the one for certificates', { server: findServer('microsoft-entra') }],
])(
  'federation with the server %s has none of the advice for certificates, and the three values side by side',
  async (_, request) => {
    const found = await explained('70021', request);
    expect(found[0]).toMatchObject({ basis: 'server-known' });
    expect(found[0]?.compared).toEqual([
      { path: 'claims.iss', sent: claims.iss, expected: 'https://oidc.example/x/' },
      { path: 'claims.sub', sent: claims.sub },
      { path: 'claims.aud', sent: claims.aud, expected: claims.aud },
    ]);
    const all = found.map(({ cause, fix }) => `${cause} ${fix}`).join('\n');
    expect(all).not.toMatch(/x5t|thumbprint|sub to be the same as iss|oauth2\/v2\.0\/token/);
  },
);

it('measures the audience of a token that is not meant for the exchange', async () => {
  const clientAssertion = compact({ alg: 'RS256', kid: 'k' }, { ...claims, aud: 'https://vault.azure.net' });
  const body = JSON.stringify({ error: 'invalid_client' });
  const answer = await readAnswer(body, '', 401);
  const server = findServer('microsoft-entra-federation');
  const [first] = explainAnswer({ status: 401, answer, body }, { server, clientAssertion, sentAt: now });
  expect(first).toMatchObject({ basis: 'measured', path: 'claims.aud' });
});
