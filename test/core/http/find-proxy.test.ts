import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findProxy } from '../../../core/http/find-proxy.ts';

const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'];
beforeEach(() => {
  for (const name of [...names, ...names.map((each) => each.toLowerCase())]) vi.stubEnv(name, '');
  vi.stubEnv('HTTPS_PROXY', 'http://secure:1');
  vi.stubEnv('HTTP_PROXY', 'plain:2');
  vi.stubEnv('NO_PROXY', '.internal.example,exact.example');
});
afterEach(() => vi.unstubAllEnvs());

it.each([
  ['https://as.example/token', undefined, 'secure:1'],
  ['http://as.example/token', undefined, 'plain:2'],
  ['https://as.internal.example/', undefined, undefined],
  ['https://exact.example/', undefined, undefined],
  ['https://as.example/token', 'none', undefined],
  ['https://as.internal.example/', 'http://given:3', 'given:3'],
  ['https://as.example/', 'given:3', 'given:3'],
  // The environment's proxy could not reach this machine's own servers, such as the playground.
  ['http://127.0.0.1:8080/', undefined, undefined],
  ['https://localhost/', undefined, undefined],
  ['https://[::1]/', undefined, undefined],
  ['http://127.0.0.1:8080/', 'http://given:3', 'given:3'],
])('%s with %s goes by %s', (url, given, host) => {
  expect(findProxy(new URL(url), given)?.host).toBe(host);
});

it.each(['socks5://x:1', 'https://x:1', 'http://', '::'])('%s is no proxy', (given) => {
  const url = new URL('https://as.example');
  expect(findProxy(url, 'http://x:1')?.host).toBe('x:1');
  expect(() => findProxy(url, given)).toThrow(expect.objectContaining({ code: 'proxy-failed' }));
});
