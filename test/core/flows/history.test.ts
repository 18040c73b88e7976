import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { beforeEach, expect, it } from 'vitest';
import { createHistoryLog } from '../../../core/flows/history-log.ts';
import { createAcceptedCertificates } from '../../../core/http/accepted-certificates.ts';
import { createRequestSender } from '../../../core/oauth/request-sender.ts';
import { createEndpointService } from '../../../core/services/endpoint-service.ts';
import { createHistoryService } from '../../../core/services/history-service.ts';
import { generateEntry } from '../../../core/vault/generate-entry.ts';
import { createVault, type Vault } from '../../../core/vault/vault.ts';
import type { NamedTokenRequest } from '../../../shared/oauth/request-model.ts';
import { MemoryDocument } from '../../fakes/memory-document.ts';
import { closedPort, json, serveHttp } from '../http/test-servers.ts';

const call = { signal: new AbortController().signal };
let now: number;
let vault: Vault;
let document: MemoryDocument;
let key: string;

beforeEach(async () => {
  now = 1_800_000_000;
  vault = createVault(join(tmpdir(), randomUUID(), 'vault.json'));
  document = new MemoryDocument();
  key = (await vault.add(await generateEntry({ type: 'ec', name: 'key' }))).id;
});

function services() {
  const certificates = createAcceptedCertificates(new MemoryDocument());
  const sender = createRequestSender(vault, certificates, { now: () => now });
  const log = createHistoryLog(document, () => new Date(now * 1000));
  return {
    endpoint: createEndpointService(sender, certificates, log),
    history: createHistoryService(log, sender, () => now),
  };
}

const signed = (endpoint: string, claims: object): NamedTokenRequest => ({
  endpoint,
  grant: {
    type: 'jwt-bearer',
    sign: { entry: key, header: '{"alg":"ES256"}', claims: JSON.stringify(claims) },
  },
  auth: { method: 'none' },
});
const token = 'a-very-secret-access-token';

it('keeps what was sent and what came of it, without tokens, and sends it again with fresh times and jti', async () => {
  const server = await serveHttp(json({ access_token: token, token_type: 'Bearer' }));
  const { endpoint, history } = services();
  await endpoint.send(signed(server.url, { iss: 'me', iat: now, exp: String(now + 300), jti: 'one' }), call);
  const [entry] = await history.list({}, call);
  expect(entry).toMatchObject({
    at: '2027-01-15T08:00:00Z',
    grant: 'jwt-bearer',
    auth: 'none',
    header: '{"alg":"ES256"}',
    claims: `{"iss":"me","iat":${now},"exp":"${now + 300}","jti":"one"}`,
    repeatable: true,
    exchange: { ok: true, status: 200, format: 'json' },
  });
  const kept = JSON.stringify(document.get('entries'));
  expect(kept).toContain('access_token');
  expect(kept).not.toContain(token);
  expect(kept).not.toMatch(/eyJ[\w-]+\./);

  now += 1000;
  await services().history.sendAgain({ id: entry?.id ?? '' }, call);
  const [first, second] = server.requests.map(({ body }) =>
    decodeJwt(new URLSearchParams(body).get('assertion') ?? ''),
  );
  expect(first).toMatchObject({ iat: 1_800_000_000, exp: '1800000300', jti: 'one' });
  expect(second).toMatchObject({ iss: 'me', iat: 1_800_001_000, exp: '1800001300' });
  expect(second?.jti).toMatch(/^[0-9a-f-]{36}$/);

  const [newest, oldest] = await history.list({}, call);
  const differences = await history.compare({ left: oldest?.id ?? '', right: newest?.id ?? '' }, call);
  expect(differences).toContainEqual({
    path: 'at',
    left: '2027-01-15T08:00:00Z',
    right: '2027-01-15T08:16:40Z',
  });
  expect(differences.map(({ path }) => path)).toEqual(expect.arrayContaining(['claims.iat', 'claims.jti']));
  expect(differences.map(({ path }) => path)).not.toContain('claims.iss');
});

it('keeps failures too, and finds entries by their words', async () => {
  const server = await serveHttp(json({ error: 'invalid_grant', error_description: 'Wrong audience' }, 400));
  const { endpoint, history } = services();
  await endpoint.send(signed(server.url, { iss: 'alpha' }), call);
  const gone = `http://127.0.0.1:${await closedPort()}/`;
  await expect(endpoint.send(signed(gone, { iss: 'beta' }), call)).rejects.toHaveProperty('code');
  const found = async (search: string) =>
    (await history.list({ search }, call)).map(({ claims = '' }) => /"iss":"(\w+)"/.exec(claims)?.[1]);
  expect(await found('')).toEqual(['beta', 'alpha']);
  expect(await found('WRONG alpha')).toEqual(['alpha']);
  expect(await found('endpoint-unreachable')).toEqual(['beta']);
  expect(await found('wrong beta')).toEqual([]);

  const [{ id = '' } = {}] = await history.list({}, call);
  await history.remove({ id }, call);
  expect(await found('')).toEqual(['alpha']);
  await expect(history.remove({ id }, call)).rejects.toHaveProperty('code', 'entry-not-found');
  await history.clear({}, call);
  expect(await found('')).toEqual([]);
});

it('cannot send again what went out with a token or a secret of its own', async () => {
  const server = await serveHttp(json({ access_token: token }));
  const { endpoint, history } = services();
  const plain = { endpoint: server.url, auth: { method: 'none' as const } };
  const clientCredentials = { type: 'client-credentials' as const };
  const requests: readonly NamedTokenRequest[] = [
    { ...plain, grant: { type: 'refresh-token', refreshToken: token } },
    { ...plain, grant: { type: 'jwt-bearer', assertion: 'eyJhbGciOiJub25lIn0.eyJpc3MiOiJtZSJ9.' } },
    { ...plain, grant: clientCredentials, params: [['password', token]] },
    { ...plain, grant: clientCredentials, query: [['api_key', token]] },
    {
      ...plain,
      grant: clientCredentials,
      proxy: 'none',
      endpoint: server.url.replace('//', `//user:${token}@`),
    },
    signed(server.url, { iss: 'me', client_secret: token }),
  ];
  await endpoint.send({ ...plain, grant: clientCredentials }, call);
  for (const request of requests) await endpoint.send(request, call);
  const entries = await history.list({}, call);
  expect(entries.map(({ repeatable }) => repeatable)).toEqual([...requests.map(() => false), true]);
  expect(JSON.stringify(document.get('entries'))).not.toContain(token);
  await expect(history.sendAgain({ id: entries[0]?.id ?? '' }, call)).rejects.toHaveProperty(
    'code',
    'not-repeatable',
  );
  expect((await history.sendAgain({ id: entries.at(-1)?.id ?? '' }, call)).ok).toBe(true);
});

it('keeps two hundred entries, and not more of an answer than anybody reads', async () => {
  const server = await serveHttp((answer) => void answer.end('x'.repeat(100_000)));
  const { endpoint, history } = services();
  const log = createHistoryLog(document);
  const request = {
    endpoint: server.url,
    grant: { type: 'client-credentials' },
    auth: { method: 'none' },
  } as const;
  const exchange = await endpoint.send(request, call);
  for (let count = 0; count < 210; count += 1) await log.keep(request, async () => exchange);
  const entries = await history.list({}, call);
  expect(entries).toHaveLength(200);
  expect(entries[0]?.exchange?.response.body.length).toBeLessThan(5000);
  expect(JSON.stringify(document.get('entries')).length).toBeLessThan(1_500_000);
});
