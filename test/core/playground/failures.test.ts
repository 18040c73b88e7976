import { beforeAll, describe, expect, it } from 'vitest';
import type { FailureMode } from '../../../shared/contract/playground.ts';
import { type Identity, makeIdentity } from './certificates.ts';
import { goodClaims, jwtBearer, sign, startPlayground } from './playground-bench.ts';
import { get, send } from './standard-client.ts';

let identity: Identity;
beforeAll(async () => {
  identity = await makeIdentity();
});

async function bench() {
  const waits: number[] = [];
  const playground = await startPlayground({ sleep: async (milliseconds) => void waits.push(milliseconds) });
  const register = () => playground.register({ kind: 'gateway', certificate: identity.certificate });
  const [client, bystander] = [await register(), await register()];
  const request = async (of = client) =>
    send({
      url: of.endpoint,
      headers: {},
      form: { grant_type: jwtBearer, assertion: await sign(goodClaims(of), identity) },
    });
  return { playground, client, bystander, request, waits };
}

describe.each(['a client', 'all'])('for %s', (whose) => {
  const start = async (mode: FailureMode) => {
    const all = await bench();
    expect((await all.request()).status).toBe(200);
    const clientId = whose === 'all' ? {} : { clientId: all.client.clientId };
    all.playground.fail({ mode, ...clientId });
    return { ...all, entry: () => all.playground.status().log[0], clientId };
  };

  it('answers with an HTML page', async () => {
    const { request, entry } = await start('html');
    const { status, headers, text } = await request();
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('<!doctype html>');
    expect(entry()).toMatchObject({ failure: 'html', status: 200 });
  });

  it('answers with 500', async () => {
    const { request, entry } = await start('server-error');
    const { status, text } = await request();
    expect([status, text]).toEqual([500, 'Internal Server Error\n']);
    expect(entry()).toMatchObject({ failure: 'server-error', status: 500 });
  });

  it('answers rightly under a wrong content type', async () => {
    const { request } = await start('wrong-content-type');
    const { status, headers, text } = await request();
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(JSON.parse(text)).toHaveProperty('access_token');
  });

  it('breaks off in the middle of the answer', async () => {
    const { request, entry } = await start('truncated');
    await expect(request()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(entry()).toMatchObject({ failure: 'truncated', status: 200 });
  });

  it('resets the connection', async () => {
    const { request, entry } = await start('connection-reset');
    await expect(request()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(entry()).toMatchObject({ failure: 'connection-reset', status: 0 });
  });

  it('waits before it answers', async () => {
    const { request, waits } = await start('slow');
    expect((await request()).status).toBe(200);
    expect(waits).toEqual([5000]);
  });

  it('judges by a clock that is an hour fast, and says so in Date', async () => {
    const { request } = await start('wrong-clock');
    const { status, headers, text } = await request();
    expect(status).toBe(400);
    expect(JSON.parse(text).error_description).toContain('the assertion has expired');
    expect(Date.parse(String(headers.date)) - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('goes back to normal when told to', async () => {
    const { playground, request, clientId } = await start('html');
    expect((await request()).headers['content-type']).toContain('text/html');
    playground.fail(clientId);
    expect((await request()).headers['content-type']).toContain('application/json');
  });
});

it('fails the next answers only, when a count is given', async () => {
  const { playground, client, request } = await bench();
  playground.fail({ mode: 'server-error', count: 2 });
  expect(playground.status().failure).toEqual({ mode: 'server-error', remaining: 2 });
  expect([(await request()).status, (await request()).status, (await request()).status]).toEqual([
    500, 500, 200,
  ]);
  expect(playground.status().failure).toBeUndefined();
  playground.fail({ mode: 'html', clientId: client.clientId, count: 1 });
  expect(playground.status().clients[0]?.failure).toEqual({ mode: 'html', remaining: 1 });
});

it('leaves other clients alone, and refuses to fail an unknown one', async () => {
  const { playground, client, bystander, request } = await bench();
  playground.fail({ mode: 'server-error', clientId: client.clientId });
  expect((await request(bystander)).status).toBe(200);
  expect((await request()).status).toBe(500);
  expect(() => playground.fail({ mode: 'html', clientId: 'nobody' })).toThrow(/no client/);
});

it('fails documents and the resource too, and never its own pages', async () => {
  const { playground } = await bench();
  const { url, jwksUri = '', resource = '' } = playground.status();
  playground.fail({ mode: 'server-error' });
  expect((await get(jwksUri, {})).status).toBe(500);
  expect((await get(resource, {})).status).toBe(500);
  expect((await get(`${url}/playground`, {})).status).toBe(200);
});

it('can be told by a script', async () => {
  const { playground, request } = await bench();
  const tell = (order: unknown) =>
    fetch(`${playground.status().url}/playground/failures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
  expect((await tell({ mode: 'server-error' })).status).toBe(200);
  expect((await request()).status).toBe(500);
  expect((await tell({ mode: 'rain' })).status).toBe(400);
  expect((await tell({})).status).toBe(200);
  expect((await request()).status).toBe(200);
});

it('stops at once, even while an answer is being slow', async () => {
  const playground = await startPlayground();
  const { jwksUri = '' } = playground.status();
  playground.fail({ mode: 'slow' });
  const waiting = get(jwksUri, {}).catch((error: { code: string }) => error.code);
  await expect.poll(() => playground.status().failure).toBeDefined();
  await Promise.all([playground.stop(), expect(waiting).resolves.toMatch(/ECONNRE/)]);
}, 4000);
