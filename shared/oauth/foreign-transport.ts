import type { RequestModel } from './request-model.ts';

type Transport = Pick<RequestModel, 'insecure' | 'ca' | 'proxy'>;

/** A setting of a request from elsewhere that is for this machine to say: it's left off unless the user turns it on. */
export interface ForeignSetting {
  readonly path: keyof Transport;
  /** What it would do, without its subject's name: `accept any TLS certificate`. */
  readonly would: string;
}

const words = {
  insecure: 'accept any TLS certificate',
  ca: 'trust certificate authorities of its own',
  proxy: 'send the request through a proxy',
} as const;

/** What a request from elsewhere says of how it gets to the server. No password of a proxy stands in it. */
export function foreignSettings({ insecure, ca, proxy }: Transport): readonly ForeignSetting[] {
  return [
    ...(insecure === true ? [{ path: 'insecure', would: words.insecure } as const] : []),
    ...(ca === undefined ? [] : [{ path: 'ca', would: words.ca } as const]),
    ...(proxy === undefined
      ? []
      : [{ path: 'proxy', would: `${words.proxy} (${withoutPassword(proxy)})` } as const]),
  ];
}

function withoutPassword(proxy: string): string {
  return proxy.replace(/^((?:[a-z][a-z0-9+.-]*:)?\/\/)?[^/]*@/i, '$1***@');
}
