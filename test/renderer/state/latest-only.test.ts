import { expect, it } from 'vitest';
import { latestOnly } from '../../../renderer/state/latest-only.ts';

it('runs one at a time, skips what was overtaken and shows answers in order', async () => {
  const started: number[] = [];
  const shown: number[] = [];
  const waiting: (() => void)[] = [];
  const push = latestOnly(
    (input: number) => {
      started.push(input);
      return new Promise<number>((resolve) => waiting.push(() => resolve(input)));
    },
    (output) => shown.push(output),
  );
  const turn = () => new Promise((resolve) => setTimeout(resolve));

  push(1);
  push(2);
  push(3);
  expect(started).toEqual([1]);
  waiting.shift()?.();
  await turn();
  expect(started).toEqual([1, 3]);
  waiting.shift()?.();
  await turn();
  expect(shown).toEqual([1, 3]);
  push(4);
  expect(started).toEqual([1, 3, 4]);
});
