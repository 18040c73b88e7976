import { describe, expect, it } from 'vitest';
import { chooseServer, withKey } from '../../../renderer/state/choose-server.ts';
import { draftFor, type SigningKey } from '../../../renderer/state/start-draft.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { findServer, knownServers } from '../../../shared/servers/known-servers.ts';
import { presetParameters } from '../../../shared/servers/server.ts';

const servers = knownServers;
const entries = [
  { id: 'rsa', algorithms: ['RS256', 'PS256'], chain: [] },
  { id: 'ec', algorithms: ['ES256'], chain: [] },
];
const choose = (draft: Draft, name: string) => chooseServer(draft, findServer(name), { servers, entries });
const from = (name: string, change: Partial<Draft> = {}): Draft => ({
  ...draftFor(findServer(name)),
  ...change,
});
const preset = (name: string) => draftFor(findServer(name));
/** As `preset` of a server, with a member set or, by undefined, taken out. */
const text = (json: string, change: Record<string, unknown>): string =>
  JSON.stringify({ ...JSON.parse(json), ...change }, null, 2);

const empty: Draft = {
  header: '{}',
  claims: '{}',
  endpoint: '',
  auth: { method: 'none', clientId: '' },
  query: [],
  params: [],
  insecure: false,
};

describe('a draft in which nothing was typed', () => {
  it.each(
    servers.flatMap(({ name }) => [
      ['okta', name],
      ['axway-api-gateway', name],
    ]),
  )('of %s becomes the preset of %s, to the letter', (before, next) => {
    expect(choose(from(before), next)).toEqual(preset(next));
  });

  it('and for which no server was chosen becomes it, too', () => {
    expect(choose(empty, 'okta')).toEqual(preset('okta'));
    expect(choose({ ...empty, header: '', claims: '' }, 'okta')).toEqual(preset('okta'));
  });
});

describe('what was typed stays', () => {
  const base = preset('axway-api-gateway');
  it.each<[string, Partial<Draft>, (draft: Draft) => unknown, unknown]>([
    [
      'a claim that both presets have',
      { claims: text(base.claims, { iss: 'my-client' }) },
      ({ claims }) => JSON.parse(claims),
      { ...JSON.parse(preset('okta').claims), iss: 'my-client' },
    ],
    [
      'a claim of the user’s own',
      { claims: text(base.claims, { tenant: 'a' }) },
      ({ claims }) => JSON.parse(claims),
      { ...JSON.parse(preset('okta').claims), tenant: 'a' },
    ],
    [
      'digits that JavaScript would round',
      { claims: '{"iss":"{client_id}","amount":1.0,"account":12345678901234567890}' },
      ({ claims }) => claims,
      expect.stringMatching(/"amount":1\.0,"account":12345678901234567890/),
    ],
    [
      'a claim that was set to null',
      { claims: text(base.claims, { aud: null }) },
      ({ claims }) => JSON.parse(claims).aud,
      null,
    ],
    [
      'a header parameter',
      { header: '{"alg":"RS256","typ":"at+jwt"}' },
      ({ header }) => JSON.parse(header),
      { alg: 'RS256', typ: 'at+jwt' },
    ],
    ['an algorithm', { header: '{"alg":"PS256"}' }, ({ header }) => JSON.parse(header), { alg: 'PS256' }],
    [
      'the endpoint',
      { endpoint: 'https://mine.example/token' },
      (d) => d.endpoint,
      'https://mine.example/token',
    ],
    [
      'the client',
      { auth: { method: 'none', clientId: 'me', secret: 's1', key: 'k1', claims: '{"aud":"a"}' } },
      (d) => d.auth,
      { method: 'private_key_jwt', clientId: 'me', secret: 's1', key: 'k1', claims: '{"aud":"a"}' },
    ],
    [
      'how the client authenticates, where it was changed',
      { auth: { method: 'mtls', clientId: 'me' } },
      (d) => d.auth.method,
      'mtls',
    ],
    ['the grant, where it was changed', { grant: 'token-exchange' }, (d) => d.grant, 'token-exchange'],
    [
      'parameters, also one that the preset has',
      {
        query: [['tenant', 'a']],
        params: [
          ['scope', 'mine'],
          ['resource', 'b'],
        ],
      },
      (d) => [d.query, d.params],
      [
        [['tenant', 'a']],
        [
          ['scope', 'mine'],
          ['resource', 'b'],
        ],
      ],
    ],
    ['what is filled in at signing, where it was changed', { add: ['x5t'] }, (d) => d.add, ['x5t']],
    [
      'connection, DPoP and the name it was saved under',
      { insecure: true, ca: 'PEM', proxy: 'http://p:1', timeoutSeconds: 3, dpop: {}, name: 'first' },
      ({ insecure, ca, proxy, timeoutSeconds, dpop, name }) => [
        insecure,
        ca,
        proxy,
        timeoutSeconds,
        dpop,
        name,
      ],
      [true, 'PEM', 'http://p:1', 3, {}, 'first'],
    ],
    ['a text that is being worked on', { claims: '{"iss": ' }, (d) => d.claims, '{"iss": '],
    [
      'a text with a name twice',
      { claims: '{"iss":"a","iss":"b"}' },
      (d) => d.claims,
      '{"iss":"a","iss":"b"}',
    ],
    ['any text that is to be signed as it is', { claims: 'plain', verbatim: true }, (d) => d.claims, 'plain'],
  ])('%s', (_, change, look, expected) => {
    expect(look(choose(from('axway-api-gateway', change), 'okta'))).toEqual(expected);
  });

  it('where no server was chosen before, too', () => {
    const draft = { ...empty, claims: '{"aud":"mine","exp":"+5m"}', endpoint: 'https://mine.example/token' };
    const chosen = choose(draft, 'okta');
    expect(chosen.endpoint).toBe(draft.endpoint);
    expect(JSON.parse(chosen.claims)).toEqual({ ...JSON.parse(preset('okta').claims), aud: 'mine' });
  });

  it('over any number of choices, and comes back to the first', () => {
    const claims = text(base.claims, { iss: 'my-client', tenant: 'a' });
    const names = ['okta', 'box', 'wso2-api-manager', 'axway-api-gateway'];
    const last = names.reduce(choose, from('axway-api-gateway', { claims }));
    expect(JSON.parse(last.claims)).toEqual(JSON.parse(claims));
    expect({ ...last, claims: '' }).toEqual({ ...base, claims: '' });
  });

  it('a header parameter typed by hand is not filled in over', () => {
    const chosen = choose(from('axway-api-gateway', { header: '{"alg":"RS256","kid":"mine"}' }), 'okta');
    expect(JSON.parse(chosen.header)).toEqual({ alg: 'RS256', kid: 'mine' });
    expect(chosen.add).toBeUndefined();
  });
});

describe('what the preset before had put in', () => {
  it('goes where the next does not have it', () => {
    expect(JSON.parse(choose(from('okta'), 'axway-api-gateway').claims)).not.toHaveProperty('jti');
    const typed = from('okta', { claims: text(preset('okta').claims, { iss: 'mine' }) });
    const chosen = choose(typed, 'axway-api-gateway');
    expect(JSON.parse(chosen.claims)).toEqual({
      ...JSON.parse(preset('axway-api-gateway').claims),
      iss: 'mine',
    });
    expect(chosen.params).toEqual([]);
  });

  it('stays out where it was taken out, unless the next wants something else there', () => {
    const { iat: _, ...claims } = JSON.parse(preset('okta').claims);
    const chosen = choose(from('okta', { claims: JSON.stringify(claims) }), 'axway-api-gateway');
    expect(JSON.parse(chosen.claims)).not.toHaveProperty('iat');
    const { exp: __, ...others } = JSON.parse(preset('axway-api-gateway').claims);
    const next = choose(from('axway-api-gateway', { claims: JSON.stringify(others) }), 'wso2-api-manager');
    expect(JSON.parse(next.claims)).toMatchObject({ exp: '+15m' });
  });

  it('is known however it is written', () => {
    const claims = preset('axway-api-gateway').claims.replaceAll(/\s/g, '');
    expect(JSON.parse(choose(from('axway-api-gateway', { claims }), 'okta').claims)).toEqual(
      JSON.parse(preset('okta').claims),
    );
  });

  it('goes together with the addresses of its server', () => {
    const endpoints = { introspection: 'https://apiserver:8089/introspect' };
    expect(choose(from('axway-api-gateway', { endpoints }), 'okta')).not.toHaveProperty('endpoints');
    const mine = from('axway-api-gateway', { endpoints, endpoint: 'https://mine.example/token' });
    expect(choose(mine, 'okta')).toMatchObject({ endpoints });
  });
});

describe('the key', () => {
  it('stays, with an algorithm that it has and the server takes', () => {
    const chosen = choose(from('axway-api-gateway', { entry: 'ec' }), 'okta');
    expect(chosen.entry).toBe('ec');
    expect(JSON.parse(chosen.header)).toEqual({ alg: 'ES256' });
    expect(JSON.parse(choose(from('okta', { entry: 'rsa' }), 'axway-api-gateway').header)).toEqual({
      alg: 'RS256',
    });
  });

  const described = { type: 'RSA' as const, thumbprint: 't' };
  const nameless: SigningKey = { id: 'a', algorithms: ['RS256'], chain: [], key: described };
  const named: SigningKey = { ...nameless, id: 'b', key: { ...described, kid: 'mine' } };
  const around = { servers, entries: [nameless, named] };

  it.each(servers.map(({ name }) => name))('of %s fills in what the command would', (name) => {
    const server = findServer(name);
    for (const key of [nameless, named]) {
      const wanted = presetParameters(server, { hasKid: key === named, hasCertificate: false });
      const start = withKey(draftFor(server), key, around);
      expect(start.add ?? []).toEqual(wanted);
      expect(chooseServer({ ...start, server: 'none' }, server, around).add ?? []).toEqual(wanted);
      const other = key === named ? nameless : named;
      expect(withKey(withKey(start, other, around), key, around).add ?? []).toEqual(wanted);
    }
  });

  it('is named where the user says so, whatever the preset does', () => {
    const start = withKey(draftFor(findServer('keycloak')), nameless, around);
    expect(start.add).toBeUndefined();
    expect(withKey({ ...start, add: ['kid'] }, { ...nameless, id: 'c' }, around).add).toEqual(['kid']);
    expect(withKey({ ...draftFor(findServer('okta'), named), add: [] }, named, around).add).toBeUndefined();
  });
});
