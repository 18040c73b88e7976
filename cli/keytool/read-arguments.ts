import { readFileSync } from 'node:fs';
import type { KeytoolArguments, KeytoolCommand } from './keytool-command.ts';
import { KeytoolError, KeytoolUsage } from './keytool-error.ts';

/**
 * Reads the options of a keytool command as keytool does: names in any case, a password's source behind a colon
 * (`-storepass:env NAME`, `-storepass:file FILE`).
 */
export function readArguments(command: KeytoolCommand, args: readonly string[]): KeytoolArguments {
  const given: Record<string, string | true> = {};
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    const [name = '', modifier] = word.toLowerCase().split(':', 2);
    const option = command.options.find((each) => `-${each.name}` === name);
    if (!option) throw new KeytoolUsage(`Illegal option:  ${word}`);
    if (option.argument === undefined) given[option.name] = true;
    else {
      at += 1;
      const value = args[at];
      if (value === undefined) throw new KeytoolUsage(`Command option ${name} needs an argument.`);
      given[option.name] = modifier === undefined ? value : fetchArgument(modifier, value, name);
    }
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

/** The usage of one command, as keytool prints it. */
export function usageOf(command: KeytoolCommand): string {
  const lines = command.options.map(({ name, argument, help }) => {
    const option = ` -${name}${argument === undefined ? '' : ` <${argument}>`}`;
    return [option.padEnd(24), help, ...(nested[name] ?? [])].join(' ').replace(' \n', '\n');
  });
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

const providerArgument = '\n   [-providerarg <arg>]    configure argument for -';
const nested: Readonly<Record<string, readonly string[]>> = {
  addprovider: [`${providerArgument}addprovider`],
  providerclass: [`${providerArgument}providerclass`],
};
