import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../shared/base/json.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { requestUrl } from '../../../shared/oauth/token-request.ts';
import { checkAgainstServer } from '../../../shared/servers/check-against-server.ts';
import { describeRules } from '../../../shared/servers/describe-rules.ts';
import { findServer, knownServers } from '../../../shared/servers/known-servers.ts';
import { resolvePreset } from '../../../shared/servers/resolve-preset.ts';
import { ruleChecks } from '../../../shared/servers/rule-checks.ts';
import type { RuleName, Server, ServerRules } from '../../../shared/servers/server.ts';
import { fillTemplate, placeholdersIn } from '../../../shared/servers/text-pattern.ts';
import { composedFor, examplesOf, freshId, mended, now, without } from './composed-for.ts';

interface Broken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly bits?: number;
  readonly endpoint?: string;
}
type Breakers = {
  readonly [Name in RuleName]: (rule: Required<ServerRules>[Name], good: Broken) => readonly Broken[];
};

const withHeader = (good: Broken, name: string, value: JsonValue): Broken => ({
  ...good,
  header: { ...good.header, [name]: value },
});
const withClaim = (good: Broken, name: string, value: JsonValue): Broken => ({
  ...good,
  claims: { ...good.claims, [name]: value },
});
const withMember = (good: Broken, path: string, value: JsonValue): Broken => {
  const name = path.slice(path.indexOf('.') + 1);
  return path.startsWith('header.') ? withHeader(good, name, value) : withClaim(good, name, value);
};
const wrongText = 'x!';

/** How to break each rule, in every way in which it can be broken. */
const breakers: Breakers = {
  algorithms: (allowed, good) =>
    allowed.length === 0 ? [] : ['HS1', 'none', 'rs256'].map((alg) => withHeader(good, 'alg', alg)),
  requiredHeader: (names, good) => names.map((name) => ({ ...good, header: without(good.header, name) })),
  requiredClaims: (names, good) => names.map((name) => ({ ...good, claims: without(good.claims, name) })),
  oneHeaderOf: (names, good) => [{ ...good, header: names.reduce(without, good.header) }],
  values: (values, good) => Object.keys(values).map((path) => withMember(good, path, wrongText)),
  formats: (formats, good) =>
    Object.entries(formats).map(([path, name]) =>
      withMember(
        good,
        path,
        name === 'upper-case' ? 'lower' : name === 'no-scheme' ? 'https://x' : wrongText,
      ),
    ),
  lengths: (lengths, good) =>
    Object.entries(lengths).flatMap(([path, [least, most]]) => [
      withMember(good, path, 'x'.repeat(least - 1)),
      withMember(good, path, 'x'.repeat(most + 1)),
    ]),
  issuer: (_, good) => [withClaim(good, 'iss', wrongText)],
  subject: (_, good) => [withClaim(good, 'sub', wrongText)],
  subjectIsIssuer: (_, good) => [withClaim(good, 'sub', 'somebody else')],
  audience: (_, good) => [withClaim(good, 'aud', wrongText), withClaim(good, 'aud', [wrongText, 'y'])],
  audienceShape: (shape, good) => [
    withClaim(good, 'aud', shape === 'array' ? wrongText : [String(good.claims.aud)]),
  ],
  audienceIsIssuer: (_, good) => [
    withClaim(good, 'aud', 'https://as.example/oauth2/token'),
    { ...withClaim(good, 'aud', 'https://as.example/t/'), endpoint: 'https://as.example/t/' },
  ],
  maxLifetime: (most, good) => [withClaim(good, 'exp', now + most + 1)],
  minLifetime: (least, good) => [withClaim(good, 'exp', now + least), withClaim(good, 'exp', now + 1)],
  maxSpan: (most, good) => [withClaim(withClaim(good, 'iat', now - 10), 'exp', now - 10 + most + 1)],
  latestIssuedAt: (latest, good) => [withClaim(good, 'iat', now + latest + 1)],
  wholeTimes: (_, good) => [withClaim(good, 'exp', now + 10.5), withClaim(good, 'exp', String(now + 10))],
  scope: (place, good) => [
    place === 'claim' ? { ...good, claims: without(good.claims, 'scope') } : withClaim(good, 'scope', 'read'),
  ],
  minKeyBits: (least, good) => [{ ...good, bits: least - 1 }],
};

function codes(server: Server, { header, claims, bits = 2048, endpoint }: Broken): readonly string[] {
  return checkAgainstServer(server, header, claims, now, { key: { type: 'RSA', bits }, endpoint }).map(
    (each) => each.code,
  );
}

/** What a fix left to the signer and the user: expressions resolved, placeholders filled in. */
function settled({ header, claims }: Broken, server: Server): Broken {
  const preset = { ...server.preset, header, claims };
  return resolvePreset({ preset }, { now, freshId, values: examplesOf(server) });
}

const expectedCodes: Readonly<Record<RuleName, string>> = {
  algorithms: 'server-algorithm',
  requiredHeader: 'server-header-missing',
  requiredClaims: 'server-claim-missing',
  oneHeaderOf: 'server-header-missing',
  values: 'server-value',
  formats: 'server-format',
  lengths: 'server-format',
  issuer: 'server-issuer',
  subject: 'server-subject',
  subjectIsIssuer: 'server-subject',
  audience: 'server-audience',
  audienceShape: 'server-audience-shape',
  audienceIsIssuer: 'server-audience',
  maxLifetime: 'server-lifetime-too-long',
  minLifetime: 'server-lifetime-too-short',
  maxSpan: 'server-lifetime-too-long',
  latestIssuedAt: 'server-issued-at',
  wholeTimes: 'server-time-not-whole',
  scope: 'server-scope',
  minKeyBits: 'server-key-too-small',
};

describe.each(knownServers.map((server) => [server.name, server] as const))('%s', (_, server) => {
  const good: Broken = composedFor(server);

  it('passes its own rules with its own preset, all filled in', () => {
    expect(codes(server, good)).toEqual([]);
    expect(typeof good.claims.exp).toBe(server.preset.claims.exp === undefined ? 'undefined' : 'number');
  });

  it('says what is still to be filled in, and nothing else of those members', () => {
    const { header, claims } = server.preset;
    const found = checkAgainstServer(server, { ...header, ...good.header, ...header }, claims, now);
    const named = found.filter((each) => each.code === 'placeholder-left').map((each) => each.path);
    const open = [...Object.entries(header), ...Object.entries(claims)].filter(([, value]) =>
      [value].flat().some((each) => placeholdersIn(String(each)).some((name) => name !== 'uuid')),
    );
    expect(new Set(named).size).toBe(open.length);
    expect(found.filter((each) => each.code !== 'placeholder-left' && named.includes(each.path))).toEqual([]);
  });

  it.each((Object.keys(server.rules) as RuleName[]).filter((rule) => [server.rules[rule]].flat().length > 0))(
    'catches a broken rule: %s',
    <Name extends RuleName>(rule: Name) => {
      const breakRule = breakers[rule] as Breakers[Name];
      const broken = breakRule(server.rules[rule] as Required<ServerRules>[Name], good);
      expect(broken.length).toBeGreaterThan(0);
      for (const each of broken) {
        expect(codes(server, each)).toContain(expectedCodes[rule]);
      }
    },
  );

  it('offers fixes that mend what they say', () => {
    for (const rule of Object.keys(server.rules) as RuleName[]) {
      const breakRule = breakers[rule] as (value: unknown, good: Broken) => readonly Broken[];
      for (const broken of breakRule(server.rules[rule], good)) {
        const found = checkAgainstServer(server, broken.header, broken.claims, now, broken);
        for (const { fix, code, path } of found) {
          const after = fix && mended(fix, broken);
          if (after === undefined) continue;
          const { header, claims } = settled(after, server);
          const left = checkAgainstServer(server, header, claims, now, broken);
          expect(left.filter((each) => each.code === code && each.path === path)).toEqual([]);
        }
      }
    }
  });

  it('is sound as data', () => {
    const { preset, placeholders } = server;
    expect(server.name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(requestUrl(fillTemplate(preset.endpoint, examplesOf(server)))).toBeDefined();
    expect(server.checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(server.source).not.toBe('');
    expect(findServer(server.name)).toBe(server);
    expect(JSON.parse(JSON.stringify(server))).toEqual(server);
    for (const { cause, fix } of server.errors) expect(cause && fix).toBeTruthy();
    const used = new Set(placeholdersIn(JSON.stringify(preset)).filter((name) => name !== 'uuid'));
    expect([...used].sort()).toEqual(Object.keys(placeholders).sort());
    for (const rule of [...Object.keys(server.ruleSources ?? {}), ...(server.unverified ?? [])]) {
      expect(Object.keys(server.rules)).toContain(rule);
    }
  });

  it('has each of its rules in words', () => {
    expect(describeRules(server).length).toBeGreaterThanOrEqual(Object.keys(server.rules).length);
  });
});

it('has a check for each rule that some server has, and a case for each check', () => {
  expect(Object.keys(breakers).sort()).toEqual(Object.keys(ruleChecks).sort());
});

it('names each server once', () => {
  const names = knownServers.map((each) => each.name);
  expect(new Set(names).size).toBe(names.length);
  expect(knownServers.length).toBeGreaterThanOrEqual(25);
});

it('knows no other server', () => {
  expect(() => findServer('axway')).toThrow(SignetError);
  expect(() => findServer('constructor')).toThrow(expect.objectContaining({ code: 'unknown-server' }));
});
