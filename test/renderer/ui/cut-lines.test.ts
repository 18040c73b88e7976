import { expect, it } from 'vitest';
import { cutLines } from '../../../renderer/ui/cut-lines.ts';

it('cutLines keeps lines, and cuts those that are too long to be drawn at once', () => {
  expect(cutLines('a\n\nb')).toEqual(['a', '', 'b']);
  const pieces = cutLines(`${'x'.repeat(1000)}\nshort`);
  expect(pieces.at(-1)).toBe('short');
  expect(pieces.slice(0, -1).join('')).toBe('x'.repeat(1000));
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(400);
});
