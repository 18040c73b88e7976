import { useMemo } from 'react';
import type { JsonValue } from '../../shared/jwt/json.ts';
import { jsonLines } from './json-lines.ts';
import './json-view.css';
import { ScrollBox } from './scroll-box.tsx';

interface JsonViewProps {
  label: string;
  value: JsonValue;
  /** Said at the end of the line of a top-level member. */
  notes?: Readonly<Record<string, string>>;
}

/** JSON to be read: indented, in colour, with notes beside what needs explaining. */
export function JsonView({ label, value, notes = {} }: JsonViewProps) {
  const lines = useMemo(() => jsonLines(value), [value]);
  return (
    <ScrollBox label={label} className="json-view mono">
      {lines.map((line) => {
        const note = line.member === undefined ? undefined : notes[line.member];
        return (
          <div key={line.number}>
            {line.pieces.map((piece) => (
              <span key={piece.at} className={piece.kind ? `json-${piece.kind}` : undefined}>
                {piece.text}
              </span>
            ))}
            {note ? <span className="json-note">{note}</span> : null}
          </div>
        );
      })}
    </ScrollBox>
  );
}
