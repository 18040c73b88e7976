/** Whether a text holds a pattern, upper and lower case alike. `*` stands for anything between; takes linear time. */
export function holdsPattern(text: string, pattern: string): boolean {
  const lower = text.toLowerCase();
  let from = 0;
  return pattern
    .toLowerCase()
    .split('*')
    .every((part) => {
      const at = indexOfWhole(lower, part, from);
      from = at + part.length;
      return at >= 0;
    });
}

/**
 * A number is found only whole: 70002 is not in AADSTS700027. By Knuth, Morris and Pratt: a text from a server and a pattern
 * from a file can be made so that the built-in search compares each letter of one with each of the other.
 */
function indexOfWhole(text: string, part: string, from: number): number {
  if (part === '') return from;
  const fallback = fallbackOf(part);
  let matched = 0;
  for (let i = from; i < text.length; i++) {
    while (matched > 0 && (matched === part.length || text[i] !== part[matched])) {
      matched = fallback[matched - 1] ?? 0;
    }
    if (text[i] === part[matched]) matched += 1;
    if (matched < part.length) continue;
    const at = i + 1 - part.length;
    if (!bothDigits(text[at - 1], part[0]) && !bothDigits(part.at(-1), text[i + 1])) return at;
  }
  return -1;
}

/** For each beginning of a text, how much of its end is a beginning of the text again. */
function fallbackOf(part: string): readonly number[] {
  const lengths = [0];
  for (let i = 1, length = 0; i < part.length; i++) {
    while (length > 0 && part[i] !== part[length]) length = lengths[length - 1] ?? 0;
    if (part[i] === part[length]) length += 1;
    lengths.push(length);
  }
  return lengths;
}

function bothDigits(a: string | undefined, b: string | undefined): boolean {
  return isDigit(a) && isDigit(b);
}

function isDigit(letter: string | undefined): boolean {
  return letter !== undefined && letter >= '0' && letter <= '9';
}

const placeholder = /\{[a-z][a-z0-9_]*\}/gi;

/** The names that stand in braces: `{tenant}` → `tenant`. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([name]) => name.slice(1, -1)))];
}

/** Puts values in place of `{name}`; a name without a value stays. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(placeholder, (whole) => {
    const name = whole.slice(1, -1);
    return Object.hasOwn(values, name) ? (values[name] ?? whole) : whole;
  });
}

/** Whether a text fits a template from end to end; each `{name}` stands for at least one character that is no white space. */
export function fitsTemplate(text: string, template: string): boolean {
  const parts = template.split(placeholder);
  const [first = ''] = parts;
  if (parts.length === 1) return text === template;
  const last = parts.at(-1) ?? '';
  if (/\s/.test(text) && !/\s/.test(template)) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = text.indexOf(part, from + 1);
    if (at < 0) return false;
    from = at + part.length;
  }
  return end > from;
}

/** What each `{name}` of a template stands for in a text that fits it, as little as possible each; undefined where it does not fit. */
export function matchTemplate(text: string, template: string): Record<string, string> | undefined {
  if (!fitsTemplate(text, template)) return undefined;
  const parts = template.split(placeholder);
  const names = [...template.matchAll(placeholder)].map(([name]) => name.slice(1, -1));
  const values: Record<string, string> = {};
  let from = parts[0]?.length ?? 0;
  for (const [index, name] of names.entries()) {
    const next = parts[index + 1] ?? '';
    const isLast = index === names.length - 1;
    const end = isLast ? text.length - next.length : text.indexOf(next, from + 1);
    values[name] = text.slice(from, end);
    from = end + next.length;
  }
  return values;
}
