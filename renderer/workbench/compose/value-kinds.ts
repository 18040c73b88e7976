/** What a JSON value is, as its form calls it. */
export type ValueKind = 'text' | 'number' | 'yes-or-no' | 'null' | 'list' | 'object';

export const valueKinds: Readonly<Record<ValueKind, string>> = {
  text: 'Text',
  number: 'Number',
  'yes-or-no': 'Yes or no',
  null: 'Null',
  list: 'List',
  object: 'Object',
};

/** @param raw a value as JSON text */
export function kindOf(raw: string): ValueKind {
  switch (raw.charAt(0)) {
    case '"':
      return 'text';
    case '[':
      return 'list';
    case '{':
      return 'object';
    case 't':
    case 'f':
      return 'yes-or-no';
    case 'n':
      return 'null';
    default:
      return 'number';
  }
}

/** A value of another kind, of which as much is kept as can be: `"42"` becomes 42, 42 the list of it. */
export function convert(raw: string, to: ValueKind): string {
  const from = kindOf(raw);
  if (from === to) return raw;
  switch (to) {
    case 'text':
      return from === 'null' ? '""' : JSON.stringify(raw);
    case 'number':
      return isNumber(textOf(raw)) ? textOf(raw).trim() : '0';
    case 'yes-or-no':
      return textOf(raw) === 'false' ? 'false' : 'true';
    case 'null':
      return 'null';
    case 'list':
      return from === 'null' ? '[]' : `[${raw}]`;
    case 'object':
      return '{}';
  }
}

/** Whether a text is a number as JSON writes one (RFC 8259 section 6). */
export function isNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d{0,400})(?:\.\d{1,400})?(?:[eE][+-]?\d{1,5})?$/.test(text.trim());
}

/** The text of a string, anything else as JSON. */
export function textOf(raw: string): string {
  return kindOf(raw) === 'text' ? (JSON.parse(raw) as string) : raw;
}
