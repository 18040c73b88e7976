/** Rows drawn above and below the visible ones, so that a quick scroll does not show a gap. */
const beyond = 8;

/** Which rows of a long list are drawn: `from` is the first, `to` the one after the last. All numbers but rows in pixels. */
export function visibleRange(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  count: number,
): { readonly from: number; readonly to: number } {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const last = Math.ceil((Math.max(0, scrollTop) + viewHeight) / rowHeight);
  const to = Math.min(count, last + beyond);
  return { from: Math.max(0, Math.min(first - beyond, to)), to };
}

/** Where a list must be scrolled to so that a row is in view; where it is, if it is already. */
export function scrollTopFor(row: number, scrollTop: number, viewHeight: number, rowHeight: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + viewHeight ? top + rowHeight - viewHeight : scrollTop;
}

/** The row that a key moves to; undefined for other keys. */
export function rowAfterKey(key: string, row: number, count: number, perPage: number): number | undefined {
  const moved = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + perPage,
    PageUp: row - perPage,
    Home: 0,
    End: count - 1,
  }[key];
  return moved === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, moved));
}
