import type { contract } from '../../shared/contract/contract.ts';
import type { VerificationKey } from '../../shared/contract/jose.ts';
import type { InputOf } from '../../shared/contract/method.ts';
import { parseDuration, resolveTime } from '../../shared/jwt/time-expression.ts';

export interface VerifyOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly leeway: string;
  readonly at: string;
  /** The one algorithm to accept. */
  readonly algorithm: string;
  /** Names in `crit` that are declared understood. */
  readonly critical: readonly string[];
}

export const noOptions: VerifyOptions = {
  issuer: '',
  audience: '',
  leeway: '',
  at: '',
  algorithm: '',
  critical: [],
};

export type OptionProblem = Partial<Record<'leeway' | 'at', string>>;
export type VerifyInput = InputOf<(typeof contract)['jose']['verify']>;

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
  const algorithm = options.algorithm.trim();
  return {
    token,
    key,
    ...(at === undefined ? {} : { at }),
    ...(leeway === undefined ? {} : { leeway }),
    ...(issuer === '' ? {} : { issuer }),
    ...(audience === '' ? {} : { audience }),
    ...(algorithm === '' ? {} : { algorithm }),
    ...(options.critical.length === 0 ? {} : { critical: [...options.critical] }),
  };
}
