import { SignetError } from '../../shared/base/signet-error.ts';
import { type GenerateOptions, type KeyType, keyTypes } from '../../shared/contract/vault.ts';
import type { PasswordOptions } from './passwords.ts';

export interface GenerateCommandOptions extends PasswordOptions {
  readonly type: string;
  readonly bits?: string;
  readonly curve?: string;
  readonly out?: string;
  readonly vault?: string;
  readonly subject?: string;
  readonly days?: string;
  readonly unencrypted?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function readGenerateOptions(
  options: Omit<GenerateCommandOptions, 'json'>,
): Omit<GenerateOptions, 'name'> {
  const type = keyTypes.find((each) => each === options.type);
  if (type === undefined)
    throw new SignetError('usage', `${options.type} is no key type`, { hint: `use ${keyTypes.join(', ')}` });
  const curve = curves.find((each) => each === options.curve);
  if (options.curve !== undefined && curve === undefined) {
    throw new SignetError('usage', `${options.curve} is no curve`, { hint: `use ${curves.join(', ')}` });
  }
  return {
    type: type satisfies KeyType,
    ...(options.bits === undefined ? {} : { bits: count(options.bits, '--bits') }),
    ...(curve === undefined ? {} : { curve }),
    ...(options.subject === undefined
      ? {}
      : { subject: options.subject, days: count(options.days ?? '365', '--days') }),
  };
}

const curves = ['P-256', 'P-384', 'P-521'] as const;

function count(text: string, option: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new SignetError('usage', `${option} ${text} is no number`);
}
