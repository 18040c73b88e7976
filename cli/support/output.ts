import { styleText } from 'node:util';
import { escapeHiddenInJson, showHidden, showHiddenInLines } from '../../shared/base/hidden-characters.ts';
import { writeJson } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';

type Style = Parameters<typeof styleText>[0];

/**
 * Text that a terminal may have: line breaks and colours are ours, and whatever came from outside has its hidden characters
 * shown. Made by the functions of this file alone.
 */
export class TerminalText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The characters to write. Beside others in a plain text they come from outside again. */
  toString(): string {
    return this.#text;
  }
}

/** A plain text is one from outside: it stays within its line. */
export type Printable = string | number | TerminalText;

function safe(value: Printable): string {
  return value instanceof TerminalText ? value.toString() : showHidden(String(value));
}

/** A template literal for a terminal: the template's own text stands as it is, the values in it are {@link Printable}. */
export function layout(texts: TemplateStringsArray, ...values: readonly Printable[]): TerminalText {
  return new TerminalText(String.raw({ raw: texts }, ...values.map(safe)));
}

/** Text of several lines that Signet made: its line breaks and tabs are meant. */
export function inLines(text: string): TerminalText {
  return new TerminalText(showHiddenInLines(text));
}

/** JSON of several lines that Signet wrote. What JSON escapes is shown as it is elsewhere: `\u{1b}`. */
export function jsonInLines(json: string): TerminalText {
  return inLines(
    json.replace(/\\(?:u([0-9a-f]{4})|.)/gi, (escaped, code?: string) => {
      const character = String.fromCharCode(Number.parseInt(code ?? '0', 16));
      return code === undefined || showHidden(character) === character ? escaped : showHidden(character);
    }),
  );
}

/** Text of several lines from outside, each set in, so that none can pass for a line of ours. */
export function indented(text: string, indent = '  '): TerminalText {
  return inLines(text.split(/\r?\n/).join(`\n${indent}`).replace(/^/, indent));
}

/** Writes to standard output. */
export function writeOut(text: TerminalText): void {
  process.stdout.write(text.toString());
}

/** Writes to standard error. */
export function writeError(text: TerminalText): void {
  process.stderr.write(text.toString());
}

/** Prints the one JSON document that `--json` promises, on one line. */
export function printJson(document: unknown): void {
  process.stdout.write(`${escapeHiddenInJson(writeJson(document))}\n`);
}

export function printLine(line: Printable = ''): void {
  writeOut(layout`${line}\n`);
}

/** A line on standard error. */
export function printNote(line: Printable): void {
  writeError(layout`${line}\n`);
}

/**
 * What a command was asked for, and nothing about it: to a file or a pipe as it is.
 * @throws SignetError `usage` for bytes that are not text, on a terminal
 */
export function printData(data: string | Uint8Array): void {
  if (!process.stdout.isTTY) process.stdout.write(data);
  else writeOut(inLines(typeof data === 'string' ? data : readText(data)));
}

function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new SignetError('usage', 'this is not text, and standard output is a terminal', {
      hint: 'name a file for it, or send it through a pipe',
      cause,
    });
  }
}

/** Colours text on a terminal only, and never with NO_COLOR. */
export function paint(style: Style, text: Printable): TerminalText {
  const wanted = process.stdout.isTTY === true && !process.env.NO_COLOR;
  return new TerminalText(wanted ? styleText(style, safe(text)) : safe(text));
}

/** Lines of `name  value`, the names padded to one width. */
export function printFacts(facts: readonly (readonly [string, Printable | undefined])[], indent = ''): void {
  const present = facts.flatMap(([name, value]) =>
    value === undefined ? [] : [[showHidden(name), value] as const],
  );
  const width = Math.max(0, ...present.map(([name]) => name.length));
  for (const [name, value] of present) {
    printLine(layout`${indent}${paint('dim', name.padEnd(width))}  ${value}`);
  }
}

/** `RSA 2048 bits`, `EC P-256`, and what makes a key unsafe. */
export function keyInWords({ type, bits, curve, unsafe }: KeyDescription): Printable {
  const words = [type, bits === undefined ? '' : `${bits} bits`, curve].filter(Boolean).join(' ');
  return unsafe === undefined ? words : layout`${words}  ${paint('red', `unsafe: the key ${unsafe}`)}`;
}

/** The document with --json, else the text for people. */
export function printAnswer(options: { readonly json?: boolean }, document: unknown, text: () => void): void {
  if (options.json) printJson(document);
  else text();
}
