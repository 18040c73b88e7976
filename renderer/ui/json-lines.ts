import type { JsonValue } from '../../shared/jwt/json.ts';

interface Piece {
  readonly text: string;
  readonly at: number;
  readonly kind?: 'name' | 'string' | 'number' | 'word';
}

interface JsonLine {
  readonly number: number;
  /** The top-level member that begins in this line. */
  readonly member?: string;
  readonly pieces: readonly Piece[];
}

const colouredUpTo = { lines: 2000, characters: 200_000 };
const piece = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|(true|false|null)|[^"\d\-tfn]+|./g;

/** Cuts a JSON value into coloured lines; a huge one stays plain, which costs the window far less. */
export function jsonLines(value: JsonValue): JsonLine[] {
  const whole = JSON.stringify(value, null, 2);
  const lines = whole.split('\n');
  if (lines.length > colouredUpTo.lines || whole.length > colouredUpTo.characters) {
    return [{ number: 0, pieces: [{ text: whole, at: 0 }] }];
  }
  return lines.map((text, number) => {
    const member = /^ {2}"((?:[^"\\]|\\.)*)":/.exec(text)?.[1];
    return { number, ...(member === undefined ? {} : { member }), pieces: piecesOf(text) };
  });
}

function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of line.matchAll(piece)) {
    const [text, quoted, colon, number, word] = match;
    const at = match.index;
    if (quoted !== undefined) {
      pieces.push({ text: quoted, at, kind: colon === undefined ? 'string' : 'name' });
      if (colon !== undefined) pieces.push({ text: colon, at: at + quoted.length });
    } else if (number !== undefined) pieces.push({ text, at, kind: 'number' });
    else if (word !== undefined) pieces.push({ text, at, kind: 'word' });
    else pieces.push({ text, at });
  }
  return pieces;
}
