import { describe, expect, it } from 'vitest';
import { takeIn } from '../../../core/flows/foreign-flows.ts';
import type { Flow } from '../../../shared/contract/flows.ts';

const plain: Flow = {
  name: 'theirs',
  endpoint: 'https://as.example/token',
  grant: 'jwt-bearer',
  auth: { method: 'none' },
  timeoutSeconds: 10,
};
const take = (change: Partial<Flow>, bindings: Record<string, string> = {}) =>
  takeIn({ flows: [{ ...plain, ...change }], environments: [] }, bindings);

describe('a flow from elsewhere', () => {
  it('is taken as it is where it asks for nothing of this machine', () => {
    expect(take({})).toEqual({ flows: [plain], environments: [], warnings: [] });
  });

  it.each([
    ['insecure', { insecure: true }, /any TLS certificate/],
    ['ca', { ca: '-----BEGIN CERTIFICATE-----' }, /authorities of its own/],
    [
      'proxy',
      { proxy: 'http://me:secret@evil.example:3128' },
      /proxy \(http:\/\/\*\*\*@evil\.example:3128\)/,
    ],
    ['proxy', { proxy: 'none' }, /proxy \(none\)/],
  ] as const)('sets no %s, and says so', (path, change, message) => {
    const { flows, warnings } = take(change);
    expect(flows).toEqual([plain]);
    expect(warnings).toEqual([{ flow: 'theirs', path, message: expect.stringMatching(message) }]);
  });

  it.each([
    ['key', { key: 'K' }],
    ['auth.key', { auth: { method: 'private_key_jwt', clientId: 'c', key: 'K' } }],
    ['auth.secret', { auth: { method: 'basic', clientId: 'c', secret: 'K' } }],
    ['dpop.key', { dpop: { key: 'K' } }],
  ] as const)('names no entry as its %s until that is bound', (path, change) => {
    const unbound = take(change);
    expect(JSON.stringify(unbound.flows)).not.toContain('"K"');
    expect(unbound.warnings).toEqual([{ flow: 'theirs', path, message: expect.stringContaining('"K"') }]);
    const bound = take(change, { K: 'mine' });
    expect(bound.warnings).toEqual([]);
    expect(bound.flows).toEqual([
      JSON.parse(JSON.stringify({ ...plain, ...change }).replace('"K"', '"mine"')),
    ]);
  });

  it('refuses to bind what no flow uses', () => {
    expect(() => take({ key: 'K' }, { other: 'mine' })).toThrow(/called other/);
    expect(() => take({ key: 'constructor' }, {})).not.toThrow();
  });
});
