// Layout of a PEM block (RFC 7468, RFC 1421 section 4.6 for the header fields):
//
//   -----BEGIN LABEL-----
//   Proc-Type: 4,ENCRYPTED          header fields, in traditional encrypted keys only,
//   DEK-Info: AES-256-CBC,<hex>     and an empty line after them
//   base64, 64 columns a line
//   -----END LABEL-----
//
// Text around the blocks, indentation, CRLF, a line break written as \n, and a block in one line are all taken:
// that is how keys come out of environment variables, JSON and YAML.

import { damaged } from './damaged.ts';

export interface PemBlock {
  readonly label: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly der: Uint8Array;
}

const begin = /-----BEGIN ([A-Z0-9 ]{1,40})-----/g;
const headerField = /^([A-Za-z][A-Za-z0-9-]{0,40}):[ \t]*(.*)$/;

/** All blocks of a text, in its order. Errors: `damaged-file` for a block without its end or that is no base64. */
export function parsePemBlocks(text: string): PemBlock[] {
  const plain = text.replaceAll('\\r', '').replaceAll('\\n', '\n');
  const blocks: PemBlock[] = [];
  begin.lastIndex = 0;
  for (let match = begin.exec(plain); match !== null; match = begin.exec(plain)) {
    const label = match[1] ?? '';
    const start = match.index + match[0].length;
    const endLine = `-----END ${label}-----`;
    const end = plain.indexOf(endLine, start);
    if (end < 0) throw damaged(`its ${label} block has no END line`);
    blocks.push(parseBlock(label, plain.slice(start, end)));
    begin.lastIndex = end + endLine.length;
  }
  return blocks;
}

function parseBlock(label: string, body: string): PemBlock {
  const headers = new Map<string, string>();
  const lines = body.split(/\r\n|\r|\n/).map((line) => line.trim());
  const content = lines.filter((line) => {
    const field = headerField.exec(line);
    if (field !== null) headers.set((field[1] ?? '').toLowerCase(), field[2] ?? '');
    return field === null;
  });
  const base64 = content.join('').replace(/\s+/g, '');
  if (base64.includes('-----BEGIN')) throw damaged(`its ${label} block has no END line`);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw damaged(`its ${label} block is not base64`);
  const der = Uint8Array.from(Buffer.from(base64, 'base64'));
  if (der.length === 0) throw damaged(`its ${label} block is empty`);
  return { label, headers, der };
}
