/**
 * Keys in the order in which java.util.Hashtable gives them back: that of a JKS store's entries. By the hash of the
 * text, modulo the size of the table, from its end; the newest first where several fall together.
 */
export function hashtableOrder(keys: readonly string[]): string[] {
  let table: string[][] = Array.from({ length: 11 }, () => []);
  let count = 0;
  for (const key of keys) {
    if (count >= Math.floor(table.length * 0.75)) table = rehash(table);
    table[slot(key, table.length)]?.unshift(key);
    count += 1;
  }
  return table.toReversed().flat();
}

function rehash(table: readonly string[][]): string[][] {
  const larger: string[][] = Array.from({ length: table.length * 2 + 1 }, () => []);
  for (const key of table.toReversed().flat()) larger[slot(key, larger.length)]?.unshift(key);
  return larger;
}

/** java.lang.String.hashCode(), without its sign. */
function slot(key: string, size: number): number {
  let hash = 0;
  for (let i = 0; i < key.length; i += 1) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
  return (hash & 0x7fffffff) % size;
}
