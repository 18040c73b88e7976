import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSavedFlows } from '../../../core/flows/flow-library.ts';
import { createHistoryLog } from '../../../core/flows/history-log.ts';
import { createAcceptedCertificates } from '../../../core/http/accepted-certificates.ts';
import { createRequestSender } from '../../../core/oauth/request-sender.ts';
import { createFlowsService } from '../../../core/services/flows-service.ts';
import { generateEntry } from '../../../core/vault/generate-entry.ts';
import { createVault, type Vault } from '../../../core/vault/vault.ts';
import type { Flow } from '../../../shared/contract/flows.ts';
import { MemoryDocument } from '../../fakes/memory-document.ts';
import { json, serveHttp } from '../http/test-servers.ts';

const { signal } = new AbortController();
let vault: Vault;
let service: ReturnType<typeof createFlowsService>;
let history: ReturnType<typeof createHistoryLog>;

beforeEach(async () => {
  vault = createVault(join(tmpdir(), randomUUID(), 'vault.json'));
  await vault.add({ ...(await generateEntry({ type: 'ec', name: 'gateway key' })) });
  const bytes = Buffer.from('the secret of the client');
  await vault.add({ name: 'client secret', kind: 'client-secret', chain: [], bits: 192, secret: bytes });
  history = createHistoryLog(new MemoryDocument());
  const sender = createRequestSender(vault, createAcceptedCertificates(new MemoryDocument()), {
    now: () => 1_800_000_000,
  });
  service = createFlowsService(createSavedFlows(new MemoryDocument()), sender, history, vault);
});

const flow = (endpoint: string, more: Partial<Flow> = {}): Flow => ({
  name: 'gateway',
  endpoint,
  grant: 'jwt-bearer',
  key: 'gateway key',
  header: '{"alg":"ES256"}',
  claims: '{"iss":"{{client}}","aud":"{{audience}}","exp":"+5m","iat":"now","jti":"{uuid}"}',
  auth: { method: 'basic', clientId: '{{client}}', secret: 'client secret' },
  params: [['scope', '{{scope}}']],
  ...more,
});
const environment = {
  name: 'test',
  variables: [
    ['client', 'a "quoted" client'],
    ['audience', 'https://test.example'],
    ['scope', 'read write'],
  ] as [string, string][],
};

describe('a saved flow', () => {
  it('is sent with the variables of an environment, signed afresh each time', async () => {
    const server = await serveHttp(json({ access_token: 't' }));
    await service.save({ flow: flow(server.url) }, { signal });
    await service.saveEnvironment({ environment }, { signal });
    const send = () => service.send({ name: 'gateway', environment: 'test' }, { signal });
    expect([(await send()).ok, (await send()).ok]).toEqual([true, true]);
    const assertions = server.requests.map(({ body }) => new URLSearchParams(body).get('assertion') ?? '');
    expect(assertions.map((each) => decodeProtectedHeader(each))).toEqual([
      { alg: 'ES256' },
      { alg: 'ES256' },
    ]);
    const [first, second] = assertions.map((each) => decodeJwt(each));
    expect(first).toMatchObject({
      iss: 'a "quoted" client',
      aud: 'https://test.example',
      exp: 1_800_000_300,
      iat: 1_800_000_000,
    });
    expect(first?.jti).not.toBe(second?.jti);
    expect(new URLSearchParams(server.requests[0]?.body).get('scope')).toBe('read write');
    const credentials = server.requests[0]?.headers.authorization?.split(' ')[1] ?? '';
    expect(Buffer.from(credentials, 'base64').toString()).toBe(
      'a+%22quoted%22+client:the+secret+of+the+client',
    );
    expect(history.list()).toMatchObject([{ flow: 'gateway', repeatable: true }, { flow: 'gateway' }]);
  });

  it('says what it lacks', async () => {
    const server = await serveHttp(json({ access_token: 't' }));
    await service.save({ flow: flow(server.url) }, { signal });
    await service.save({ flow: flow(server.url, { name: 'refresh', grant: 'refresh-token' }) }, { signal });
    await service.save({ flow: flow(server.url, { name: 'keyless', key: 'gone' }) }, { signal });
    await service.saveEnvironment({ environment }, { signal });
    const send = (name: string, more = {}) =>
      service.send({ name, environment: 'test', ...more }, { signal });
    expect((await send('gateway')).ok).toBe(true);
    expect((await send('refresh', { token: 'r' })).ok).toBe(true);
    await expect(send('refresh')).rejects.toHaveProperty('code', 'token-needed');
    await expect(send('keyless')).rejects.toMatchObject({ code: 'entry-not-found' });
    await expect(send('nothing')).rejects.toMatchObject({ code: 'entry-not-found' });
    await expect(service.send({ name: 'gateway' }, { signal })).rejects.toMatchObject({
      code: 'variable-missing',
      details: { variable: 'client' },
    });
  });

  it.each<[string, Partial<Flow>]>([
    ['params.password', { params: [['password', 'hunter2']] }],
    ['params.scope', { params: [['scope', 'eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c2ln']] }],
    ['query.api_key', { query: [['api_key', 'hunter2']] }],
    ['endpoint', { endpoint: 'https://user:hunter2@as.example/token' }],
    ['proxy', { proxy: 'http://user:hunter2@proxy:8080' }],
    ['claims', { claims: '{"client_secret":"hunter2"}' }],
  ])('keeps no secret: %s', async (member, change) => {
    await service.save(
      { flow: flow('https://as.example', { params: [['password', '{{password}}']] }) },
      { signal },
    );
    const saving = service.save({ flow: flow('https://as.example', { name: 'b', ...change }) }, { signal });
    await expect(saving).rejects.toMatchObject({ code: 'secret-not-kept', details: { member } });
    await expect(saving).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') });
    expect((await service.list({}, { signal })).flows).toHaveLength(1);
  });
});

describe('the file', () => {
  it('is readable, the same each time, and comes back as it was', async () => {
    await service.save({ flow: flow('https://as.example/token') }, { signal });
    await service.saveEnvironment({ environment }, { signal });
    const before = await service.list({}, { signal });
    const { text } = await service.export({}, { signal });
    expect((await service.export({}, { signal })).text).toBe(text);
    expect(JSON.parse(text)).toMatchObject({
      signet: 'flows',
      version: 1,
      flows: [{ name: 'gateway', header: { alg: 'ES256' }, claims: { exp: '+5m', jti: '{uuid}' } }],
      environments: [{ name: 'test', variables: { audience: 'https://test.example' } }],
    });
    expect(text).not.toContain('the secret of the client');

    await expect(service.import({ text }, { signal })).rejects.toHaveProperty('code', 'name-taken');
    await service.remove({ name: 'gateway' }, { signal });
    const [{ key, auth }] = before.flows as [Flow];
    const named = [key, auth.key, auth.secret].filter((name) => name !== undefined);
    const bind = Object.fromEntries(named.map((name) => [name, name]));
    const after = await service.import({ text, bind }, { signal });
    expect(after.environments).toEqual(before.environments);
    const meaning = ({ header = '', claims = '', ...rest }: Flow) => ({
      ...rest,
      header: JSON.parse(header),
      claims: JSON.parse(claims),
    });
    expect(after.flows.map(meaning)).toEqual(before.flows.map(meaning));
    expect((await service.export({}, { signal })).text).toBe(text);
    expect((await service.import({ text, replace: true }, { signal })).flows).toHaveLength(1);
  });

  it.each([
    ['{}', 'unknown-format'],
    ['not JSON', 'unknown-format'],
    ['{"signet":"flows","version":2,"flows":[]}', 'unknown-format'],
    ['{"signet":"flows","version":1,"flows":{}}', 'unknown-format'],
    ['{"signet":"flows","version":1,"flows":[{"name":"a"}]}', 'unknown-format'],
    ['{"signet":"flows","version":1,"flows":[null],"environments":[1]}', 'unknown-format'],
    [
      '{"signet":"flows","version":1,"environments":[{"name":"a","variables":{"client_secret":"hunter2"}}]}',
      'secret-not-kept',
    ],
  ])('refuses %s', async (text, code) => {
    const empty = '{"signet":"flows","version":1,"flows":[]}';
    expect(await service.import({ text: empty }, { signal })).toEqual({
      flows: [],
      environments: [],
      warnings: [],
    });
    await expect(service.import({ text }, { signal })).rejects.toHaveProperty('code', code);
  });
});
