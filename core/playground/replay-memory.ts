import { createHash } from 'node:crypto';

export interface ReplayMemory {
  /** Whether this client, or key, has used this `jti` before, in an assertion that has not expired since. */
  hasSeen(clientId: string, jti: string): boolean;
  /** Remembers a `jti` until `expires` (seconds since the epoch). */
  remember(clientId: string, jti: string, expires: number): void;
}

const maxRemembered = 10_000;

/** RFC 7523 section 3, item 7: a server may keep a `jti` for as long as its assertion would be taken. */
export function createReplayMemory(now: () => number): ReplayMemory {
  const seen = new Map<string, number>();
  // A hash, as a jti may be as long as its sender likes.
  const keyOf = (clientId: string, jti: string) =>
    createHash('sha256')
      .update(JSON.stringify([clientId, jti]))
      .digest('base64');
  return {
    hasSeen(clientId, jti) {
      const expires = seen.get(keyOf(clientId, jti));
      return expires !== undefined && expires > now();
    },
    remember(clientId, jti, expires) {
      if (seen.size >= maxRemembered) makeRoom(seen, now());
      seen.set(keyOf(clientId, jti), expires);
    },
  };
}

function makeRoom(seen: Map<string, number>, now: number): void {
  for (const [key, expires] of seen) {
    if (expires <= now) seen.delete(key);
  }
  const [oldest] = seen.keys();
  if (seen.size >= maxRemembered && oldest !== undefined) seen.delete(oldest);
}
