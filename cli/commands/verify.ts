import type { Command } from 'commander';
import type { Suspect } from '../../core/jose/explain-signature.ts';
import type { VerificationKey } from '../../core/jose/verification-key.ts';
import type { WorkBudget } from '../../core/key/work-budget.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { RemoteKey, Verdict } from '../../shared/contract/jose.ts';
import { decodeToken } from '../../shared/jwt/decode-token.ts';
import { parseDuration, resolveTime } from '../../shared/jwt/time-expression.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import { readInputFile, readTokenArgument } from '../support/input.ts';
import {
  addKeyOptions,
  dashed,
  type KeyOptions,
  openKeyStore,
  readKeyOptions,
  sourceNames,
} from '../support/key-options.ts';
import { keyInWords, layout, paint, printAnswer, printFacts, printLine } from '../support/output.ts';
import { printFindings } from '../support/print-findings.ts';
import { collect } from '../support/sign-options.ts';

interface VerifyCommandOptions extends KeyOptions {
  readonly cert?: string;
  readonly jwks?: string;
  readonly issuerDiscovery?: string;
  readonly x5c?: boolean;
  readonly trust?: string;
  readonly trustSystem?: boolean;
  readonly payload?: string;
  readonly plan?: boolean;
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly at?: string;
  readonly leeway?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly algorithm?: string;
  readonly crit: readonly string[];
  readonly json?: boolean;
}

export function define(command: Command): void {
  addKeyOptions(command)
    .argument('[token]', 'the token; - or nothing reads standard input')
    .option('--cert <file>', 'a certificate, PEM or DER')
    .option('--jwks <file or url>', 'a JWK set')
    .option('--issuer-discovery <url>', 'the JWK set that this issuer’s discovery document names')
    .option('--x5c', 'the certificate in the token itself, if --trust vouches for it')
    .option('--trust <file>', 'with --x5c: the certificates to trust')
    .option('--trust-system', 'with --x5c: trust the roots that this machine ships with')
    .option('--payload <file>', 'the payload of a token that came without it')
    .option('--plan', 'say what would be fetched, and fetch nothing')
    .option('--ca <file>', 'for fetching: trust this certificate authority too (PEM)')
    .option('--insecure', 'for fetching: accept any TLS certificate')
    .option('--at <time>', 'verify as of this time: ISO 8601, seconds, -1h')
    .option('--leeway <duration>', 'how far clocks may differ: 30, 5m', '0')
    .option('--issuer <iss>', 'the issuer it must have')
    .option('--audience <aud>', 'an audience it must have')
    .option('--algorithm <name>', 'the only algorithm to accept')
    .option('--crit <name>', 'declare a critical header parameter understood', collect, [])
    .addHelpText('after', '\nExit status: 0 valid, 1 not valid, 2 could not be checked.')
    .action(async (argument: string | undefined): Promise<void> => {
      const options = command.optsWithGlobals<VerifyCommandOptions>();
      if (options.plan) return printPlan(options);
      const { verifyToken } = await import('../../core/jose/verify-token.ts');
      const at = readTime(options.at);
      const token = await readTokenArgument(argument);
      const keys = await readKeys(options, token, at);
      const verdict = await verifyToken(token, keys, {
        at,
        leeway: readDuration(options.leeway),
        ...pick(options, ['issuer', 'audience', 'algorithm']),
        critical: options.crit,
        ...(options.payload === undefined ? {} : { payload: await readInputFile(options.payload) }),
        suspects: (work) => readSuspects(options, work),
      });
      printAnswer(options, verdict, () => printVerdict(verdict));
      if (!verdict.valid) process.exitCode = 1;
    });
}

const keySources = ['cert', 'jwks', 'issuerDiscovery', 'x5c', ...sourceNames] as const;

async function readKeys(
  options: VerifyCommandOptions,
  token: string,
  at: number,
): Promise<readonly VerificationKey[]> {
  const { verificationKeysOf } = await import('../../core/jose/entry-keys.ts');
  const { cert, jwks } = options;
  const [first, second] = keySources.filter((name) => options[name] !== undefined);
  if (first !== undefined && second !== undefined) {
    throw new SignetError('usage', `--${dashed(first)} and --${dashed(second)} name two keys`, {
      hint: 'give one',
    });
  }
  if (cert !== undefined) return verificationKeysOf((await openKeyStore(cert, options)).entries.slice(0, 1));
  if (options.x5c) return readHeaderCertificate(options, token, at);
  const remote = remoteKey(options);
  if (remote) {
    const { fetchKeys } = await import('../../core/jose/fetch-keys.ts');
    return verificationKeysOf(await fetchKeys({ ...remote, ...(await readFetchOptions(options)) }));
  }
  if (jwks !== undefined) return verificationKeysOf((await openKeyStore(jwks, options)).entries);
  return verificationKeysOf([await readKeyOptions(options, ['public-key', 'certificate', 'key', 'secret'])]);
}

async function readHeaderCertificate(options: VerifyCommandOptions, token: string, at: number) {
  const [{ headerCertificateKeys }, { systemRoots }] = await Promise.all([
    import('../../core/jose/header-certificate.ts'),
    import('../../core/jose/system-roots.ts'),
  ]);
  const given = options.trust === undefined ? [] : (await openKeyStore(options.trust, options)).entries;
  const trusted = [...given.flatMap((entry) => entry.chain), ...(options.trustSystem ? systemRoots() : [])];
  return headerCertificateKeys(decodeToken(token, at).header, trusted, at);
}

/** Tried only once the signature has failed, and without a passphrase: the public halves of the vault's keys. */
async function readSuspects(
  { secret, secretBase64url }: VerifyCommandOptions,
  work: WorkBudget,
): Promise<readonly Suspect[]> {
  const [{ secretSuspects, vaultSuspects }, { findVault }] = await Promise.all([
    import('../../core/jose/suspects.ts'),
    import('../support/open-vault.ts'),
  ]);
  return [
    ...(secret === undefined ? [] : await secretSuspects(secret, 'text')),
    ...(secretBase64url === undefined ? [] : await secretSuspects(secretBase64url, 'base64url')),
    ...(await vaultSuspects(findVault(), work)),
  ];
}

async function printPlan(options: VerifyCommandOptions): Promise<void> {
  const { planFetch } = await import('../../core/jose/fetch-plan.ts');
  const key = remoteKey(options);
  const plan = key ? planFetch(key) : { requests: [] };
  printAnswer(options, plan, () => {
    for (const { url, purpose } of plan.requests)
      printLine(layout`GET ${url ?? '…'}  ${paint('dim', purpose)}`);
    if (plan.requests.length === 0) printLine('nothing would be fetched');
  });
}

function remoteKey({ jwks, issuerDiscovery }: VerifyCommandOptions): RemoteKey | undefined {
  if (issuerDiscovery !== undefined) return { issuer: issuerDiscovery };
  return jwks !== undefined && /^https?:/i.test(jwks) ? { jwks } : undefined;
}

async function readFetchOptions({ insecure = false, ca }: VerifyCommandOptions) {
  return { insecure, ...(ca === undefined ? {} : { ca: new TextDecoder().decode(await readInputFile(ca)) }) };
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
    ['key', key ? layout`${key.source} ${keyInWords(key)}` : undefined],
    ['thumbprint', key?.thumbprint],
    ...(verdict.signatures ?? []).map(
      ({ header, signature }, index) =>
        [`signature ${index + 1}`, `${String(header.alg)}, ${signature}`] as const,
    ),
    ...verdict.claims.map(({ name, ok, reason }) => [name, ok ? 'ok' : (reason ?? 'not ok')] as const),
  ]);
  printFindings(verdict.findings);
}
