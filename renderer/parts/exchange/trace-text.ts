import type { TracedMessage } from '../../../shared/oauth/token-exchange.ts';

/** A message as it went over the wire. */
export function traceText({ line, headers, body }: TracedMessage): string {
  const head = [line, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n');
  return body === '' ? head : `${head}\n\n${body}`;
}
