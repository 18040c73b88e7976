import { describe, expect, it } from 'vitest';
import { type Order, orderItems, turnedOrder } from '../../../renderer/ui/item-order.ts';

const columns = [{ title: 'Name' }, { title: 'Kind' }, { title: 'Expires' }];
const items = [
  { title: 'key-10', cells: ['Key'], rank: 300 },
  { title: 'Äpfel', cells: [''] },
  { title: 'key-9', cells: ['Certificate'], rank: 100 },
  { title: 'Zoo', cells: ['Secret'], rank: 200 },
];
const titles = (order: Order | null) => orderItems(items, columns, order).map(({ title }) => title);

describe('items are ordered', () => {
  it.each([
    ['as they come', null, ['key-10', 'Äpfel', 'key-9', 'Zoo']],
    [
      'by title: numbers by size, no accents, no case',
      { column: 0, way: 'ascending' },
      ['Äpfel', 'key-9', 'key-10', 'Zoo'],
    ],
    ['by title, the other way', { column: 0, way: 'descending' }, ['Zoo', 'key-10', 'key-9', 'Äpfel']],
    ['by a cell, empty ones last', { column: 1, way: 'ascending' }, ['key-9', 'key-10', 'Zoo', 'Äpfel']],
    [
      'by a cell, empty ones last in the other way too',
      { column: 1, way: 'descending' },
      ['Zoo', 'key-10', 'key-9', 'Äpfel'],
    ],
    [
      'by the last column as numbers, those without last',
      { column: 2, way: 'ascending' },
      ['key-9', 'Zoo', 'key-10', 'Äpfel'],
    ],
    [
      'by the last column, the other way',
      { column: 2, way: 'descending' },
      ['key-10', 'Zoo', 'key-9', 'Äpfel'],
    ],
  ] as const)('%s', (_what, order, expected) => expect(titles(order)).toEqual(expected));

  it('in turn: ascending, descending, and as they come', () => {
    const first = turnedOrder(null, 1);
    const second = turnedOrder(first, 1);
    expect([first, second, turnedOrder(second, 1)]).toEqual([
      { column: 1, way: 'ascending' },
      { column: 1, way: 'descending' },
      null,
    ]);
    expect(turnedOrder(second, 0)).toEqual({ column: 0, way: 'ascending' });
  });
});
