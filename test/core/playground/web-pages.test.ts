import { request } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { expect, it } from 'vitest';
import { startPlayground } from './playground-bench.ts';

/** Every endpoint, as a client of its own would call it. */
const endpoints = [
  ['GET', '/playground'],
  ['POST', '/playground/clients'],
  ['POST', '/playground/failures'],
  ['POST', '/oauth2/token'],
  ['POST', '/api/oauth/token'],
  ['POST', '/oauth2/introspect'],
  ['POST', '/oauth2/revoke'],
  ['GET', '/oauth2/jwks'],
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/.well-known/oauth-authorization-server'],
  ['GET', '/resource'],
  ['GET', '/oauth2/userinfo'],
  ['GET', '/nothing'],
] as const;

const attacks: Readonly<Record<string, readonly [headers: Record<string, string>, status: number]>> = {
  'a name that was rebound': [{ host: 'evil.example' }, 421],
  'a name that was rebound, with our port': [{ host: 'evil.example:PORT' }, 421],
  'a name that begins like ours': [{ host: '127.0.0.1.evil.example:PORT' }, 421],
  'a name that ends like ours': [{ host: 'evil-localhost:PORT' }, 421],
  'a subdomain of localhost': [{ host: 'evil.localhost:PORT' }, 421],
  'a name for all addresses': [{ host: '0.0.0.0:PORT' }, 421],
  'another site': [{ origin: 'https://evil.example' }, 403],
  'another site that begins like ours': [{ origin: 'http://127.0.0.1.evil.example' }, 403],
  'another site that ends like ours': [{ origin: 'http://evil.example/127.0.0.1' }, 403],
  'a page without an origin, as in a sandboxed frame': [{ origin: 'null' }, 403],
  'a page from a file': [{ origin: 'file://' }, 403],
  'an extension': [{ origin: 'chrome-extension://abcdefghijklmnop' }, 403],
  'a WebSocket of another site': [
    {
      origin: 'https://evil.example',
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    },
    403,
  ],
};

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

function send(url: string, method: string, headers: Record<string, string>): Promise<Answer> {
  const { port, protocol } = new URL(url);
  const named = Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', port)]);
  const options = { method, headers: Object.fromEntries(named), rejectUnauthorized: false, agent: false };
  return new Promise((resolve, reject) => {
    const sent = (protocol === 'https:' ? tlsRequest : request)(url, options, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += String(chunk);
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }));
    });
    sent.on('error', reject);
    sent.once('upgrade', () => reject(new Error('it was upgraded')));
    sent.end();
  });
}

it.each(Object.entries(attacks))('%s gets nothing from any endpoint', async (_, [headers, status]) => {
  const playground = await startPlayground();
  const { url = '', tlsUrl = '' } = playground.status();
  playground.fail({ mode: 'server-error', count: 1 });
  for (const base of [url, tlsUrl]) {
    for (const [method, path] of endpoints) {
      const answer = await send(base + path, method, headers);
      expect(answer.status, `${method} ${path}`).toBe(status);
      expect(JSON.parse(answer.text)).toEqual({
        error: 'invalid_request',
        error_description: expect.stringMatching(/Host|Origin/),
      });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  }
  expect(playground.status().clients).toEqual([]);
  // The failure that was ordered is still to come, for a client of this machine.
  expect((await send(`${url}/oauth2/token`, 'POST', {})).status).toBe(500);
});

it.each([
  ['its own address', {}],
  ['localhost', { host: 'localhost:PORT' }],
  ['the address of an ssh tunnel', { host: '127.0.0.1:9', origin: 'http://127.0.0.1:9' }],
  ['a page of this machine', { origin: 'http://localhost:3000' }],
])('a request to %s is answered', async (_, headers) => {
  const { url = '' } = (await startPlayground()).status();
  const answer = await send(`${url}/playground`, 'GET', headers);
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
});
