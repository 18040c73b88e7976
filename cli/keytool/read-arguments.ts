import { readFileSync } from 'node:fs';
import type { KeytoolArguments, KeytoolCommand, KeytoolOption } from './keytool-command.ts';
import { KeytoolError, KeytoolUsage } from './keytool-error.ts';
import { findOption } from './options.ts';
import type { KeytoolWarnings } from './warnings.ts';

/**
 * Reads options as keytool does: names in any case, whatever the command, a password's source behind a colon
 * (`-storepass:env NAME`, `-storepass:file FILE`). Of an option that is given twice the last one counts.
 */
export function readArguments(args: readonly string[], warnings: KeytoolWarnings): KeytoolArguments {
  const given: Record<string, string | true | string[]> = {};
  const seen = new Set<string>();
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    const [flag = '', modifier] = word.split(':', 2);
    const name = flag.toLowerCase();
    const option = name.startsWith('-') ? findOption(name.slice(1)) : undefined;
    if (!option) throw new KeytoolUsage(`Illegal option:  ${flag.startsWith('-') ? flag : word}`);
    if (seen.has(name) && !option.repeatable) {
      warnings.add(
        `The ${name} option is specified multiple times. All except the last one will be ignored.`,
      );
    }
    seen.add(name);
    if (!option.takesArgument) {
      given[option.name] = true;
      continue;
    }
    at += 1;
    const value = args[at];
    if (value === undefined) throw new KeytoolUsage(`Command option ${flag} needs an argument.`);
    const fetched = modifier === undefined ? value : fetchArgument(modifier, value, flag);
    const before = given[option.name];
    given[option.name] = option.repeatable ? [...(Array.isArray(before) ? before : []), fetched] : fetched;
  }
  return given;
}

function fetchArgument(modifier: string, value: string, name: string): string {
  if (modifier === 'env') {
    const found = process.env[value];
    if (found === undefined) throw new KeytoolUsage(`Cannot find environment variable: ${value}`);
    return found;
  }
  if (modifier !== 'file') throw new KeytoolUsage(`Illegal option:  ${name}:${modifier}`);
  try {
    return readFileSync(value, 'utf8').split(/\r?\n/, 1)[0] ?? '';
  } catch {
    throw new KeytoolError('java.io.FileNotFoundException', `${value} (No such file or directory)`);
  }
}

/** An argument that is text. */
export function text(value: KeytoolArguments[string] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The usage of one command, as keytool prints it. */
export function usageOf(command: KeytoolCommand): string {
  const width = Math.max(...command.options.map((option) => formOf(option).length));
  const lines = command.options.flatMap((option) => [
    ` ${formOf(option).padEnd(width)}  ${option.help}`,
    ...(nested.includes(option.name)
      ? [`${'   [-providerarg <arg>]'.padEnd(width + 5)}configure argument for -${option.name}`]
      : []),
  ]);
  return [
    `keytool -${command.name} [OPTION]...`,
    '',
    command.title,
    '',
    'Options:',
    '',
    ...lines,
    '',
    'Use "keytool -?, -h, or --help" for this help message',
    '',
  ].join('\n');
}

function formOf({ name, argument }: KeytoolOption): string {
  return `-${name}${argument === undefined ? '' : ` <${argument}>`}`;
}

const nested: readonly string[] = ['addprovider', 'providerclass'];
