import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import './item-list.css';
import { type Column, type Order, orderItems, turnedOrder } from './item-order.ts';
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
  /** In a list with columns: what stands in those behind the title, empty ones too. */
  readonly cells?: readonly string[];
  /** What the last column is sorted by: seconds at which a certificate ends. */
  readonly rank?: number;
  /** What is searched besides title and note. */
  readonly search?: string;
  /** A third line, or the last column. All items of a list have one, or the room of one is left free. */
  readonly more?: () => ReactNode;
}

interface ItemListProps {
  label: string;
  items: readonly Item[];
  /** Makes it a table of one line for each item, which can be sorted: by the title, each cell, and what `more` shows. */
  columns?: readonly Column[] | undefined;
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
const rowRem = { plain: 3.25, withMore: 5.125, line: 1.75 };

/** A list beside which the chosen item is shown in full. A long one can be filtered; arrow keys go through it. */
export function ItemList({
  label,
  items,
  columns,
  selected,
  onSelect,
  searchHint,
  filterable = true,
}: ItemListProps) {
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<Order | null>(null);
  const asked = useDeferredValue(filter);
  const found = useMemo(() => filterItems(items, asked), [items, asked]);
  const shown = useMemo(() => orderItems(found, columns, order), [found, columns, order]);
  return (
    <div className={columns ? 'item-list item-table' : 'item-list'}>
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
      {columns && found.length > 0 ? (
        <ColumnHeads label={label} columns={columns} order={order} onOrder={setOrder} />
      ) : null}
      <Rows
        label={label}
        items={shown}
        columns={columns}
        windowed={columns !== undefined || items.length >= windowFrom}
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

interface ColumnHeadsProps {
  label: string;
  columns: readonly Column[];
  order: Order | null;
  onOrder: (order: Order | null) => void;
}

/** The names of the columns; pressed once they sort, again the other way round, and then as the list was. */
function ColumnHeads({ label, columns, order, onOrder }: ColumnHeadsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in.
    <div role="group" aria-label={`Sort ${label.toLowerCase()}`} className="item-columns item-heads">
      {columns.map(({ title }, index) => {
        const way = order?.column === index ? order.way : undefined;
        return (
          <button
            key={title}
            type="button"
            className="item-head-button"
            aria-label={`Sort by ${title.toLowerCase()}${way ? `, ${way}` : ''}`}
            title={`Sort by ${title.toLowerCase()}`}
            onClick={() => onOrder(turnedOrder(order, index))}
          >
            <span>{title}</span>
            {way === 'ascending' ? <ArrowUp aria-hidden="true" /> : null}
            {way === 'descending' ? <ArrowDown aria-hidden="true" /> : null}
          </button>
        );
      })}
    </div>
  );
}

type RowsProps = Pick<ItemListProps, 'label' | 'items' | 'columns' | 'selected' | 'onSelect'>;

function Rows({ label, items, columns, windowed, selected, onSelect }: RowsProps & { windowed: boolean }) {
  const box = useRef<HTMLUListElement>(null);
  const [view, setView] = useScrollView(box, windowed);
  const [focusId, setFocusId] = useState<string | undefined>(undefined);
  const rowHeight = rowRem[heightOf(items, columns)] * rootFontSize();
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
        className={columns ? 'item item-columns' : 'item'}
        aria-pressed={item.id === selected}
        onClick={() => onSelect(item.id)}
      >
        {columns ? <Line item={item} /> : <Lines item={item} />}
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

function heightOf(items: readonly Item[], columns: readonly Column[] | undefined): keyof typeof rowRem {
  if (columns) return 'line';
  return items.some((item) => item.more) ? 'withMore' : 'plain';
}

/** An item under each other: title, note, and more. */
function Lines({ item }: { item: Item }) {
  return (
    <>
      <span className="item-icon">{item.icon()}</span>
      <span className="item-body">
        <span className="item-head">
          <span className="item-title break">{item.title}</span>
          {item.mark?.()}
        </span>
        {item.note ? <span className="item-note break">{item.note}</span> : null}
        {item.more?.()}
      </span>
    </>
  );
}

/** An item on one line, a cell in each column; what is cut off is told by a tooltip. */
function Line({ item }: { item: Item }) {
  return (
    <>
      <span className="item-name">
        {item.icon()}
        <span className="item-cell item-title" title={item.title}>
          {item.title}
        </span>
        {item.mark?.()}
      </span>
      {(item.cells ?? []).map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column alone.
        <span key={index} className="item-cell item-note" title={cell === '' ? undefined : cell}>
          {cell === '' ? null : <span className="visually-hidden"> · </span>}
          {cell}
        </span>
      ))}
      <span className="item-cell">{item.more?.()}</span>
    </>
  );
}

function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

interface Searched {
  readonly title: string;
  readonly note?: string;
  readonly cells?: readonly string[];
  readonly search?: string;
}

/** The items that hold every word typed, in whatever is searched of them. */
export function filterItems<Item extends Searched>(items: readonly Item[], text: string): readonly Item[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter((item) => {
    const whole =
      `${item.title} ${item.note ?? ''} ${item.cells?.join(' ') ?? ''} ${item.search ?? ''}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}
