import { describe, expect, it } from 'vitest';
import {
  type DraftHistory,
  edit,
  redo,
  replace,
  startHistory,
  undo,
} from '../../../renderer/state/draft-history.ts';
import { firstDraft } from '../../../renderer/state/start-draft.ts';

type Move = (history: DraftHistory) => DraftHistory;
const type =
  (endpoint: string): Move =>
  (history) =>
    edit(history, (draft) => ({ ...draft, endpoint }));
const change =
  (endpoint: string): Move =>
  (history) =>
    replace(history, `to ${endpoint}`, (draft) => ({ ...draft, endpoint }));
const after = (...moves: Move[]) =>
  moves.reduce((history, move) => move(history), startHistory({ ...firstDraft(), endpoint: '0' }));

describe('the endpoint', () => {
  it.each<[string, Move[], string, string | undefined, string | undefined]>([
    ['at first', [], '0', undefined, undefined],
    ['nothing to undo', [undo, redo], '0', undefined, undefined],
    ['typed: not to be undone here', [type('a'), undo], 'a', undefined, undefined],
    ['changed', [change('A')], 'A', 'to A', undefined],
    ['changed and undone', [change('A'), undo], '0', undefined, 'to A'],
    ['changed, undone, done again', [change('A'), undo, redo], 'A', 'to A', undefined],
    ['typed before a change comes back', [type('a'), change('B'), undo], 'a', undefined, 'to B'],
    ['typed after a change goes with it', [change('A'), type('b'), undo], '0', undefined, 'to A'],
    ['and comes again with it', [change('A'), type('b'), undo, redo], 'b', 'to A', undefined],
    ['typed after undo stays with undo', [change('A'), undo, type('b'), redo, undo], 'b', undefined, 'to A'],
    ['two changes, one undone', [change('A'), change('B'), undo], 'A', 'to A', 'to B'],
    ['two changes, both undone', [change('A'), change('B'), undo, undo], '0', undefined, 'to A'],
    [
      'a change after undo ends what could be redone',
      [change('A'), undo, change('B'), redo],
      'B',
      'to B',
      undefined,
    ],
  ])('%s', (_, moves, endpoint, undoTitle, redoTitle) => {
    const history = after(...moves);
    expect(history.draft.endpoint).toBe(endpoint);
    expect(history.past.at(-1)?.title).toBe(undoTitle);
    expect(history.future.at(-1)?.title).toBe(redoTitle);
  });
});

it('typing nothing changes nothing', () => {
  const history = after(change('A'));
  expect(edit(history, (draft) => draft)).toBe(history);
});

it('keeps the last hundred changes', () => {
  const history = after(...Array.from({ length: 150 }, (_, index) => change(String(index))));
  expect(history.past).toHaveLength(100);
  expect(history.past[0]?.title).toBe('to 50');
});
