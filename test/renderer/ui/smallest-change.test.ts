import { describe, expect, it } from 'vitest';
import { smallestChange } from '../../../renderer/ui/editor/code-editor.tsx';

describe('smallestChange', () => {
  it.each([
    ['abc', 'abXc', { from: 2, to: 2, insert: 'X' }],
    ['abc', 'ac', { from: 1, to: 2, insert: '' }],
    ['aa', 'aaa', { from: 2, to: 2, insert: 'a' }],
    ['aaa', 'aa', { from: 2, to: 3, insert: '' }],
    ['', 'x', { from: 0, to: 0, insert: 'x' }],
    ['one', 'two', { from: 0, to: 3, insert: 'two' }],
  ])('from %j to %j', (before, after, change) => {
    expect(smallestChange(before, after)).toEqual(change);
    expect(before.slice(0, change.from) + change.insert + before.slice(change.to)).toBe(after);
  });

  it('is nothing where nothing changes', () => expect(smallestChange('a', 'a')).toBeUndefined());
});
