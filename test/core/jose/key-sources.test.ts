import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenStores } from '../../../core/keystore/open-stores.ts';
import { createJoseService } from '../../../core/services/jose-service.ts';
import { createVaultService } from '../../../core/services/vault-service.ts';
import { createSources } from '../../../core/vault/sources.ts';
import { createVault } from '../../../core/vault/vault.ts';
import type { VerificationKey } from '../../../shared/contract/jose.ts';
import { findServer } from '../../../shared/servers/known-servers.ts';
import { expectCode, fixture, textFixture } from '../fixture.ts';

const options = { signal: new AbortController().signal };
const at = 1_700_000_000;
const claims = JSON.stringify({ iss: 'me', exp: at + 300 });
const header = '{"alg":"RS256"}';
const base64 = (path: string) => Buffer.from(fixture(path)).toString('base64');

function start() {
  // No vault is made: all of it stays in memory.
  const vault = createVault(join(tmpdir(), 'signet-without-a-vault', 'vault.json'));
  const stores = createOpenStores();
  const jose = createJoseService(vault, createSources(vault, stores), stores, async (name) =>
    findServer(name),
  );
  const keep = createVaultService(vault, stores);
  const open = async (path: string, password?: string) =>
    (await stores.open(path, fixture(path), password === undefined ? {} : { store: password })).handle;
  const importKey = async (path: string, name: string, password?: string) => {
    const store = await open(path, password);
    const [entry] = stores.find(store).contents.entries;
    return (await keep.import({ store, alias: entry?.alias ?? '', name }, options)).id;
  };
  return { jose, keep, open, importKey };
}

type Core = ReturnType<typeof start>;

describe('keys that are kept, opened, pasted or typed', () => {
  let core: Core;
  let token: string;
  let entry: string;
  beforeAll(async () => {
    core = start();
    entry = await core.importKey('keystores/wso2carbon.jks', 'carbon', 'wso2carbon');
    token = (await core.jose.sign({ entry, header, claims }, options)).token;
  });
  const verify = (key: VerificationKey) => core.jose.verify({ token, key, at }, options);

  it('each verifies', async () => {
    const store = await core.open('keystores/wso2carbon.jks', 'wso2carbon');
    const certificate = textFixture('expected/wso2carbon.jks.wso2carbon.rfc.pem');
    const keys: VerificationKey[] = [
      { entry },
      { store, alias: 'wso2carbon' },
      { text: certificate },
      { file: base64('expected/wso2carbon.jks.wso2carbon.cer') },
      { file: base64('keystores/wso2carbon.p12'), password: 'wso2carbon' },
    ];
    for (const key of keys) expect(await verify(key)).toMatchObject({ valid: true, key: { type: 'RSA' } });
  });

  it('another does not, and the kept one that does is named', async () => {
    const verdict = await verify({ text: textFixture('pem/rsa-2048.public.pem') });
    expect(verdict).toMatchObject({ valid: false, signature: 'invalid' });
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({
        code: 'signature-other-key',
        message: 'the key “carbon” of the vault verifies the signature',
      }),
    );
  });

  it('a secret that is meant in hex and was given as text is told', async () => {
    const secret = '00ff'.repeat(16);
    const { id } = await core.keep.addSecret({ name: 's', kind: 'secret', secret, encoding: 'hex' }, options);
    const signed = await core.jose.sign({ entry: id, header: '{"alg":"HS256"}', claims }, options);
    const check = (encoding: 'hex' | 'text') =>
      core.jose.verify({ token: signed.token, key: { secret, encoding }, at }, options);
    expect(await check('hex')).toMatchObject({ valid: true });
    expect((await check('text')).findings).toContainEqual(
      expect.objectContaining({ code: 'secret-other-encoding', message: expect.stringContaining('hex') }),
    );
  });
});

describe('the token’s own x5c', () => {
  it('is described, and verifies only if what is trusted vouches for it', async () => {
    const core = start();
    const entry = await core.importKey('pem/key-with-chain.pem', 'leaf');
    const { token } = await core.jose.sign({ entry, header, claims, add: ['x5c'] }, options);
    const { chain } = await core.jose.certificates({ token }, options);
    expect(chain.map(({ subject }) => subject)).toHaveLength(3);

    const verify = (x5c: Extract<VerificationKey, { x5c: unknown }>['x5c']) =>
      core.jose.verify({ token, key: { x5c }, at: Date.now() / 1000 }, options);
    const root = await core.importKey('certificates/root.pem', 'root');
    const expired = { valid: false, reason: 'token-expired' };
    for (const anchor of [{ text: textFixture('certificates/root.pem') }, { entry: root }]) {
      const verdict = await verify([anchor]);
      expect(verdict).toMatchObject({ ...expired, signature: 'valid', key: { source: 'x5c' } });
      expect(verdict.findings.map(({ code }) => code)).not.toContain('certificate-untrusted');
    }
    for (const anchors of [
      [],
      [{ system: true } as const],
      [{ text: textFixture('certificates/rsa-pss.pem') }],
    ]) {
      const { findings, valid } = await verify(anchors);
      expect(valid).toBe(false);
      expect(findings.map(({ code }) => code)).toContain('certificate-untrusted');
    }
    const without = await core.jose.sign({ entry, header, claims }, options);
    await expectCode(() => core.jose.certificates({ token: without.token }, options), 'key-missing');
  });
});

describe('keys from a server', () => {
  let server: Server;
  let origin: string;
  let core: Core;
  let token: string;
  const hits: string[] = [];
  const documents = new Map<string, unknown>();

  beforeAll(async () => {
    server = createServer((request, response) => {
      hits.push(request.url ?? '');
      const document = documents.get(request.url ?? '');
      response.writeHead(document === undefined ? 404 : 200).end(JSON.stringify(document ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    core = start();
    const entry = await core.importKey('jwk/rsa-2048.json', 'mine');
    const named = JSON.stringify({ iss: `${origin}/tenant`, exp: at + 300 });
    const pointing = JSON.stringify({ alg: 'RS256', jku: `${origin}/jwks` });
    token = (await core.jose.sign({ entry, header: pointing, claims: named }, options)).token;
    documents.set('/jwks', { keys: [JSON.parse(textFixture('jwk/rsa-2048.public.json'))] });
    const metadata = (issuer: string) => ({ issuer, jwks_uri: `${origin}/jwks` });
    documents.set('/.well-known/oauth-authorization-server/tenant', metadata(`${origin}/tenant`));
    documents.set('/.well-known/openid-configuration', metadata(origin));
    documents.set('/wrong/.well-known/openid-configuration', metadata(origin));
    documents.set('/empty', { keys: 'none' });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const verify = (key: VerificationKey) => core.jose.verify({ token, key, at }, options);

  it('are shown beforehand, and not fetched for that', async () => {
    hits.length = 0;
    const plan = await core.jose.fetchPlan({ key: { issuer: `${origin}/tenant` } }, options);
    expect(plan.requests.map(({ url }) => url)).toEqual([
      `${origin}/tenant/.well-known/openid-configuration`,
      `${origin}/.well-known/oauth-authorization-server/tenant`,
      null,
    ]);
    const single = await core.jose.fetchPlan({ key: { jwks: `${origin}/jwks` } }, options);
    expect(single.requests.map(({ url }) => url)).toEqual([`${origin}/jwks`]);
    expect(await core.jose.keyPlaces({ token }, options)).toEqual([
      { parameter: 'jku', url: `${origin}/jwks`, key: { jwks: `${origin}/jwks` } },
      { parameter: 'iss', url: `${origin}/tenant`, key: { issuer: `${origin}/tenant` } },
    ]);
    await expectCode(
      () => core.jose.fetchPlan({ key: { jwks: 'file:///etc/passwd' } }, options),
      'endpoint-not-a-url',
    );
    expect(hits).toEqual([]);
  });

  it('a JWK set; discovery in both of its places; exactly the requests of the plan', async () => {
    hits.length = 0;
    expect(await verify({ jwks: `${origin}/jwks` })).toMatchObject({ valid: true });
    expect(await verify({ issuer: origin })).toMatchObject({ valid: true });
    expect(await verify({ issuer: `${origin}/tenant` })).toMatchObject({ valid: true });
    expect(hits).toEqual([
      '/jwks',
      '/.well-known/openid-configuration',
      '/jwks',
      '/tenant/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server/tenant',
      '/jwks',
    ]);
  });

  it('are not found where they are not', async () => {
    expect(await verify({ jwks: `${origin}/jwks` })).toMatchObject({ valid: true });
    await expectCode(() => verify({ issuer: `${origin}/wrong` }), 'keys-not-found');
    await expectCode(() => verify({ jwks: `${origin}/empty` }), 'keys-not-found');
    await expectCode(() => verify({ jwks: `${origin}/nothing` }), 'keys-not-found');
    await expectCode(() => verify({ jwks: 'ftp://a/b' }), 'endpoint-not-a-url');
  });
});

describe('encrypting and decrypting with keys that are kept, opened or pasted', () => {
  it('each opens what was encrypted for it', async () => {
    const core = start();
    const entry = await core.importKey('keystores/wso2carbon.jks', 'carbon', 'wso2carbon');
    const store = await core.open('keystores/wso2carbon.p12', 'wso2carbon');
    const recipients = [
      { entry },
      { store, alias: 'wso2carbon' },
      { text: textFixture('expected/wso2carbon.jks.wso2carbon.rfc.pem') },
    ];
    for (const key of recipients) {
      const asked = { header: '{"alg":"RSA-OAEP-256","enc":"A256GCM"}', plaintext: claims, key };
      const { token } = await core.jose.encrypt(asked, options);
      for (const opener of [{ entry }, { store, alias: 'wso2carbon' }]) {
        const decrypted = await core.jose.decrypt({ token, key: opener }, options);
        expect(decrypted).toMatchObject({ claims: JSON.parse(claims), key: { type: 'RSA' } });
        expect(structuredClone(decrypted)).toEqual(decrypted);
      }
      const publicOnly = { text: textFixture('expected/wso2carbon.jks.wso2carbon.rfc.pem') };
      await expectCode(() => core.jose.decrypt({ token, key: publicOnly }, options), 'not-a-private-key');
    }
    await expectCode(
      () => core.jose.encrypt({ header: '{"alg":', plaintext: 'x', key: { entry } }, options),
      'header-not-json',
    );
  });
});

describe('signing', () => {
  it('keeps numbers, order and duplicates as they were typed, and drops the white space between', async () => {
    const core = start();
    const entry = await core.importKey('jwk/rsa-2048.json', 'mine');
    const typed = '{ "z": 1.0, "big": 12345678901234567890,\n "2": "a b", "1": [ 1e3 ] }';
    const { steps } = await core.jose.sign(
      { entry, header: '{ "x": 1, "alg": "RS256" }', claims: typed },
      options,
    );
    expect(steps[0]?.value).toBe('{"x":1,"alg":"RS256"}');
    expect(steps[2]?.value).toBe('{"z":1.0,"big":12345678901234567890,"2":"a b","1":[1e3]}');
  });

  it('verbatim signs any text to the letter', async () => {
    const core = start();
    const entry = await core.importKey('jwk/rsa-2048.json', 'mine');
    const asked = { entry, header: '{ "alg": "RS256" }', claims: ' plain  text ' };
    const { token, claims: shown } = await core.jose.sign({ ...asked, verbatim: true }, options);
    expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).toBe(asked.claims);
    expect(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).toBe(asked.header);
    expect(shown).toBeNull();
    expect(await core.jose.verify({ token, key: { entry }, at }, options)).toMatchObject({ valid: true });
    await expectCode(() => core.jose.sign(asked, options), 'claims-not-json');
  });
});
