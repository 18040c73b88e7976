import { getProxyForUrl } from 'proxy-from-env';
import { readProxyAddress } from '../../shared/oauth/proxy-address.ts';

/**
 * The proxy for a URL: the one given, else what HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say. The environment's is
 * not used for this very machine.
 * @param given `http://[user:password@]host:port`, or `none`
 * @throws SignetError `proxy-failed` for an address that is none
 */
export function findProxy(url: URL, given: string | undefined): URL | undefined {
  if (given === 'none') return undefined;
  const text = given || (isLoopback(url.hostname) ? '' : getProxyForUrl(url.href));
  return text === '' ? undefined : readProxyAddress(text);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
