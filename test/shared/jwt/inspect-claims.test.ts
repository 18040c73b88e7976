import { expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../shared/base/json.ts';
import { inspectClaims } from '../../../shared/jwt/inspect-claims.ts';

const at = 1_700_000_000;
const good: JsonObject = {
  iss: 'me',
  sub: 'you',
  aud: ['a', 'b'],
  exp: at + 300,
  nbf: at,
  iat: at,
  jti: '1',
};

function found(claims: JsonObject): readonly string[] {
  return inspectClaims(claims).map((each) => `${each.code} ${each.path}`);
}

it('finds nothing in claims as they should be', () => {
  expect(found(good)).toEqual([]);
  expect(found({})).toEqual([]);
  expect(found({ ...good, scope: 'a b', cnf: {}, act: { sub: 'x' }, client_id: 'c' })).toEqual([]);
});

it.each([
  ['exp', at, ['times-out-of-order claims.exp', 'times-out-of-order claims.exp']],
  ['nbf', at + 300, ['times-out-of-order claims.exp']],
  ['iat', at + 301, ['times-out-of-order claims.exp']],
  ['aud', [], ['audience-empty claims.aud']],
  ['aud', ['a', 'a'], ['audience-repeated claims.aud']],
  ['aud', ' a', ['claim-untrimmed claims.aud']],
  ['aud', '', ['claim-empty claims.aud']],
  ['iss', '  ', ['claim-empty claims.iss']],
  ['sub', 'you\n', ['claim-untrimmed claims.sub']],
  ['cnf', 'x', ['claim-wrong-type claims.cnf']],
  ['act', ['x'], ['claim-wrong-type claims.act']],
  ['client_id', 1, ['claim-wrong-type claims.client_id']],
  ['scope', ['a', 'b'], ['claim-wrong-type claims.scope']],
] as [string, JsonValue, string[]][])('%s %j', (name, value, expected) => {
  expect(found({ ...good, [name]: value })).toEqual(expected);
});

it.each([
  [{ exp: (at + 300) * 1000 }, 'claims.exp', at + 300],
  [{ exp: String(at + 300) }, 'claims.exp', at + 300],
  [{ aud: ['a', 'a', 'b'] }, 'claims.aud', ['a', 'b']],
  [{ iss: ' me ' }, 'claims.iss', 'me'],
  [{ scope: ['a', 'b'] }, 'claims.scope', 'a b'],
] as [JsonObject, string, JsonValue][])('mends %j', (claims, path, value) => {
  const fixes = inspectClaims({ ...good, ...claims }).flatMap(({ fix }) => fix?.changes ?? []);
  expect(fixes).toEqual([{ set: { path, value } }]);
});
