import { generateKeyPairSync } from 'node:crypto';
import { compactVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { type Composition, composeAssertion } from '../../../core/jose/compose-assertion.ts';
import type { StoreEntry } from '../../../core/key/key-store.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { findServer } from '../../../shared/servers/known-servers.ts';
import { expectCode } from '../fixture.ts';

const now = 1_700_000_000;
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = pair.privateKey.export({ format: 'jwk' });

async function keyOf(more: object = {}): Promise<StoreEntry> {
  const text = JSON.stringify({ ...jwk, ...more });
  const [entry] = (await readKeyStore(new TextEncoder().encode(text), {})).entries;
  if (!entry) throw new Error('no key');
  return entry;
}

async function parts(composition: Composition, circumstances = {}, more: object = {}) {
  const composed = await composeAssertion(composition, await keyOf(more), { now, ...circumstances });
  const { payload } = await compactVerify(composed.token, pair.publicKey);
  const [header = ''] = composed.token.split('.');
  return {
    ...composed,
    header: Buffer.from(header, 'base64url').toString(),
    payload: new TextDecoder().decode(payload),
  };
}

describe('what is written is what is signed', () => {
  it.each([
    '{"user_id":1147953659032899584,"amount":1.0}',
    '{"a":12345678901234567890,"b":3.0,"c":1.5e400,"d":-0,"e":1E+2,"f":0.10}',
    '{"b":1,"a":2,"1":3,"0":4}',
    '{"a":1,"a":2}',
    '{"é":"Zoë \\u00e9 \\ud83d\\ude00 \u{1f600}","":""}',
    '{"nested":{"z":1.00,"a":[1.0,2e1]}}',
    '[1.0,2]',
    '"text"',
    '12345678901234567890',
  ])('%s', async (claims) => {
    const { payload } = await parts({ claims });
    expect(payload).toBe(claims);
  });

  it('but for white space between the words, which only verbatim keeps', async () => {
    const claims = '{ "a" : 1.0,\n "b c" : " x " }';
    expect((await parts({ claims })).payload).toBe('{"a":1.0,"b c":" x "}');
    expect((await parts({ claims, verbatim: true })).payload).toBe(claims);
  });

  it('headers keep their order, digits and duplicates, and what is derived comes last', async () => {
    const header = '{"z":1.0,"alg":"RS256","a":12345678901234567890,"10":1,"2":2}';
    expect((await parts({ header })).header).toBe(header);
    expect((await parts({ header: '{"typ":"JWT"}', add: ['kid'] }, {}, { kid: 'k1' })).header).toBe(
      '{"alg":"RS256","typ":"JWT","kid":"k1"}',
    );
  });

  it('expressions become values, once, and all else stays', async () => {
    const claims = '{"exp":"+5m","iat":"now","nbf":"-30s","jti":"{uuid}","x":"+5m","n":1.0}';
    const { payload, values, at } = await parts({ claims }, { makeId: () => 'fresh' });
    expect(payload).toBe(
      `{"exp":${now + 300},"iat":${now},"nbf":${now - 30},"jti":"fresh","x":"+5m","n":1.0}`,
    );
    expect(values).toEqual({ exp: now + 300, iat: now, nbf: now - 30, jti: 'fresh' });
    expect(at).toBe(now);
  });

  it('numbers that other readers round are told, those that none does are not', async () => {
    const claims = '{"a":9007199254740993,"b":3.0,"c":0.1,"d":1e400,"e":100000000000000000000,"f":1.10e1}';
    const { findings } = await parts({ claims });
    const told = findings.filter(({ code }) => code === 'number-not-exact').map(({ path }) => path);
    expect(told).toEqual(['claims.a', 'claims.d']);
  });
});

describe('a key’s own words are followed', () => {
  it.each([
    [{}, 'RS256'],
    [{ alg: 'PS256' }, 'PS256'],
    [{ alg: 'RS512', use: 'sig', key_ops: ['sign'] }, 'RS512'],
  ])('%j signs with %s', async (words, algorithm) => {
    expect((await parts({}, {}, words)).header).toBe(`{"alg":"${algorithm}"}`);
  });

  it.each([
    [{ alg: 'PS256' }, '{"alg":"RS256"}'],
    [{ use: 'enc' }, '{}'],
    [{ key_ops: ['verify'] }, '{}'],
    [{ alg: 'RSA-OAEP' }, '{}'],
  ])('%j refuses header %s, which the key without them signs', async (words, header) => {
    await composeAssertion({ header }, await keyOf());
    const key = await keyOf(words);
    await expectCode(() => composeAssertion({ header }, key), 'key-use-mismatch');
  });

  it('a server’s algorithms come before the usual one, and after the key’s own', async () => {
    const server = findServer('microsoft-entra');
    expect((await parts({}, { server })).header).toBe('{"alg":"PS256"}');
    expect((await parts({}, { server }, { alg: 'RS256' })).header).toBe('{"alg":"RS256"}');
  });
});

describe('nothing hollow goes unnoticed', () => {
  const whole = { iss: 'i', sub: 's', aud: 'a', exp: now + 60 };
  const codes = async (claims: object, circumstances: object = { use: 'grant' }) =>
    (await parts({ claims: JSON.stringify(claims) }, circumstances)).findings.map(
      ({ code, path, severity }) => `${severity} ${code} ${path}`,
    );

  it('nothing is said of what is whole', async () => expect(await codes(whole)).toEqual([]));
  it('empty claims', async () =>
    expect(await codes({})).toEqual([
      'warning claims-empty claims',
      'warning claim-missing claims.iss',
      'warning claim-missing claims.sub',
      'warning claim-missing claims.aud',
      'warning claim-missing claims.exp',
    ]));
  it.each(['iss', 'sub', 'aud', 'exp'])('a missing %s', async (name) => {
    expect(await codes({ ...whole, [name]: undefined })).toEqual([`warning claim-missing claims.${name}`]);
    expect(await codes({ ...whole, [name]: undefined }, {})).toEqual([`info claim-missing claims.${name}`]);
  });
  it('claims of the wrong type', async () =>
    expect(await codes({ ...whole, exp: String(now + 60) })).toEqual([
      'warning claim-wrong-type claims.exp',
    ]));
  it('an exp in the past', async () =>
    expect(await codes({ ...whole, exp: now - 1 })).toEqual(['warning token-expired claims.exp']));
  it('two audiences where the server takes one', async () => {
    const server = findServer('rfc7523bis');
    const claims = { ...whole, sub: 'i', aud: ['a', 'b'] };
    expect(await codes(claims, { server, use: 'client-authentication' })).toContain(
      'warning server-audience-shape claims.aud',
    );
  });
});

describe('a placeholder of the preset that is left', () => {
  const server = findServer('wso2-api-manager');
  const claims = JSON.stringify({ ...server.preset.claims, sub: 'admin', aud: 'https://as/token' });

  it('is a finding while composing, and an error when it is sent', async () => {
    const composed = await parts({ claims }, { server });
    expect(composed.findings.map(({ code }) => code)).toContain('placeholder-left');
    const filled = claims.replace('{identity_provider}', 'me');
    await composeAssertion({ claims: filled }, await keyOf(), { server, sending: true });
    const key = await keyOf();
    await expectCode(() => composeAssertion({ claims }, key, { server, sending: true }), 'placeholder-left');
  });

  it('but the same letters where the preset has none are the user’s text', async () => {
    const own = JSON.stringify({
      iss: 'me',
      sub: '{identity_provider}',
      aud: 'https://as/token',
      x: '{user}',
    });
    const { findings } = await parts({ claims: own }, { server, sending: true });
    expect(findings.map(({ code }) => code)).not.toContain('placeholder-left');
    const typed = new Set(['claims.iss']);
    const said = await parts({ claims }, { server, sending: true, typed });
    expect(said.findings.map(({ code }) => code)).not.toContain('placeholder-left');
  });
});
