interface Searched {
  readonly title: string;
  readonly note?: string;
  readonly search?: string;
}

/** The items that hold every word typed, in whatever is searched of them. */
export function filterItems<Item extends Searched>(items: readonly Item[], text: string): readonly Item[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter((item) => {
    const whole = `${item.title} ${item.note ?? ''} ${item.search ?? ''}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}
