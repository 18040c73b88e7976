import type { PlaygroundLogEntry } from '../../../shared/contract/playground.ts';

/** `all 9 passed`, or which ones did not. */
export function logSummary({ checks, clientId }: Pick<PlaygroundLogEntry, 'checks' | 'clientId'>): string {
  const failed = checks.filter((check) => !check.ok).map((check) => check.rule);
  const words = failed.length === 0 ? `all ${checks.length} passed` : `failed: ${failed.join(', ')}`;
  return clientId === undefined ? words : `${words} · client ${clientId}`;
}
