/** A column of a list, sorted by the item's title, one of its cells, or a number that stands for what is shown. */
export interface Column {
  readonly title: string;
}

interface Ordered {
  readonly title: string;
  readonly cells?: readonly string[];
  /** What the last column is sorted by; those without come last. */
  readonly rank?: number;
}

export interface Order {
  readonly column: number;
  readonly way: 'ascending' | 'descending';
}

/** What pressing a column's head makes of an order: ascending, descending, and none again. */
export function turnedOrder(order: Order | null, column: number): Order | null {
  if (order?.column !== column) return { column, way: 'ascending' };
  return order.way === 'ascending' ? { column, way: 'descending' } : null;
}

/** The items by one column; those with nothing in it stay behind the others, whichever way. */
export function orderItems<Item extends Ordered>(
  items: readonly Item[],
  columns: readonly Column[] | undefined,
  order: Order | null,
): readonly Item[] {
  if (!columns || !order) return items;
  const keyOf = (item: Item): string | number | undefined => {
    if (order.column === 0) return sortText(item.title);
    if (order.column === columns.length - 1) return item.rank;
    return sortText(item.cells?.[order.column - 1] ?? '') || undefined;
  };
  const turn = order.way === 'ascending' ? 1 : -1;
  // A collator would take ten thousand items longer than a frame.
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((one, other) => compare(one.key, other.key, turn))
    .map(({ item }) => item);
}

function compare(one: string | number | undefined, other: string | number | undefined, turn: number): number {
  if (one === other) return 0;
  if (one === undefined) return 1;
  if (other === undefined) return -1;
  return one < other ? -turn : turn;
}

/** Without case and accents, and numbers by their size: `key-9` before `key-10`. */
function sortText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\d{1,12}/g, (digits) => digits.padStart(12, '0'));
}
