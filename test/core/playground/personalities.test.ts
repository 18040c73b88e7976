import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaygroundRegistration } from '../../../core/playground/control-endpoints.ts';
import { createPlayground, type Playground } from '../../../core/playground/playground.ts';
import { personalities } from '../../../shared/servers/personalities.ts';
import type { Fault, Server } from '../../../shared/servers/server.ts';
import { type Identity, makeIdentity } from './certificates.ts';
import { jwtBearer, makeTlsIdentity, now, sign } from './playground-bench.ts';
import { goodAssertion } from './server-assertion.ts';
import { type Answer, assertionForm, proofs, send } from './standard-client.ts';

let playground: Playground;
let identity: Identity;
let stranger: Identity;
beforeAll(async () => {
  [identity, stranger] = await Promise.all([makeIdentity(), makeIdentity()]);
  playground = createPlayground({ makeTlsIdentity });
  await playground.start();
});
afterAll(async () => void (await playground.stop()));

const register = (server: Server) =>
  playground.register({ kind: 'standard', personality: server.name, certificate: identity.certificate });

interface Changes {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly signer?: Identity;
}

/** Sends a token request with what a server's rules ask for, changed. */
async function request(
  server: Server,
  client: PlaygroundRegistration,
  { header, claims, signer = identity }: Changes = {},
): Promise<Answer> {
  const good = goodAssertion(server, client, identity, now());
  const { alg: _, ...named } = { ...good.header, ...header };
  const alg = String({ ...good.header, ...header }.alg);
  const token = await sign({ ...good.claims, ...claims }, await signerFor(signer, alg), named);
  if (server.use === 'client-authentication') {
    const form = { grant_type: 'client_credentials', ...assertionForm(token) };
    return send({ url: client.endpoint, headers: {}, form });
  }
  const proof = await proofs[client.authentication]({ client, identity });
  const clientForm = client.authentication === 'none' ? {} : proof.form;
  const form = { grant_type: jwtBearer, assertion: token, ...clientForm };
  return send({ url: client.endpoint, headers: {}, ...proof, form });
}

/** The same RSA key, for another of its algorithms. */
async function signerFor(of: Identity, alg: string): Promise<Identity> {
  const { importPKCS8 } = await import('jose');
  return { ...of, algorithm: alg, privateKey: await importPKCS8(of.keyPem, alg) };
}

/** How each fault is brought about; not every one can be by an assertion alone. */
const faultMakers: Partial<Record<Fault, (server: Server) => Changes>> = {
  signature: () => ({ signer: stranger }),
  expired: () => ({ claims: { exp: now() - 60, iat: now() - 120 } }),
  'too-long-lived': ({ rules }) => ({ claims: { exp: now() + (rules.maxLifetime ?? 0) + 60 } }),
  'too-short-lived': ({ rules }) => ({ claims: { exp: now() + (rules.minLifetime ?? 0) - 60 } }),
  'issued-in-future': () => ({ claims: { iat: now() + 200 } }),
  'not-yet-valid': () => ({ claims: { nbf: now() + 200 } }),
  'wrong-aud': () => ({ claims: { aud: 'https://nowhere.example/token' } }),
  'missing-aud': () => ({ claims: { aud: undefined } }),
  'missing-exp': () => ({ claims: { exp: undefined } }),
  'missing-jti': () => ({ claims: { jti: undefined } }),
  'missing-kid': () => ({ header: { kid: undefined } }),
  'wrong-alg': ({ rules }) => ({ header: { alg: rules.algorithms.includes('RS384') ? 'PS512' : 'RS384' } }),
  'wrong-typ': () => ({ header: { typ: 'at+jwt' } }),
  'missing-typ': () => ({ header: { typ: undefined } }),
  'wrong-x5t#S256': () => ({ header: { 'x5t#S256': 'AAAA' } }),
  'missing-iss': () => ({ claims: { iss: undefined } }),
  'wrong-sub': () => ({ claims: { sub: 7 } }),
  'missing-sub': () => ({ claims: { sub: undefined } }),
};

/** Faults that a server can be told apart by only where it has a rule against them. */
const ruled: Partial<Record<Fault, (server: Server) => boolean>> = {
  'too-long-lived': ({ rules }) => rules.maxLifetime !== undefined,
  'too-short-lived': ({ rules }) => rules.minLifetime !== undefined,
  'missing-jti': ({ rules }) => rules.requiredClaims.includes('jti'),
  'missing-kid': ({ rules }) => rules.requiredHeader.includes('kid'),
  'missing-typ': ({ rules }) => rules.requiredHeader.includes('typ'),
  'wrong-typ': ({ rules }) => rules.values?.['header.typ'] !== undefined,
  'wrong-alg': ({ rules }) => rules.algorithms.length > 0 && !rules.algorithms.includes('PS512'),
  'missing-sub': ({ rules }) => rules.requiredClaims.includes('sub'),
  // Where nothing but the assertion says who calls, one without iss is nobody's.
  'missing-iss': ({ auth }) => auth[0] !== 'none',
};

describe.each(personalities.map((server) => [server.title, server] as const))('%s', (_, server) => {
  it('takes an assertion as its rules ask for it', async () => {
    const answer = await request(server, await register(server));
    expect(JSON.parse(answer.text)).toHaveProperty('access_token');
    expect(answer.status).toBe(200);
  });

  const known = server.errors.flatMap((error) =>
    (error.faults ?? [])
      .filter((fault) => faultMakers[fault] && (ruled[fault]?.(server) ?? true))
      .filter((fault) => server.errors.find((each) => each.faults?.includes(fault)) === error)
      .map((fault) => [fault, error] as const),
  );
  it.runIf(known.length > 0).each(known)('answers %s in its own words', async (fault, error) => {
    const client = await register(server);
    expect((await request(server, client)).status).toBe(200);
    const answer = await request(server, client, faultMakers[fault]?.(server));
    const body = JSON.parse(answer.text);
    const usual = server.use === 'grant' ? 'invalid_grant' : 'invalid_client';
    expect(body.error).toBe(error.error ?? usual);
    if (error.says === undefined) expect(body).not.toHaveProperty('error_description');
    else expect(body.error_description).toContain(error.says.split('{')[0]);
    expect(answer.status).toBe(error.status ?? (server.use === 'grant' ? 400 : 401));
    expect(playground.status().log[0]?.checks.some((check) => !check.ok)).toBe(true);
  });
});

it('plays many servers', () => expect(personalities.length).toBeGreaterThan(10));
