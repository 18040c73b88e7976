import { expect, it } from 'vitest';
import { type Bridge, bridgeTransport } from '../../../renderer/client/bridge-transport.ts';
import type { Result } from '../../../shared/base/result.ts';

it('calls the named function of the bridge, and refuses a name it does not have', async () => {
  const cancelled: string[] = [];
  const transport = bridgeTransport({
    services: { vault: { list: (input, call) => Promise.resolve({ ok: true, value: [input, call] }) } },
    cancel: (call) => cancelled.push(call),
    onCommand: () => () => {},
    onProgress: () => {},
  });
  expect(await transport.call('vault.list', {}, 'c1')).toEqual({ ok: true, value: [{}, 'c1'] });
  transport.cancel('c1');
  expect(cancelled).toEqual(['c1']);
  expect(await transport.call('vault.steal', {}, 'c2')).toMatchObject({
    ok: false,
    error: { code: 'unknown-method' },
  });
});

it('hands progress to the call that it belongs to, while that runs', async () => {
  let tell: Parameters<Bridge['onProgress']>[0] = () => {};
  const answers: Array<() => void> = [];
  const list = () =>
    new Promise<Result<unknown>>((resolve) => answers.push(() => resolve({ ok: true, value: null })));
  const transport = bridgeTransport({
    services: { vault: { list } },
    cancel: () => {},
    onCommand: () => () => {},
    onProgress: (listener) => {
      tell = listener;
    },
  });
  const seen: unknown[] = [];
  const calls = [
    transport.call('vault.list', {}, 'c1', ({ done }) => seen.push(['c1', done])),
    transport.call('vault.list', {}, 'c2', ({ done }) => seen.push(['c2', done])),
    transport.call('vault.list', {}, 'c3'),
  ];
  for (const [index, call] of ['c2', 'c1', 'c3', 'other'].entries())
    tell(call, { step: 's', done: index, total: null });
  expect(seen).toEqual([
    ['c2', 0],
    ['c1', 1],
  ]);
  for (const answer of answers) answer();
  await Promise.all(calls);
  tell('c1', { step: 's', done: 9, total: null });
  expect(seen).toHaveLength(2);
});
