import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { SignetError } from '../../shared/base/signet-error.ts';

/** An answer longer than this, before or after it is decompressed, is no token answer: 4 MiB. */
export const maxAnswerBytes = 4 * 1024 * 1024;

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
// Nobody compresses twice but to make a small answer large.
const maxEncodings = 2;

/**
 * The whole body of an answer as text, decompressed where it says it is compressed. The bound holds at every step: what is
 * compressed twice may be large in between alone.
 * @throws SignetError `answer-too-large`
 */
export async function readBody(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of decode(answer) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxAnswerBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** In the order in which they were applied: RFC 9110 section 8.4. An unknown one leaves the body as it came. */
function decode(answer: IncomingMessage): Readable {
  const encodings = (answer.headers['content-encoding'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length > maxEncodings) throw tooLarge();
  return encodings.reverse().reduce<Readable>((from, name) => {
    const make = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
    if (make === undefined) return from;
    const decoder = make();
    let length = 0;
    from.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxAnswerBytes) decoder.destroy(tooLarge());
    });
    from.on('error', (error) => decoder.destroy(error));
    decoder.on('close', () => from.destroy());
    return from.pipe(decoder);
  }, answer);
}

function tooLarge(): SignetError {
  return new SignetError('answer-too-large', 'the answer is larger than any token answer', {
    hint: 'this is not a token endpoint: check the URL',
    details: { maximum: maxAnswerBytes },
  });
}
