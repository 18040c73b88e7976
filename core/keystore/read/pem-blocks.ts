// Layout of a PEM block (RFC 7468, RFC 1421 section 4.6 for the header fields):
//
//   -----BEGIN LABEL-----
//   Proc-Type: 4,ENCRYPTED          header fields, in traditional encrypted keys only,
//   DEK-Info: AES-256-CBC,<hex>     and an empty line after them
//   base64, 64 columns a line
//   -----END LABEL-----
//
// Keys come out of environment variables, JSON, YAML and mail: text around the blocks, indentation, CRLF, a line break
// written as \n or continued with a backslash, a block in one line, quotes, and a BEGIN or END line that got lost are all
// taken, and named. A block that is damaged does not close the others.

import { SignetError } from '../../../shared/base/signet-error.ts';
import { readAsn1 } from '../../asn1/asn1.ts';
import { damaged, unlessDamaged } from '../../asn1/damaged.ts';
import { requireFewEntries } from './entry-limit.ts';

export interface PemBlock {
  readonly label: string;
  /** The line that its BEGIN line is, or its END line where that got lost; the first is 1. */
  readonly line: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly der: Uint8Array;
  /** Why it could not be read: then it is empty. */
  readonly problem?: SignetError;
}

/** The blocks of a text, and what had to be mended to read them, in sentences. */
export interface PemText {
  readonly blocks: readonly PemBlock[];
  readonly repairs: readonly string[];
}

const lineEnd = /\r\n|\r|\n/;
const armour = /-----(BEGIN|END) ([A-Z0-9 ]{1,40})-----/g;
const headerField = /^([A-Za-z][A-Za-z0-9-]{0,40}):[ \t]*(.*)$/;
const base64Line = /^[A-Za-z0-9+/]+={0,2}$/;

/** All blocks of a text, in its order. One that is cut short, empty or not base64 says so as its `problem`. Errors: `input-too-large`. */
export function parsePem(text: string): PemText {
  const repairs = new Set<string>();
  // As Java's .properties files have it: a backslash before each line end, and before each = of the padding.
  const joined = text.replace(/\\([ \t]*(?:\r\n|\r|\n))/g, '$1').replace(/\\(?=[=:])/g, '');
  if (joined !== text) repairs.add('lines continued with a backslash were joined');
  const plain = joined.replaceAll('\\r', '').replaceAll('\\n', '\n');
  if (plain !== joined) repairs.add('line breaks written as \\n were taken as line breaks');
  const lineAt = lineCounter(plain);
  const blocks: PemBlock[] = [];
  let outside = '';
  let open: { readonly label: string; readonly start: number } | undefined;
  let last = 0;
  const close = (label: string, at: number, read: () => string) => {
    const line = lineAt(at);
    blocks.push({ label, line, ...parseBlock(label, line, read, repairs) });
    requireFewEntries(blocks.length);
  };
  for (const match of plain.matchAll(armour)) {
    const [line, edge, label = ''] = match;
    const at = match.index;
    if (open !== undefined) {
      const { label: opened, start } = open;
      const body = plain.slice(start, at);
      close(opened, start, () => (edge === 'BEGIN' ? cutShort(opened, body, repairs) : body));
      if (edge === 'END' && label !== open.label)
        repairs.add(`the END line of the ${open.label} block said ${label}`);
    } else if (edge === 'END') {
      repairs.add(`the BEGIN line of the ${label} block was missing`);
      const before = plain.slice(last, at).split(lineEnd).reverse();
      close(label, at, () => base64Lines(before).reverse().join('\n'));
    } else {
      outside += plain.slice(last, at);
    }
    last = at + line.length;
    open = edge === 'BEGIN' ? { label, start: last } : undefined;
  }
  if (open === undefined) outside += plain.slice(last);
  else {
    const { label, start } = open;
    close(label, start, () => cutShort(label, plain.slice(start), repairs));
  }
  if (/["'`]/.test(outside)) repairs.add('quotes around it were passed over');
  if (/[^\s"'`,;]/.test(outside)) repairs.add('text around its blocks was passed over');
  return { blocks, repairs: [...repairs] };
}

/** Counts lines up to places that come in order. */
function lineCounter(text: string): (place: number) => number {
  let line = 1;
  let counted = 0;
  return (place) => {
    line += text.slice(counted, place).split(lineEnd).length - 1;
    counted = Math.max(counted, place);
    return line;
  };
}

/** The body of a block without its END line: all of it must be there. Errors: `damaged-file`. */
function cutShort(label: string, body: string, repairs: Set<string>): string {
  const lines = body.split(lineEnd);
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

function parseBlock(
  label: string,
  line: number,
  read: () => string,
  repairs: Set<string>,
): Pick<PemBlock, 'headers' | 'der' | 'problem'> {
  try {
    return parseBody(label, line, read(), repairs);
  } catch (problem) {
    if (!(problem instanceof SignetError)) throw problem;
    return { headers: new Map(), der: new Uint8Array(), problem };
  }
}

/** Errors: `damaged-file`. */
function parseBody(
  label: string,
  line: number,
  body: string,
  repairs: Set<string>,
): Pick<PemBlock, 'headers' | 'der'> {
  if (body.includes('\r')) repairs.add('line ends of another system (CR) were taken as line ends');
  if (!/[\r\n]/.test(body.trim()) && body.trim().length > 76) repairs.add('a block stood on one line');
  if (/[\r\n][ \t]+[A-Za-z0-9+/]/.test(body)) repairs.add('its lines were indented');
  const headers = new Map<string, string>();
  const lines = body.split(lineEnd).map((each) => each.trim());
  const content = lines.filter((each) => {
    const field = headerField.exec(each);
    if (field !== null) headers.set((field[1] ?? '').toLowerCase(), field[2] ?? '');
    return field === null;
  });
  const base64 = content.join('').replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
    const wrong = lines.findIndex(
      (each) => !headerField.test(each) && !/^[A-Za-z0-9+/\s]*[=\s]*$/.test(each),
    );
    throw damaged(`its ${label} block is not base64${wrong < 0 ? '' : ` in line ${line + wrong}`}`);
  }
  const der = Uint8Array.from(Buffer.from(base64, 'base64'));
  if (der.length === 0) throw damaged(`its ${label} block is empty`);
  return { headers, der };
}
