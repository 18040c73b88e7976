import { useMemo } from 'react';
import { type JsonValue, writeJson } from '../../shared/base/json.ts';
import { longFrom } from './cut-lines.ts';
import { jsonLines } from './json-lines.ts';
import './json-view.css';
import { LongText } from './long-text.tsx';
import { ScrollBox } from './scroll-box.tsx';

interface JsonViewProps {
  label: string;
  value: JsonValue;
  /** Said at the end of the line of a top-level member. */
  notes?: Readonly<Record<string, string>>;
}

/** JSON to be read: indented, in colour, with notes beside what needs explaining. */
export function JsonView({ label, value, notes = {} }: JsonViewProps) {
  const whole = useMemo(() => writeJson(value, 2), [value]);
  const lines = useMemo(() => (whole.length > longFrom ? [] : jsonLines(whole)), [whole]);
  if (whole.length > longFrom) return <LongText label={label} text={whole} />;
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
