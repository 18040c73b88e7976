import type { Command } from 'commander';
import type { VerificationKey } from '../../core/jose/verification-key.ts';
import type { Verdict } from '../../shared/contract/jose.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { parseDuration, resolveTime } from '../../shared/jwt/time-expression.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import { readTokenArgument } from '../input.ts';
import { addKeyOptions, type KeyOptions, openKeyStore, readKeyOptions } from '../key-options.ts';
import { paint, printAnswer, printFacts, printLine } from '../output.ts';
import { printFindings } from '../print-findings.ts';

interface VerifyCommandOptions extends KeyOptions {
  readonly cert?: string;
  readonly jwks?: string;
  readonly at?: string;
  readonly leeway?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly algorithm?: string;
  readonly json?: boolean;
}

export function define(command: Command): void {
  addKeyOptions(command)
    .argument('[token]', 'the token; - or nothing reads standard input')
    .option('--cert <file>', 'a certificate, PEM or DER')
    .option('--jwks <file>', 'a JWK set')
    .option('--at <time>', 'verify as of this time: ISO 8601, seconds, -1h')
    .option('--leeway <duration>', 'how far clocks may differ: 30, 5m', '0')
    .option('--issuer <iss>', 'the issuer it must have')
    .option('--audience <aud>', 'an audience it must have')
    .option('--algorithm <name>', 'the only algorithm to accept')
    .addHelpText('after', '\nExit status: 0 valid, 1 not valid, 2 could not be checked.')
    .action(async (argument: string | undefined) => {
      const options = command.optsWithGlobals<VerifyCommandOptions>();
      const { verifyToken } = await import('../../core/jose/verify-token.ts');
      const keys = await readKeys(options);
      const token = await readTokenArgument(argument);
      const verdict = await verifyToken(token, keys, {
        at: readTime(options.at),
        leeway: readDuration(options.leeway),
        ...pick(options, ['issuer', 'audience', 'algorithm']),
      });
      printAnswer(options, verdict, () => printVerdict(verdict));
      if (!verdict.valid) process.exitCode = 1;
    });
}

async function readKeys(options: VerifyCommandOptions): Promise<readonly VerificationKey[]> {
  const { verificationKeysOf } = await import('../../core/jose/entry-keys.ts');
  if (options.cert !== undefined)
    return verificationKeysOf((await openKeyStore(options.cert, options)).entries.slice(0, 1));
  if (options.jwks !== undefined)
    return verificationKeysOf((await openKeyStore(options.jwks, options)).entries);
  return verificationKeysOf([await readKeyOptions(options, ['public-key', 'certificate', 'key', 'secret'])]);
}

function readTime(text: string | undefined): number {
  const now = currentSeconds();
  const time = text === undefined ? now : resolveTime(text, now);
  if (time !== undefined) return time;
  throw new SignetError('time-not-understood', `${text} is no time`, {
    hint: 'write 2026-01-31T12:00:00Z, seconds, or -1h',
  });
}

function readDuration(text = '0'): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  throw new SignetError('time-not-understood', `${text} is no duration`, { hint: 'write 30, 90s or 5m' });
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(
    names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]),
  ) as Pick<T, K>;
}

function printVerdict(verdict: Verdict): void {
  printLine(verdict.valid ? paint('green', 'valid') : paint('red', `not valid: ${verdict.reason}`));
  const { key } = verdict;
  printFacts([
    ['signature', verdict.signature],
    [
      'key',
      key
        ? [key.source, key.type, key.bits && `${key.bits} bits`, key.curve].filter(Boolean).join(' ')
        : undefined,
    ],
    ['thumbprint', key?.thumbprint],
    ...verdict.claims.map(({ name, ok, reason }) => [name, ok ? 'ok' : (reason ?? 'not ok')] as const),
  ]);
  printFindings(verdict.findings);
}
