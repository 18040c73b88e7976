import { expect, it } from 'vitest';
import { bridgeTransport } from '../../../renderer/client/bridge-transport.ts';

it('calls the named function of the bridge, and refuses a name it does not have', async () => {
  const cancelled: string[] = [];
  const transport = bridgeTransport({
    services: { vault: { list: (input, call) => Promise.resolve({ ok: true, value: [input, call] }) } },
    cancel: (call) => cancelled.push(call),
  });
  expect(await transport.call('vault.list', {}, 'c1')).toEqual({ ok: true, value: [{}, 'c1'] });
  transport.cancel('c1');
  expect(cancelled).toEqual(['c1']);
  expect(await transport.call('vault.steal', {}, 'c2')).toMatchObject({
    ok: false,
    error: { code: 'unknown-method' },
  });
});
