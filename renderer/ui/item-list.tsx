import type { ReactNode } from 'react';
import './item-list.css';

interface Item {
  readonly id: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly note?: ReactNode;
  readonly more?: ReactNode;
}

interface ItemListProps {
  label: string;
  items: readonly Item[];
  selected: string | undefined;
  onSelect: (id: string) => void;
}

/** A list beside which the chosen item is shown in full. */
export function ItemList({ label, items, selected, onSelect }: ItemListProps) {
  return (
    <ul className="item-list" aria-label={label}>
      {items.map((item) => (
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
  );
}
