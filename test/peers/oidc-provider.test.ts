import { execFile } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

// An authorization server that Signet has no hand in judges what `signet sign` makes: client authentication
// by private_key_jwt (RFC 7523 section 2.2), with the assertion sent by a client library that is not Signet's.

const command = fileURLToPath(new URL('../../dist/cli/signet.js', import.meta.url));
const clientId = 'signet-peer';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });

let folder: string;
let server: Server;
let issuer: string;
/** Whether the provider takes nothing but what the revision of RFC 7523 asks for. */
let strict = false;

beforeAll(async () => {
  if (!existsSync(command)) throw new Error('the command is not built: npm run build');
  folder = await mkdtemp(join(tmpdir(), 'signet-peer-'));
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  server.on('request', await unmodifiedProvider(issuer));
});

afterAll(async () => {
  vi.restoreAllMocks();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  await rm(folder, { recursive: true });
});

const goodClaims = () => ({ iss: clientId, sub: clientId, aud: issuer });
const shortLived = ['--expires-in', '60s', '--issued-now', '--jti'];

it('takes an assertion that the command has signed', async () => {
  const tokens = await authenticate(await signAssertion(goodClaims(), shortLived));
  expect(tokens).toMatchObject({ access_token: expect.any(String), token_type: 'bearer' });
});

it('takes the token endpoint as audience too', async () => {
  const tokens = await authenticate(
    await signAssertion({ ...goodClaims(), aud: `${issuer}/token` }, shortLived),
  );
  expect(tokens.access_token).toEqual(expect.any(String));
});

it('refuses the same assertion a second time, so that its jti has been read', async () => {
  const assertion = await signAssertion(goodClaims(), shortLived);
  await authenticate(assertion);
  await expect(authenticate(assertion)).rejects.toMatchObject(invalidClient);
});

it('refuses it altered', async () => {
  const [header, claims = '', signature] = (await signAssertion(goodClaims(), shortLived)).split('.');
  const changed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), jti: randomUUID() };
  const altered = [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
  await expect(authenticate(altered)).rejects.toMatchObject(invalidClient);
});

it('refuses it expired', async () => {
  const issued = Math.floor(Date.now() / 1000) - 600;
  const times = { iat: issued, exp: issued + 60, jti: randomUUID() };
  const expired = await signAssertion({ ...goodClaims(), ...times }, []);
  await expect(authenticate(expired)).rejects.toMatchObject(invalidClient);
});

it('refuses it signed with another key', async () => {
  const assertion = await signAssertion(goodClaims(), shortLived, otherKeys.privateKey);
  await expect(authenticate(assertion)).rejects.toMatchObject(invalidClient);
});

describe('where the audience may be the issuer alone, and typ must say what the JWT is (draft-ietf-oauth-rfc7523bis)', () => {
  beforeAll(() => {
    strict = true;
  });
  afterAll(() => {
    strict = false;
  });

  it.each([
    ['found by its metadata', () => ['--issuer', issuer]],
    ['given', () => ['--endpoint', `${issuer}/token`]],
  ])('takes what --server rfc7523bis makes, the endpoint %s', async (_, place) => {
    const answer = await request([...place(), '--server', 'rfc7523bis']);
    expect(answer).toMatchObject({ ok: true, tokens: { access_token: expect.any(String) } });
  });

  it('takes the same by hand, and tells that by itself it is not so', async () => {
    const endpoint = ['--endpoint', `${issuer}/token`];
    const byHand = [
      ...['--client-assertion-audience', issuer, '--client-assertion-expires-in', '30s'],
      ...['--client-assertion-header', 'typ=client-authentication+jwt', '--client-assertion-claim', 'n:=1.0'],
    ];
    expect(await request([...endpoint, ...byHand])).toMatchObject({ ok: true });
    expect(await request(endpoint)).toMatchObject({ ok: false, error: { error: 'invalid_client' } });
  });
});

/** The command's own request for a token, by private_key_jwt. */
async function request(options: readonly string[]) {
  const keyFile = join(folder, 'client.pem');
  await writeFile(keyFile, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const base = ['token', 'request', '--json', '--grant', 'client-credentials', '--auth', 'private_key_jwt'];
  const args = [...base, '--client-id', clientId, '--key', keyFile, ...options];
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...args], {
    env: { ...process.env, SIGNET_HOME: folder },
  }).catch((failed: { stdout: string }) => failed);
  return JSON.parse(stdout) as unknown;
}

const invalidClient = { error: 'invalid_client', status: 401 };

/** Signs with the command, as a script would: the token is all that it prints. */
async function signAssertion(
  claims: Record<string, unknown>,
  options: readonly string[],
  key: KeyObject = keys.privateKey,
): Promise<string> {
  const keyFile = join(folder, `${randomUUID()}.pem`);
  await writeFile(keyFile, key.export({ type: 'pkcs8', format: 'pem' }));
  const sign = [
    'sign',
    '--key',
    keyFile,
    '--algorithm',
    'RS256',
    '--claims',
    JSON.stringify(claims),
    ...options,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...sign], {
    env: { ...process.env, SIGNET_HOME: folder },
  });
  return stdout.trim();
}

async function authenticate(assertion: string): Promise<oauth.TokenEndpointResponse> {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const client = { client_id: clientId };
  const metadata = await oauth.processDiscoveryResponse(
    new URL(issuer),
    await oauth.discoveryRequest(new URL(issuer), insecure),
  );
  const privateKeyJwt: oauth.ClientAuth = (_server, _client, body) => {
    body.set('client_id', clientId);
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    body.set('client_assertion', assertion);
  };
  const answer = await oauth.clientCredentialsGrantRequest(metadata, client, privateKeyJwt, {}, insecure);
  return oauth.processClientCredentialsResponse(metadata, client, answer);
}

async function unmodifiedProvider(address: string) {
  // It says on the console that its defaults are for development, which is what this is.
  for (const name of ['info', 'warn'] as const) vi.spyOn(console, name).mockImplementation(() => {});
  const { errors, Provider } = await import('oidc-provider');
  const provider = new Provider(address, {
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'private_key_jwt',
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        jwks: {
          keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kty: 'RSA', alg: 'RS256', use: 'sig' }],
        },
      },
    ],
    features: { clientCredentials: { enabled: true } },
    assertJwtClientAuthClaimsAndHeader(_context, claims, header) {
      const wrong = claims.aud !== address || header.typ !== 'client-authentication+jwt';
      if (strict && wrong) throw new errors.InvalidClientAuth(`aud ${claims.aud}, typ ${header.typ}`);
    },
  });
  return provider.callback();
}
