import { SignetError } from '../../shared/base/signet-error.ts';
import { readProxyAddress } from '../../shared/oauth/proxy-address.ts';
import { originOf, requireUrl } from '../../shared/oauth/token-request.ts';
import type { VaultRecord } from '../vault/vault-document.ts';

/** Where a request goes, as far as that decides who can read a secret in it. */
export interface Destination {
  readonly endpoint: string;
  readonly proxy?: string | undefined;
  /** Whether only the server itself can answer: its certificate is checked against the system's authorities. */
  readonly checked: boolean;
}

/**
 * The scheme, host and port that a client secret goes to (RFC 6454 section 4), and the proxy that the request itself names
 * where that could read the secret. What the environment says of proxies is the user's own.
 * @throws SignetError `endpoint-not-a-url`, `proxy-failed`
 */
export function addressOf({ endpoint, proxy = '', checked }: Destination): string {
  const origin = originOf(endpoint) ?? requireUrl(endpoint);
  const isReadable = proxy !== '' && proxy !== 'none' && !(origin.startsWith('https:') && checked);
  return isReadable ? `${origin} via ${new URL(readProxyAddress(proxy)).host}` : origin;
}

/** @throws SignetError `secret-for-another-address` where the secret was given for others */
export function requireAddress(
  { name, addresses = [] }: Pick<VaultRecord, 'name' | 'addresses'>,
  address: string,
): void {
  if (addresses.length === 0) return;
  // Where it may go through somebody's hands, it may go without them.
  if (addresses.some((each) => each === address || each.startsWith(`${address} via `))) return;
  throw new SignetError(
    'secret-for-another-address',
    `the client secret ${JSON.stringify(name)} was given for ${addresses.join(', ')}, so it is not sent to ${address}`,
    { hint: 'type the client secret again for this address', details: { addresses, address } },
  );
}

/** Whether a failed request is known to have ended before anything was sent. */
export function isUnsent(thrown: unknown): boolean {
  if (!(thrown instanceof SignetError)) return false;
  const { step } = thrown.details ?? {};
  return step === 'dns' || step === 'connect' || step === 'tls';
}
