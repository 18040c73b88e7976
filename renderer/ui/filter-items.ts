/** The items whose title or note holds every word typed. */
export function filterItems<Item extends { readonly title: string; readonly note?: string }>(
  items: readonly Item[],
  text: string,
): readonly Item[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter((item) => {
    const whole = `${item.title} ${item.note ?? ''}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}
