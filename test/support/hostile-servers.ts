import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { serveHttp, serveTcp } from '../core/http/test-servers.ts';

// Servers that answer as no honest server does. Each keeps to HTTP as far as it must to be read.

export interface HostileServer {
  readonly url: string;
  readonly port: number;
}

type Start = () => Promise<HostileServer>;

const size = 4 * 1024 * 1024 - 200;
const repeat = (piece: string, most = size) => piece.repeat(Math.floor(most / piece.length));
const members = (count: number) =>
  Array.from({ length: count }, (_, index) => `"m${index}_token":"${index}"`).join();

/** Answers every request with a body. */
const body = (text: string | Buffer, headers: Readonly<Record<string, string>> = {}): Start => {
  return () =>
    serveHttp((answer) => {
      answer.writeHead(200, { 'Content-Type': 'application/json', ...headers }).end(text);
    });
};

/** Says something once a request has begun to arrive. */
const raw = (say: (socket: Socket) => void): Start => {
  return () => serveTcp((socket) => void socket.once('data', () => say(socket)));
};

/** Says the same again and again, for as long as somebody listens. */
const forEver = (socket: Socket, first: string, again: string | Buffer, milliseconds = 0) => {
  socket.write(first);
  const more = () => {
    if (socket.destroyed) return;
    const room = socket.write(again);
    if (milliseconds > 0) setTimeout(more, milliseconds);
    else if (room) setImmediate(more);
    else socket.once('drain', more);
  };
  more();
};

const ok = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

export const hostileServers: Readonly<Record<string, Start>> = {
  'members without end': body(`{"access_token":"t",${members(130_000)}}`),
  'the same member without end': body(`{"access_token":"t"${repeat(',"a":1')}}`),
  'depth in arrays': body(`{"access_token":"t","x":${repeat('[')}`),
  'depth in objects': body(repeat('{"access_token":')),
  'depth that is whole': body(`{"access_token":"t","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
  'one long string': body(`{"access_token":"t","error_description":"${repeat('x')}"}`),
  'escapes of escapes': body(`{"error":"invalid_client","error_description":"${repeat('\\\\u005cu005c')}"}`),
  'prototype members': body(
    '{"__proto__":{"access_token":"t"},"constructor":1,"toString":{},"access_token":"t","keys":[{}]}',
  ),
  'numbers beyond all numbers': body(`{"access_token":"t","expires_in":1e999,"x":${'9'.repeat(100_000)}}`),
  'bytes that are no text': body(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x00, 0xed, 0xa0, 0x80, 0x22, 0x7d])),
  'lone surrogates': body('{"access_token":"\\ud800","\\udc00":"\\ud800","error":"\\udfff"}'),
  'a form without end': body(`access_token=t${repeat('&a=b')}`, {
    'Content-Type': 'application/x-www-form-urlencoded',
  }),
  'XML without end': body(`<r><access_token>t</access_token>${repeat('<a>b</a>')}</r>`, {
    'Content-Type': 'text/xml',
  }),
  'XML in XML': body(repeat('<a>'), { 'Content-Type': 'text/xml' }),
  'XML with entities in entities': body(
    `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, index) => `<!ENTITY a${index} "${`&a${index === 0 ? '' : index - 1};`.repeat(10)}">`).join('')}]><r><access_token>&a19;</access_token></r>`,
    { 'Content-Type': 'text/xml' },
  ),
  'XML with numeric entities': body(`<r><access_token>${repeat('&#65;')}</access_token></r>`, {
    'Content-Type': 'text/xml',
  }),
  'attributes without end': body(`<r ${repeat('a_token="b" ')}>`, { 'Content-Type': 'text/xml' }),
  'gzip of a gigabyte': body(gzipSync(Buffer.alloc(1 << 28)), { 'Content-Encoding': 'gzip' }),
  'gzip in gzip': body(gzipSync(gzipSync(Buffer.alloc(1 << 28))), { 'Content-Encoding': 'gzip, gzip' }),
  'gzip in brotli': body(brotliCompressSync(gzipSync(Buffer.alloc(1 << 27))), {
    'Content-Encoding': 'gzip, br',
  }),
  'gzip seven times': body(gzipSync('{}'), { 'Content-Encoding': Array(7).fill('gzip').join() }),
  'gzip that is none': body('{"access_token":"t"}', { 'Content-Encoding': 'gzip' }),
  'gzip of nothing, for ever': raw((socket) => {
    forEver(socket, `${ok}Content-Encoding: gzip\r\n\r\n`, Buffer.concat(Array(1000).fill(gzipSync(''))));
  }),
  'huge headers': raw((socket) => socket.end(`${ok}X-A: ${'x'.repeat(1 << 20)}\r\n\r\n{}`)),
  'many headers': raw((socket) => socket.end(`${ok}${'A: b\r\n'.repeat(2500)}\r\n{"access_token":"t"}`)),
  'headers for ever': raw((socket) => forEver(socket, ok, 'X-A: b\r\n')),
  'trailers without end': raw((socket) => {
    forEver(socket, `${ok}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n`, 'X-A: b\r\n');
  }),
  'interim answers for ever': raw((socket) =>
    forEver(socket, '', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(100), 1),
  ),
  'a body for ever': raw((socket) => forEver(socket, `${ok}\r\n`, 'x'.repeat(65_536))),
  'chunks of one byte, for ever': raw((socket) => {
    forEver(socket, `${ok}Transfer-Encoding: chunked\r\n\r\n`, '1;x=y\r\na\r\n'.repeat(1000), 1);
  }),
  'chunks that are none': raw((socket) => socket.end(`${ok}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`)),
  'a chunk longer than any': raw((socket) =>
    socket.end(`${ok}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}`),
  ),
  'a length that is too long': raw((socket) =>
    socket.end(`${ok}Content-Length: 1000000\r\n\r\n{"access_token":"t"}`),
  ),
  'a length that is too short': raw((socket) =>
    socket.end(`${ok}Content-Length: 5\r\n\r\n{"access_token":"t"}`),
  ),
  'two lengths': raw((socket) => socket.end(`${ok}Content-Length: 5\r\nContent-Length: 50\r\n\r\n{}`)),
  'a length below nothing': raw((socket) => socket.end(`${ok}Content-Length: -1\r\n\r\n{}`)),
  'a slow drip': raw((socket) => forEver(socket, `${ok}\r\n`, 'x', 100)),
  'headers in a slow drip': raw((socket) => forEver(socket, 'HTTP/1.1 200 OK\r\nX-A: ', 'x', 100)),
  silence: raw(() => {}),
  'no answer': raw((socket) => socket.end()),
  'a reset': raw((socket) => socket.resetAndDestroy()),
  'half an answer': raw((socket) => socket.end(`${ok}\r\n{"access_tok`)),
  'half a header': raw((socket) => socket.end('HTTP/1.1 200 O')),
  'another protocol': raw((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')),
  'a switch of protocols': raw((socket) => {
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n{}');
  }),
  'HTTP/0.9': raw((socket) => socket.end('{"access_token":"t"}')),
  'a status that is none': raw((socket) => socket.end('HTTP/1.1 999 \x1b[31m\r\n\r\n{}')),
  'redirects in a circle': () =>
    serveHttp((answer, { url }) => void answer.writeHead(307, { Location: `${url}?again` }).end()),
  'a redirect to a file': () =>
    serveHttp((answer) => void answer.writeHead(302, { Location: 'file:///etc/passwd' }).end()),
  'a page': body(`<!doctype html>${repeat('<script>alert(1)</script>', 100_000)}`, {
    'Content-Type': 'text/html',
  }),
};

/** Those that end only by the time limit of the call. */
export const endless: ReadonlySet<string> = new Set([
  'interim answers for ever',
  'chunks of one byte, for ever',
  'a slow drip',
  'headers in a slow drip',
  'silence',
]);
