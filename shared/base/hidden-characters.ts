/**
 * What has no shape of its own and can change how a terminal or a window shows its surroundings: controls (C0, DEL, C1),
 * formats (bidirectional ones, tags, joiners, the byte order mark), line and paragraph separators, lone surrogates, and
 * whatever else Unicode has a reader ignore.
 */
export const hiddenCharacters = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const hiddenOrLineBreak = /\r\n|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** Nearly every text is made of these alone: asked first, since it is quick. */
const plain = /^[\x20-\x7e\n\t]*$/;
const plainLine = /^[\x20-\x7e]*$/;

/** A text with its hidden characters shown, as `\u{1b}`: line breaks and tabs too. */
export function showHidden(text: string): string {
  return plainLine.test(text) ? text : text.replace(hiddenCharacters, shown);
}

/** The same for a text whose line breaks and tabs are meant. */
export function showHiddenInLines(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(hiddenOrLineBreak, (found) => (/^\r?\n$|^\t$/.test(found) ? found : shown(found)));
}

/** JSON that says the same without hidden characters: they can stand in its strings alone, where `\u202e` means them. */
export function escapeHiddenInJson(json: string): string {
  return plain.test(json)
    ? json
    : escapeHidden(json, (character) => (character === '\n' ? character : escapeUnits(character)));
}

/** The hidden characters of a text, each once, as they are shown. */
export function listHidden(text: string): readonly string[] {
  return plain.test(text) ? [] : [...new Set(text.match(hiddenCharacters))].map(shown);
}

/** A text with each hidden character written in another way. */
export function escapeHidden(text: string, write: (character: string) => string): string {
  return text.replace(hiddenCharacters, write);
}

function shown(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** Each UTF-16 code unit as `\uXXXX`, which JSON, Java, JavaScript and Python read alike. */
export function escapeUnits(text: string): string {
  return Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
