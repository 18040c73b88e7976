import { showHidden } from '../base/hidden-characters.ts';
import { SignetError } from '../base/signet-error.ts';

/**
 * The address of a proxy: `http://[user:password@]host:port`, its scheme left out or not.
 * @throws SignetError `proxy-failed` for anything else
 */
export function readProxyAddress(text: string): URL {
  const url = parse(text.includes('://') ? text : `http://${text}`);
  // A name or password with control characters would end the header that carries it (RFC 7617 section 2).
  const isPlain = url !== undefined && [url.username, url.password].every(decodesPlainly);
  if (isPlain && url.protocol === 'http:' && url.hostname !== '') return url;
  throw new SignetError('proxy-failed', 'the proxy’s address is no http URL', {
    hint: 'write it as http://proxy.example:8080; SOCKS and proxies spoken to over TLS are not supported',
  });
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function decodesPlainly(encoded: string): boolean {
  try {
    const text = decodeURIComponent(encoded);
    return showHidden(text) === text;
  } catch {
    return false;
  }
}
