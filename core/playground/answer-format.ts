/** How the gateway may be asked to write its answer. */
export const answerFormats = ['json', 'urlencoded', 'xml'] as const;
export type AnswerFormat = (typeof answerFormats)[number];

/** The members of a token answer or error (RFC 6749 sections 5.1 and 5.2). */
export type AnswerMembers = Readonly<Record<string, string | number | boolean>>;

export interface WrittenAnswer {
  readonly contentType: string;
  readonly text: string;
}

/** Whether a form's `format` is one that the gateway knows. */
export function isAnswerFormat(value: string): value is AnswerFormat {
  return (answerFormats as readonly string[]).includes(value);
}

/** Writes an answer, success or error, in the asked format. */
export function writeAnswer(format: AnswerFormat, members: AnswerMembers): WrittenAnswer {
  return writers[format](members);
}

const writers: Record<AnswerFormat, (members: AnswerMembers) => WrittenAnswer> = {
  json: (members) => ({
    contentType: 'application/json; charset=utf-8',
    text: JSON.stringify(members),
  }),
  urlencoded: (members) => ({
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    text: toForm(members),
  }),
  xml: (members) => ({
    contentType: 'application/xml; charset=utf-8',
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<oauth>${Object.entries(members)
      .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
      .join('')}</oauth>\n`,
  }),
};

function toForm(members: AnswerMembers): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(members)) form.append(name, String(value));
  return form.toString();
}

const xmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (character) => xmlEntities[character] ?? '')
      // XML 1.0 has no way to write the other control characters, not even escaped.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
  );
}
