import type { IncomingMessage } from 'node:http';

/** 256 KiB: far above any assertion that a server takes. */
export const maxBodyBytes = 256 * 1024;
/** What is still read, and thrown away, of a body that is too large, so that the client can read why. */
const maxDrainedBytes = 8 * 1024 * 1024;

/**
 * Reads a request's whole body.
 *
 * @returns the body, or nothing where it is larger than 256 KiB
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    received += chunk.length;
    if (received > maxDrainedBytes) {
      request.destroy();
      return undefined;
    }
    if (received <= maxBodyBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return received > maxBodyBytes ? undefined : Buffer.concat(chunks, received);
}

/** The media type without its parameters, in lower case. */
export function mediaTypeOf(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** What every form is sent as. */
export const formType = 'application/x-www-form-urlencoded';
