import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import './item-list.css';
import { TextField } from './text-field.tsx';
import { useScrollView } from './use-scroll-view.ts';
import { rowAfterKey, scrollTopFor, visibleRange } from './visible-range.ts';

export interface Item {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly icon: () => ReactNode;
  /** Behind the title: badges. */
  readonly mark?: () => ReactNode;
  /** What is searched besides title and note. */
  readonly search?: string;
  /** A third line. All items of a list have one, or the height of one is left free. */
  readonly more?: () => ReactNode;
}

interface ItemListProps {
  label: string;
  items: readonly Item[];
  selected: string | undefined;
  onSelect: (id: string) => void;
  /** In the filter, which is there from the second item on if this is given: what it searches. */
  searchHint?: string;
  /** Not where the list has a search of its own. */
  filterable?: boolean;
}

const filterFrom = 12;
/** From here on only the rows in view are drawn, each of one height, in a box that scrolls by itself. */
const windowFrom = 40;
const rowRem = { plain: 3.25, withMore: 5.125 };

/** A list beside which the chosen item is shown in full. A long one can be filtered; arrow keys go through it. */
export function ItemList({ label, items, selected, onSelect, searchHint, filterable = true }: ItemListProps) {
  const [filter, setFilter] = useState('');
  const found = filterItems(items, filter);
  return (
    <div className="item-list">
      {filterable && items.length >= (searchHint === undefined ? filterFrom : 2) ? (
        <div className="item-filter">
          <TextField
            label={`Filter ${label.toLowerCase()}`}
            labelHidden
            value={filter}
            onChange={setFilter}
            placeholder={searchHint ?? `Filter ${items.length.toLocaleString('en')} entries`}
          />
          <span role="status" className={filter === '' ? 'visually-hidden' : 'item-count'}>
            {filter === ''
              ? ''
              : `${found.length.toLocaleString('en')} of ${items.length.toLocaleString('en')}`}
          </span>
        </div>
      ) : null}
      <Rows
        label={label}
        items={found}
        windowed={items.length >= windowFrom}
        selected={selected}
        onSelect={onSelect}
      />
      {found.length === 0 ? (
        <p className="item-rest quiet">
          {searchHint === undefined ? 'Nothing is called that.' : 'Nothing like that is here.'}
        </p>
      ) : null}
    </div>
  );
}

function Rows({ label, items, windowed, selected, onSelect }: ItemListProps & { windowed: boolean }) {
  const box = useRef<HTMLUListElement>(null);
  const [view, setView] = useScrollView(box, windowed);
  const [focusId, setFocusId] = useState<string | undefined>(undefined);
  const rowHeight = (items.some((item) => item.more) ? rowRem.withMore : rowRem.plain) * rootFontSize();
  const { from, to } = windowed
    ? visibleRange(view.top, view.height, rowHeight, items.length)
    : { from: 0, to: items.length };

  // A row that a key moved to takes the focus once it is drawn.
  useEffect(() => {
    if (focusId === undefined) return;
    box.current
      ?.querySelector<HTMLButtonElement>('[aria-pressed="true"]')
      ?.focus({ preventScroll: windowed });
    setFocusId(undefined);
  }, [focusId, windowed]);

  const move = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = items.findIndex((item) => item.id === selected);
    const perPage = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const next = rowAfterKey(event.key, now, items.length, perPage);
    const item = next === undefined ? undefined : items[next];
    if (item === undefined || next === undefined) return;
    event.preventDefault();
    if (windowed && box.current) {
      const { scrollTop, clientHeight } = box.current;
      box.current.scrollTop = scrollTopFor(next, scrollTop, clientHeight, rowHeight);
      setView({ top: box.current.scrollTop, height: clientHeight || 600 });
    }
    onSelect(item.id);
    setFocusId(item.id);
  };
  const rows = items.slice(from, to).map((item, index) => (
    <li
      key={item.id}
      className={windowed ? 'item-row' : undefined}
      style={windowed ? { height: rowHeight } : undefined}
      aria-setsize={windowed ? items.length : undefined}
      aria-posinset={windowed ? from + index + 1 : undefined}
    >
      <button
        type="button"
        className="item"
        aria-pressed={item.id === selected}
        onClick={() => onSelect(item.id)}
      >
        <span className="item-icon">{item.icon()}</span>
        <span className="item-body">
          <span className="item-head">
            <span className="item-title break">{item.title}</span>
            {item.mark?.()}
          </span>
          {item.note ? <span className="item-note break">{item.note}</span> : null}
          {item.more?.()}
        </span>
      </button>
    </li>
  ));
  return (
    <ul
      ref={box}
      aria-label={label}
      className={windowed ? 'item-rows item-window' : 'item-rows'}
      onKeyDown={move}
    >
      {windowed ? <li aria-hidden="true" style={{ height: from * rowHeight }} /> : null}
      {rows}
      {windowed ? <li aria-hidden="true" style={{ height: (items.length - to) * rowHeight }} /> : null}
    </ul>
  );
}

function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

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
