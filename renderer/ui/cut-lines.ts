/** Texts beyond this are drawn in part: laying them out whole would stop the window. */
export const longFrom = 50_000;

const longestLine = 400;

/** The lines of a text; one that is longer than can be drawn at once is cut into pieces. */
export function cutLines(text: string): readonly string[] {
  const pieces: string[] = [];
  for (const line of text.split('\n')) {
    let at = 0;
    do {
      pieces.push(line.slice(at, at + longestLine));
      at += longestLine;
    } while (at < line.length);
  }
  return pieces;
}
