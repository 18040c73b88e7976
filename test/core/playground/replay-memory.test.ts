import { describe, expect, it } from 'vitest';
import { createDpopNonces } from '../../../core/playground/dpop-nonces.ts';
import { createReplayMemory } from '../../../core/playground/replay-memory.ts';

describe('the replay memory', () => {
  it('remembers until the assertion has expired, each client for itself', () => {
    let now = 100;
    const memory = createReplayMemory(() => now);
    memory.remember('a', 'x', 200);
    expect([memory.hasSeen('a', 'x'), memory.hasSeen('b', 'x'), memory.hasSeen('a', 'y')]).toEqual([
      true,
      false,
      false,
    ]);
    now = 200;
    expect(memory.hasSeen('a', 'x')).toBe(false);
  });

  it('forgets the oldest when there are more than 10,000', () => {
    const memory = createReplayMemory(() => 0);
    for (let count = 0; count <= 10_000; count += 1) memory.remember('a', String(count), 100);
    expect([memory.hasSeen('a', '0'), memory.hasSeen('a', '1'), memory.hasSeen('a', '10000')]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('DPoP nonces', () => {
  it('are good for five to ten minutes, and another server’s never', () => {
    let now = 600;
    const nonces = createDpopNonces(() => now);
    const nonce = nonces.current();
    expect(nonces.accepts(nonce)).toBe(true);
    expect(createDpopNonces(() => now).accepts(nonce)).toBe(false);
    now = 1199;
    expect(nonces.accepts(nonce)).toBe(true);
    now = 1200;
    expect(nonces.accepts(nonce)).toBe(false);
  });
});
