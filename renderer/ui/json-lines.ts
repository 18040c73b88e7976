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

const piece = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|(true|false|null)|[^"\d\-tfn]+|./g;

/** Cuts indented JSON into coloured lines. */
export function jsonLines(indented: string): JsonLine[] {
  return indented.split('\n').map((text, number) => {
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
