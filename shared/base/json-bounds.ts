/** Deeper than anything that Signet reads. */
const maxDepth = 128;
/** More values than in anything that Signet reads: a set of ten thousand keys has some two hundred thousand. */
const maxValues = 1_000_000;

const [quote, backslash, comma, openArray, openObject, closeArray, closeObject] = [
  0x22, 0x5c, 0x2c, 0x5b, 0x7b, 0x5d, 0x7d,
];

/**
 * Whether a text from outside may be given to `JSON.parse`, which makes a hundred bytes of memory out of a single `[`, and
 * cannot be stopped. Whether it is JSON is not looked at.
 */
export function isModestJson(text: string): boolean {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === closeArray || code === closeObject) depth -= 1;
    else if (code === comma) values += 1;
    else if (code === openArray || code === openObject) {
      depth += 1;
      values += 1;
      if (depth > maxDepth) return false;
    }
    if (values > maxValues) return false;
  }
  return true;
}

/** Where the closing quote of a string stands; behind the text where there is none. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
  return at;
}
