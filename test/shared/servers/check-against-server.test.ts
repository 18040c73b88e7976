import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/base/json.ts';
import { axwayApiGateway } from '../../../shared/servers/axway-api-gateway.ts';
import { checkAgainstServer } from '../../../shared/servers/check-against-server.ts';
import { microsoftEntra } from '../../../shared/servers/microsoft-entra.ts';
import type { Server } from '../../../shared/servers/server.ts';
import { wso2ApiManager } from '../../../shared/servers/wso2-api-manager.ts';
import { composedFor, now, without } from './composed-for.ts';

function found(server: Server, header: JsonObject, claims: JsonObject): readonly string[] {
  return checkAgainstServer(server, header, claims, now).map((each) => `${each.code} ${each.path}`);
}

describe('the two opposite lifetime rules', () => {
  const tooLong = ['server-lifetime-too-long claims.exp'];
  const tooShort = ['server-lifetime-too-short claims.exp'];
  it.each([
    [1, [], tooShort],
    [299, [], tooShort],
    [300, [], tooShort],
    [301, tooLong, []],
    [900, tooLong, []],
  ])('exp %d s away', (seconds, gateway, apiManager) => {
    for (const exp of [now + seconds, String(now + seconds)]) {
      const gatewayClaims = { ...composedFor(axwayApiGateway).claims, exp };
      const managerClaims = { ...composedFor(wso2ApiManager).claims, exp };
      expect(found(axwayApiGateway, { alg: 'RS256' }, gatewayClaims)).toEqual(gateway);
      expect(found(wso2ApiManager, { alg: 'RS256' }, managerClaims)).toEqual(apiManager);
    }
  });

  it('say how far away exp is, by which document, and what mends it', () => {
    const claims = { ...composedFor(axwayApiGateway).claims, exp: now + 720 };
    expect(checkAgainstServer(axwayApiGateway, { alg: 'RS256' }, claims, now)).toEqual([
      {
        code: 'server-lifetime-too-long',
        path: 'claims.exp',
        severity: 'warning',
        message: 'exp is 720 s away; Axway API Gateway accepts at most 300 s',
        reference: axwayApiGateway.source,
        fix: { title: 'Set exp to +5m', changes: [{ set: { path: 'claims.exp', value: '+5m' } }] },
      },
    ]);
  });

  it('leave a time that cannot be read to the findings about types', () => {
    const claims = { ...composedFor(wso2ApiManager).claims, exp: 'soon' };
    expect(found(wso2ApiManager, { alg: 'RS256' }, claims)).toEqual([]);
  });
});

it('names the document of the rule itself, where it is another than the server’s', () => {
  const claims = { ...composedFor(wso2ApiManager).claims, exp: now + 10 };
  const [finding] = checkAgainstServer(wso2ApiManager, { alg: 'RS256' }, claims, now);
  expect(finding?.reference).toBe(wso2ApiManager.ruleSources?.minLifetime);
});

it('makes no more than a remark of a rule that nobody has confirmed', () => {
  const { header, claims } = composedFor(microsoftEntra);
  const [finding] = checkAgainstServer(microsoftEntra, header, { ...claims, aud: [String(claims.aud)] }, now);
  expect(finding).toMatchObject({ code: 'server-audience-shape', severity: 'info' });
  expect(finding?.message).toContain('[unverified]');
});

it('chooses the algorithm to offer by the key', () => {
  const claims = composedFor(microsoftEntra).claims;
  const offered = (alg: string, key?: { type: 'RSA' | 'EC'; curve?: string }) =>
    checkAgainstServer(microsoftEntra, { alg, 'x5t#S256': 'A' }, claims, now, { key })[0]?.fix?.title;
  expect(offered('RS512', { type: 'RSA' })).toBe('Set alg to PS256');
  expect(offered('RS512')).toBe('Set alg to PS256');
  expect(offered('ES256', { type: 'EC', curve: 'P-256' })).toBeUndefined();
  expect(offered('ES256')).toBeUndefined();
});

it('has the core derive a thumbprint that is missing', () => {
  const { header, claims } = composedFor(microsoftEntra);
  const [finding] = checkAgainstServer(microsoftEntra, without(header, 'x5t#S256'), claims, now);
  expect(finding).toMatchObject({
    code: 'server-header-missing',
    message: 'Microsoft Entra ID needs x5t#S256 or x5t in the header',
    fix: { title: 'Add x5t#S256', changes: [{ derive: 'x5t#S256' }] },
  });
});

it('says what belongs in the place of a placeholder', () => {
  const { header, claims } = composedFor(axwayApiGateway);
  const [finding] = checkAgainstServer(axwayApiGateway, header, { ...claims, iss: '{client_id}' }, now);
  expect(finding).toMatchObject({ code: 'placeholder-left', path: 'claims.iss' });
  expect(finding?.message).toContain('{client_id}');
  // Braces that the preset knows nothing of are the user's own.
  expect(found(axwayApiGateway, header, { ...claims, iss: '{mine}' })).toEqual([]);
});
