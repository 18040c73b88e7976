import { describe, expect, it } from 'vitest';
import { createClientRegistry } from '../../../core/playground/client-registry.ts';
import { createReplayMemory } from '../../../core/playground/replay-memory.ts';
import { createTokenStorage } from '../../../core/playground/token-storage.ts';
import { makeIdentity } from './certificates.ts';

function storageAt(start: number) {
  const clock = { now: start };
  return { clock, storage: createTokenStorage(createClientRegistry(), () => clock.now) };
}

describe('what the authorization server stores', () => {
  it('is gone once it has expired', async () => {
    const { clock, storage } = storageAt(0);
    const tokens = storage.adapter('RefreshToken');
    await tokens.upsert('a', { clientId: 'me' }, 10);
    expect(await tokens.find('a')).toEqual({ clientId: 'me' });
    expect(await storage.adapter('AccessToken').find('a')).toBeUndefined();
    expect(storage.clientOfRefreshToken('a')).toBe('me');
    clock.now = 10_000;
    expect(await tokens.find('a')).toBeUndefined();
    expect(storage.clientOfRefreshToken('a')).toBeUndefined();
  });

  it('goes with its grant', async () => {
    const { storage } = storageAt(0);
    await storage.adapter('AccessToken').upsert('a', { grantId: 'g' }, 10);
    await storage.adapter('RefreshToken').upsert('r', { grantId: 'g' }, 10);
    await storage.adapter('AccessToken').upsert('b', { grantId: 'h' }, 10);
    await storage.adapter('AccessToken').revokeByGrantId('g');
    expect(await storage.adapter('AccessToken').find('a')).toBeUndefined();
    expect(await storage.adapter('RefreshToken').find('r')).toBeUndefined();
    expect(await storage.adapter('AccessToken').find('b')).toEqual({ grantId: 'h' });
  });

  it('is bounded: the expired go first, then the oldest', async () => {
    const { clock, storage } = storageAt(0);
    const tokens = storage.adapter('AccessToken');
    await tokens.upsert('lasting', {});
    await tokens.upsert('short', {}, 1);
    clock.now = 5000;
    for (let count = 0; count < 4999; count += 1) await tokens.upsert(String(count), {}, 100);
    expect(await tokens.find('lasting')).toEqual({});
    await tokens.upsert('one more', {}, 100);
    expect(await tokens.find('lasting')).toBeUndefined();
    expect(await tokens.find('0')).toEqual({});
    expect(await tokens.find('one more')).toEqual({});
  });
});

it('keeps at most 500 clients, the newest', async () => {
  const { certificate } = await makeIdentity('ES256');
  const clients = createClientRegistry();
  const first = clients.add({ kind: 'gateway', certificate });
  for (let count = 0; count < 500; count += 1) clients.add({ kind: 'gateway', certificate });
  expect(clients.list()).toHaveLength(500);
  expect(clients.find(first.clientId)).toBeUndefined();
});

it('remembers a jti until its assertion expires, for each client by itself', () => {
  let now = 0;
  const replays = createReplayMemory(() => now);
  replays.remember('me', 'a', 10);
  expect(replays.hasSeen('me', 'a')).toBe(true);
  expect(replays.hasSeen('you', 'a')).toBe(false);
  now = 10;
  expect(replays.hasSeen('me', 'a')).toBe(false);
});

it('remembers at most 10,000, forgetting the oldest', () => {
  const replays = createReplayMemory(() => 0);
  for (let count = 0; count < 10_001; count += 1) replays.remember('me', String(count), 10);
  expect(replays.hasSeen('me', '0')).toBe(false);
  expect(replays.hasSeen('me', '1')).toBe(true);
});
