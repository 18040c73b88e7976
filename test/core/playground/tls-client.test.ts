import { beforeAll, expect, it } from 'vitest';
import { type Identity, issueIdentity, makeIdentity } from './certificates.ts';
import { startPlayground } from './playground-bench.ts';
import { send } from './standard-client.ts';

// tls_client_auth (RFC 8705 section 2.1): a certificate of the registered issuer, for the registered subject.

let issuer: Identity;
let registered: Identity;
beforeAll(async () => {
  issuer = await makeIdentity();
  registered = await issueIdentity(issuer, 'CN=client,O=Example');
});

async function bench() {
  const playground = await startPlayground();
  const client = await playground.register({
    kind: 'standard',
    authentication: 'tls_client_auth',
    certificate: registered.certificate,
    issuers: [issuer.certificate],
  });
  const form = { grant_type: 'client_credentials', client_id: client.clientId };
  const request = (identity: Identity) => send({ url: client.endpoint, headers: {}, form, identity });
  const broken = () =>
    playground
      .status()
      .log[0]?.checks.filter((check) => !check.ok)
      .map((check) => check.rule);
  return { request, broken };
}

it('takes the registered certificate, and a renewed one for the same subject', async () => {
  const { request } = await bench();
  expect((await request(registered)).status).toBe(200);
  expect((await request(await issueIdentity(issuer, 'CN=client,O=Example'))).status).toBe(200);
});

it('takes a certificate that an intermediate issued, where the client shows the intermediate too', async () => {
  const { request, broken } = await bench();
  const intermediate = await makeIntermediate();
  const leaf = await issueIdentity(intermediate, 'CN=client,O=Example');
  const shown = { ...leaf, certificatePem: `${leaf.certificatePem}\n${intermediate.certificatePem}\n` };
  expect((await request(shown)).status).toBe(200);
  expect((await request(leaf)).status).toBe(401);
  expect(broken()).toEqual(['tls-issuer']);
});

it.each([
  ['of another subject', 'tls-subject', () => issueIdentity(issuer, 'CN=someone else,O=Example')],
  [
    'that has expired',
    'tls-dates',
    () => issueIdentity(issuer, 'CN=client,O=Example', { notAfter: new Date('2021-01-01T00:00:00Z') }),
  ],
  [
    'of an issuer of the same name',
    'tls-issuer',
    async () => issueIdentity(await makeIdentity(), 'CN=client,O=Example'),
  ],
])('refuses a certificate %s', async (_, rule, make) => {
  const { request, broken } = await bench();
  expect((await request(registered)).status).toBe(200);
  expect((await request(await make())).status).toBe(401);
  expect(broken()).toEqual([rule]);
});

it('wants the issuer’s certificate to be registered', async () => {
  const playground = await startPlayground();
  const registration = { kind: 'standard', authentication: 'tls_client_auth' } as const;
  await expect(
    playground.register({ ...registration, certificate: registered.certificate }),
  ).rejects.toMatchObject({ code: 'key-needed' });
});

async function makeIntermediate(): Promise<Identity> {
  return issueIdentity(issuer, 'CN=intermediate');
}
