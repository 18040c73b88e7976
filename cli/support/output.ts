import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Prints the one JSON document that `--json` promises, on one line. */
export function printJson(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document)}\n`);
}

export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Colours text on a terminal only, and never with NO_COLOR. */
export function paint(style: Style, text: string): string {
  const wanted = process.stdout.isTTY === true && !process.env.NO_COLOR;
  return wanted ? styleText(style, text) : text;
}

/** Lines of `name  value`, the names padded to one width. */
export function printFacts(facts: readonly (readonly [string, string | undefined])[], indent = ''): void {
  const present = facts.filter((fact): fact is readonly [string, string] => fact[1] !== undefined);
  const width = Math.max(0, ...present.map(([name]) => name.length));
  for (const [name, value] of present) printLine(`${indent}${paint('dim', name.padEnd(width))}  ${value}`);
}

/** The document with --json, else the text for people. */
export function printAnswer(options: { readonly json?: boolean }, document: unknown, text: () => void): void {
  if (options.json) printJson(document);
  else text();
}
