import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { filterItems, firstShown } from './filter-items.ts';
import './item-list.css';
import { TextField } from './text-field.tsx';

interface Item {
  readonly id: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly note?: string;
  readonly more?: ReactNode;
}

interface ItemListProps {
  label: string;
  items: readonly Item[];
  selected: string | undefined;
  onSelect: (id: string) => void;
}

const filterFrom = 12;

/** A list beside which the chosen item is shown in full. A long one can be filtered, and is drawn in portions. */
export function ItemList({ label, items, selected, onSelect }: ItemListProps) {
  const [filter, setFilter] = useState('');
  const [portion, setPortion] = useState(firstShown);
  const found = filterItems(items, filter);
  const rest = found.length - portion;
  return (
    <div className="item-list">
      {items.length >= filterFrom ? (
        <div className="item-filter">
          <TextField
            label={`Filter ${label.toLowerCase()}`}
            labelHidden
            value={filter}
            onChange={setFilter}
            placeholder={`Filter ${items.length} entries`}
          />
        </div>
      ) : null}
      <ul aria-label={label}>
        {found.slice(0, portion).map((item) => (
          <li key={item.id}>
            <button
              type="button"
              className="item"
              aria-pressed={item.id === selected}
              onClick={() => onSelect(item.id)}
            >
              <span className="item-icon">{item.icon}</span>
              <span className="item-body">
                <span className="item-title break">{item.title}</span>
                {item.note ? <span className="item-note break">{item.note}</span> : null}
                {item.more}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="item-rest quiet">Nothing is called that.</p> : null}
      {rest > 0 ? (
        <div className="item-rest">
          <Button size="small" onClick={() => setPortion(portion + firstShown)}>
            Show {Math.min(rest, firstShown)} more of {found.length}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
