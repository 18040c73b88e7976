import { Plus, X } from 'lucide-react';
import { listHidden } from '../../shared/base/hidden-characters.ts';
import { Button } from './button.tsx';
import './field.css';
import { IconButton } from './icon-button.tsx';
import './pairs-editor.css';

type Pair = readonly [name: string, value: string];

interface PairsEditorProps {
  /** One of them, in words: `query parameter`. */
  noun: string;
  pairs: readonly Pair[];
  onChange: (pairs: [string, string][]) => void;
}

/** Rows of a name and a value. */
export function PairsEditor({ noun, pairs, onChange }: PairsEditorProps) {
  const copy = () => pairs.map(([name, value]): [string, string] => [name, value]);
  const set = (index: number, name: string, value: string) => {
    const next = copy();
    next[index] = [name, value];
    onChange(next);
  };
  return (
    <div className="pairs">
      {pairs.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity but its place.
        <div key={index} className="pair">
          <input
            className="control control-mono"
            aria-label={`Name of ${noun} ${index + 1}`}
            placeholder="name"
            value={name}
            spellCheck={false}
            onChange={(event) => set(index, event.target.value, value)}
          />
          <input
            className="control control-mono"
            aria-label={`Value of ${noun} ${index + 1}`}
            placeholder="value"
            value={value}
            spellCheck={false}
            onChange={(event) => set(index, name, event.target.value)}
          />
          <IconButton
            label={`Remove ${noun} ${index + 1}`}
            icon={<X aria-hidden="true" />}
            onClick={() => onChange(copy().toSpliced(index, 1))}
          />
          {listHidden(name + value).length > 0 ? (
            <p className="field-hint">Hidden characters in it: {listHidden(name + value).join(', ')}</p>
          ) : null}
        </div>
      ))}
      <div>
        <Button
          size="small"
          variant="quiet"
          icon={<Plus aria-hidden="true" />}
          onClick={() => onChange([...copy(), ['', '']])}
        >
          Add {noun}
        </Button>
      </div>
    </div>
  );
}
