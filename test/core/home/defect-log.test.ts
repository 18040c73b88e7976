import { afterEach, expect, it, vi } from 'vitest';
import { logDefect } from '../../../core/home/defect-log.ts';

afterEach(() => vi.restoreAllMocks());

it('names kind and place, and nothing of the message, even one that looks like a place', () => {
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  logDefect('jose.sign', new TypeError('hunter2\n    at /secret/place:1:2'));
  expect(written.join('')).toMatch(
    /^signet: defect in jose\.sign: TypeError at \S+defect-log\.test\.ts:\d+:\d+\n$/,
  );
  expect(written.join('')).not.toMatch(/hunter2|secret\/place/);
});
