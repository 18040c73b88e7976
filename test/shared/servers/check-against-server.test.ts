import { describe, expect, it } from 'vitest';
import { SignetError } from '../../../shared/contract/signet-error.ts';
import type { JsonObject, JsonValue } from '../../../shared/jwt/json.ts';
import { resolveTime } from '../../../shared/jwt/time-expression.ts';
import { requestUrl } from '../../../shared/oauth/token-request.ts';
import { axwayApiGateway } from '../../../shared/servers/axway-api-gateway.ts';
import { checkAgainstServer } from '../../../shared/servers/check-against-server.ts';
import { findServer, knownServers } from '../../../shared/servers/known-servers.ts';
import type { Server } from '../../../shared/servers/server.ts';
import { wso2ApiManager } from '../../../shared/servers/wso2-api-manager.ts';

const now = 1_700_000_000;

/** The preset as the composer would sign it: its time expressions resolved. */
function presetOf({ preset }: Server): { header: JsonObject; claims: Record<string, JsonValue> } {
  const claims = Object.entries(preset.claims).map(([name, value]) => {
    const time = ['exp', 'nbf', 'iat'].includes(name) ? resolveTime(String(value), now) : undefined;
    return [name, time ?? value] as const;
  });
  return { header: preset.header, claims: Object.fromEntries(claims) };
}

function found(server: Server, header: JsonObject, claims: JsonObject): readonly string[] {
  return checkAgainstServer(server, header, claims, now).map((each) => `${each.code} ${each.path}`);
}

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== name));
}

describe.each(knownServers.map((server) => [server.name, server] as const))('%s', (_, server) => {
  const { header, claims } = presetOf(server);

  it('passes its own rules with its own preset, every time resolved', () => {
    expect(typeof claims.exp).toBe('number');
    expect(found(server, header, claims)).toEqual([]);
  });

  it.each(server.rules.requiredClaims)('misses %s', (name) => {
    expect(found(server, header, without(claims, name))).toEqual([`server-claim-missing claims.${name}`]);
  });

  it.each(server.rules.requiredHeader)('misses %s in the header', (name) => {
    expect(found(server, without(header, name), claims)).toEqual([`server-header-missing header.${name}`]);
  });

  it('takes its own algorithms alone', () => {
    for (const alg of server.rules.algorithms) expect(found(server, { ...header, alg }, claims)).toEqual([]);
    for (const alg of ['HS256', 'none', 'rs256', ['RS256', 'x'], null]) {
      expect(found(server, { ...header, alg }, claims)).toEqual(
        server.rules.algorithms.length === 0 ? [] : ['server-algorithm header.alg'],
      );
    }
  });

  it('is sound as data', () => {
    expect(server.name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(requestUrl(server.preset.endpoint)).toBeDefined();
    expect(server.checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(findServer(server.name)).toBe(server);
    for (const { cause, fix } of server.errors) expect(cause && fix).toBeTruthy();
  });
});

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
      expect(found(axwayApiGateway, { alg: 'RS256' }, { ...presetOf(axwayApiGateway).claims, exp })).toEqual(
        gateway,
      );
      expect(found(wso2ApiManager, { alg: 'RS256' }, { ...presetOf(wso2ApiManager).claims, exp })).toEqual(
        apiManager,
      );
    }
  });

  it('say how far away exp is, and by which document', () => {
    const [finding] = checkAgainstServer(
      axwayApiGateway,
      { alg: 'RS256' },
      { ...presetOf(axwayApiGateway).claims, exp: now + 720 },
      now,
    );
    expect(finding).toMatchObject({
      severity: 'warning',
      message: 'exp is 720 s away; Axway API Gateway accepts at most 300 s',
      reference: axwayApiGateway.source,
    });
  });

  it('leave a time that cannot be read to the findings about types', () => {
    expect(
      found(wso2ApiManager, { alg: 'RS256' }, { ...presetOf(wso2ApiManager).claims, exp: 'soon' }),
    ).toEqual([]);
  });
});

it('knows no other server', () => {
  expect(() => findServer('axway')).toThrow(SignetError);
  expect(() => findServer('constructor')).toThrow(expect.objectContaining({ code: 'unknown-server' }));
});
