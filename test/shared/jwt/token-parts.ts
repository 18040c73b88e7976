/** A compact token put together by hand, from whatever its parts are given as. */
export function compact(header: unknown, payload: unknown, signature = 'c2ln'): string {
  return `${part(header)}.${part(payload)}.${signature}`;
}

/** Text and bytes as they stand, anything else as JSON; in base64url. */
export function part(content: unknown): string {
  const bytes =
    content instanceof Uint8Array
      ? content
      : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return Buffer.from(bytes).toString('base64url');
}
