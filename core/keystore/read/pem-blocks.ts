// Layout of a PEM block (RFC 7468, RFC 1421 section 4.6 for the header fields):
//
//   -----BEGIN LABEL-----
//   Proc-Type: 4,ENCRYPTED          header fields, in traditional encrypted keys only,
//   DEK-Info: AES-256-CBC,<hex>     and an empty line after them
//   base64, 64 columns a line
//   -----END LABEL-----
//
// Keys come out of environment variables, JSON, YAML and mail: text around the blocks, indentation, CRLF, a line break
// written as \n, a block in one line, quotes, and a BEGIN or END line that got lost are all taken, and named.

import { readAsn1 } from '../../asn1/asn1.ts';
import { damaged, unlessDamaged } from '../../asn1/damaged.ts';

export interface PemBlock {
  readonly label: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly der: Uint8Array;
}

/** The blocks of a text, and what had to be mended to read them, in sentences. */
export interface PemText {
  readonly blocks: readonly PemBlock[];
  readonly repairs: readonly string[];
}

const armour = /-----(BEGIN|END) ([A-Z0-9 ]{1,40})-----/g;
const headerField = /^([A-Za-z][A-Za-z0-9-]{0,40}):[ \t]*(.*)$/;
const base64Line = /^[A-Za-z0-9+/]+={0,2}$/;

/** All blocks of a text, in its order. Errors: `damaged-file` for a block that is cut short or no base64. */
export function parsePem(text: string): PemText {
  const repairs = new Set<string>();
  const plain = text.replaceAll('\\r', '').replaceAll('\\n', '\n');
  if (plain !== text) repairs.add('line breaks written as \\n were taken as line breaks');
  const blocks: PemBlock[] = [];
  let outside = '';
  let open: { readonly label: string; readonly start: number } | undefined;
  let last = 0;
  const close = (label: string, body: string) => blocks.push(parseBlock(label, body, repairs));
  for (const match of plain.matchAll(armour)) {
    const [line, edge, label = ''] = match;
    const at = match.index;
    if (open !== undefined) {
      if (edge === 'BEGIN') close(open.label, cutShort(open.label, plain.slice(open.start, at), repairs));
      else close(open.label, plain.slice(open.start, at));
      if (edge === 'END' && label !== open.label)
        repairs.add(`the END line of the ${open.label} block said ${label}`);
    } else if (edge === 'END') {
      repairs.add(`the BEGIN line of the ${label} block was missing`);
      close(
        label,
        base64Lines(
          plain
            .slice(last, at)
            .split(/\r\n|\r|\n/)
            .reverse(),
        )
          .reverse()
          .join('\n'),
      );
    } else {
      outside += plain.slice(last, at);
    }
    last = at + line.length;
    open = edge === 'BEGIN' ? { label, start: last } : undefined;
  }
  if (open === undefined) outside += plain.slice(last);
  else close(open.label, cutShort(open.label, plain.slice(open.start), repairs));
  if (/["'`]/.test(outside)) repairs.add('quotes around it were passed over');
  if (/[^\s"'`,;]/.test(outside)) repairs.add('text around its blocks was passed over');
  return { blocks, repairs: [...repairs] };
}

/** The body of a block without its END line: all of it must be there. Errors: `damaged-file`. */
function cutShort(label: string, body: string, repairs: Set<string>): string {
  const lines = body.split(/\r\n|\r|\n/);
  const kept = lines.some((line) => headerField.test(line.trim())) ? body : base64Lines(lines).join('\n');
  const der = Buffer.from(kept, 'base64');
  // A traditionally encrypted body is no ASN.1, so that nothing tells whether it is whole.
  if (unlessDamaged(() => readAsn1(der)) === undefined) throw damaged(`its ${label} block has no END line`);
  repairs.add(`the END line of the ${label} block was missing`);
  return kept;
}

/** The lines of base64 at the start, empty ones before them aside. */
function base64Lines(lines: readonly string[]): string[] {
  const trimmed = lines.map((line) => line.trim().replace(/^["']|["'],?$/g, ''));
  const start = trimmed.findIndex((line) => line !== '');
  if (start < 0) return [];
  const end = trimmed.findIndex((line, i) => i >= start && !base64Line.test(line));
  return trimmed.slice(start, end < 0 ? undefined : end);
}

function parseBlock(label: string, body: string, repairs: Set<string>): PemBlock {
  if (body.includes('\r')) repairs.add('line ends of another system (CR) were taken as line ends');
  if (!/[\r\n]/.test(body.trim()) && body.trim().length > 76) repairs.add('a block stood on one line');
  if (/[\r\n][ \t]+[A-Za-z0-9+/]/.test(body)) repairs.add('its lines were indented');
  const headers = new Map<string, string>();
  const lines = body.split(/\r\n|\r|\n/).map((line) => line.trim());
  const content = lines.filter((line) => {
    const field = headerField.exec(line);
    if (field !== null) headers.set((field[1] ?? '').toLowerCase(), field[2] ?? '');
    return field === null;
  });
  const base64 = content.join('').replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw damaged(`its ${label} block is not base64`);
  const der = Uint8Array.from(Buffer.from(base64, 'base64'));
  if (der.length === 0) throw damaged(`its ${label} block is empty`);
  return { label, headers, der };
}
