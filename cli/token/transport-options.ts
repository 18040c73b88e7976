import type { Command } from 'commander';
import type { TransportOptions } from '../../core/oauth/post-form.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { parseDuration } from '../../shared/jwt/time-expression.ts';
import { readInputFile } from '../support/input.ts';
import { openDocument } from '../support/open-document.ts';

export interface TransportCommandOptions {
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly proxy?: string;
  readonly timeout: string;
  readonly trace?: boolean;
  readonly json?: boolean;
}

/** More than this is a slip, and no wish. */
const maxTimeout = 3600;

export function addTransportOptions(command: Command): Command {
  return command
    .option('--ca <file>', 'trust this certificate authority too (PEM, DER, PKCS#7)')
    .option('--insecure', 'accept any TLS certificate, for this request alone')
    .option(
      '--proxy <url>',
      'http://[user:password@]host:port, or none; HTTPS_PROXY and NO_PROXY if left out',
    )
    .option('--timeout <duration>', 'give up after: 30s, 1m', '30s')
    .option('--trace', 'show what was sent and received, secrets as ***');
}

/** @param endpoint whose certificate the user may have accepted earlier */
export async function readTransport(
  options: TransportCommandOptions,
  endpoint: string,
): Promise<TransportOptions> {
  const timeoutSeconds = readTimeout(options);
  const { createAcceptedCertificates } = await import('../../core/http/accepted-certificates.ts');
  const accepted = createAcceptedCertificates(openDocument('library')).find(endpoint);
  return {
    timeoutSeconds,
    insecure: options.insecure ?? false,
    ...(options.proxy === undefined ? {} : { proxy: options.proxy }),
    ...(options.ca === undefined ? {} : { ca: await readAuthorities(options.ca) }),
    ...(accepted === undefined ? {} : { accepted }),
  };
}

/** In seconds. @throws SignetError `time-not-understood` */
export function readTimeout({ timeout }: Pick<TransportCommandOptions, 'timeout'>): number {
  const seconds = parseDuration(timeout);
  if (seconds !== undefined && seconds > 0 && seconds <= maxTimeout) return seconds;
  throw new SignetError('time-not-understood', `Not a time to wait: --timeout ${timeout}`, {
    hint: 'write 30s or 1m; an hour at most',
  });
}

async function readAuthorities(file: string): Promise<string> {
  const [{ readKeyStore }, { armour }] = await Promise.all([
    import('../../core/keystore/read/read-key-store.ts'),
    import('../../core/asn1/armour.ts'),
  ]);
  const { entries } = await readKeyStore(await readInputFile(file), {});
  return entries.flatMap(({ chain }) => chain.map((der) => armour('CERTIFICATE', der))).join('');
}
