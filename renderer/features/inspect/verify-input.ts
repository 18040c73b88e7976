import type { contract } from '../../../shared/contract/contract.ts';
import type { VerificationKey } from '../../../shared/contract/jose.ts';
import type { InputOf } from '../../../shared/contract/method.ts';
import { parseDuration, resolveTime } from '../../../shared/jwt/time-expression.ts';

/** The key fields as they are filled in; those of the other sources are kept for coming back. */
export interface KeyChoice {
  readonly from: 'none' | 'vault' | 'text' | 'file' | 'secret';
  readonly entry: string;
  readonly text: string;
  readonly file: { readonly name: string; readonly base64: string } | null;
  readonly password: string;
  readonly secret: string;
  readonly encoding: 'text' | 'base64url' | 'hex';
}

export const noKey: KeyChoice = {
  from: 'none',
  entry: '',
  text: '',
  file: null,
  password: '',
  secret: '',
  encoding: 'text',
};

export interface VerifyOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly leeway: string;
  readonly at: string;
}

export type OptionProblem = Partial<Record<'leeway' | 'at', string>>;
export type VerifyInput = InputOf<(typeof contract)['jose']['verify']>;

/** The key to verify with; undefined until enough is filled in. */
export function chosenKey(choice: KeyChoice): VerificationKey | undefined {
  switch (choice.from) {
    case 'none':
      return undefined;
    case 'vault':
      return choice.entry === '' ? undefined : { entry: choice.entry };
    case 'text':
      return choice.text.trim() === '' ? undefined : { text: choice.text };
    case 'file':
      if (!choice.file) return undefined;
      return { file: choice.file.base64, ...(choice.password === '' ? {} : { password: choice.password }) };
    case 'secret':
      return choice.secret === '' ? undefined : { secret: choice.secret, encoding: choice.encoding };
  }
}

/** What cannot be understood of the options. */
export function optionProblem(options: VerifyOptions): OptionProblem {
  const problem: OptionProblem = {};
  if (options.leeway.trim() !== '' && parseDuration(options.leeway.trim()) === undefined) {
    problem.leeway = 'not a length of time: write 60 or 5m';
  }
  if (options.at.trim() !== '' && resolveTime(options.at, 0) === undefined) {
    problem.at = 'not a time: write now, -1h, 2016-03-16T06:00Z or seconds';
  }
  return problem;
}

/** @param now seconds since the epoch */
export function verifyInput(
  token: string,
  key: VerificationKey,
  options: VerifyOptions,
  now: number,
): VerifyInput {
  const at = options.at.trim() === '' ? undefined : resolveTime(options.at, now);
  const leeway = parseDuration(options.leeway.trim());
  const issuer = options.issuer.trim();
  const audience = options.audience.trim();
  return {
    token,
    key,
    ...(at === undefined ? {} : { at }),
    ...(leeway === undefined ? {} : { leeway }),
    ...(issuer === '' ? {} : { issuer }),
    ...(audience === '' ? {} : { audience }),
  };
}
