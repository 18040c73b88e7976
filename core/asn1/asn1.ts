// Layout of a BER value (X.690 section 8.1):
//
//   identifier   class (2 bits), constructed (1 bit), tag number (5 bits; 31: more octets of 7 bits follow)
//   length       0x00-0x7f: the length | 0x81-0x84: so many octets of length follow | 0x80: indefinite
//   content      primitive: the value | constructed: BER values one after the other
//   end          after an indefinite length only: 00 00
//
// A reader of our own rather than asn1js: loading that library takes longer than everything that
// `signet keytool -export` may spend on top of a bare Node start, and it reads ahead into every value, where most
// of a key store is passed on unread.

import { SignetError } from '../../shared/base/signet-error.ts';
import { damaged, damagedAt } from './damaged.ts';

/** One BER value inside the input: views, no copies. */
export interface Asn1 {
  /** Identifier octet without the constructed bit; see {@link tags}. */
  readonly tag: number;
  readonly constructed: boolean;
  /** The whole value as it is encoded. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  sequence: 0x10,
  set: 0x11,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
} as const;

/** The tag `[number]` of the context class. */
export function contextTag(number: number): number {
  return 0x80 | number;
}

const constructedBit = 0x20;
/** Deepest nesting followed into indefinite lengths and constructed strings: a real key store has about 15. */
const maxDepth = 40;
/** Most members of one structure, those of a long revocation list: each takes a hundred times its two bytes. */
const maxMembers = 200_000;

interface Header {
  readonly tag: number;
  readonly constructed: boolean;
  readonly contentStart: number;
  /** -1: indefinite. */
  readonly length: number;
}

function readHeader(bytes: Uint8Array, start: number): Header {
  let at = start;
  const next = () => {
    const byte = bytes[at++];
    if (byte === undefined) throw damagedAt(bytes, start, 'it ends inside an ASN.1 header');
    return byte;
  };
  const identifier = next();
  if ((identifier & 0x1f) === 0x1f) while (next() & 0x80);
  const first = next();
  let length = first;
  if (first === 0x80) length = -1;
  else if (first > 0x84) throw damagedAt(bytes, start, 'it holds an impossible ASN.1 length');
  else if (first > 0x80) {
    length = 0;
    for (let i = first & 0x7f; i > 0; i--) length = length * 256 + next();
  }
  return {
    tag: identifier & ~constructedBit,
    constructed: (identifier & constructedBit) !== 0,
    contentStart: at,
    length,
  };
}

/** @param seen how many values have been read within the whole, where lengths are indefinite */
function readAt(bytes: Uint8Array, start: number, depth: number, seen = { values: 0 }): Asn1 {
  if (depth > maxDepth) throw damaged('its ASN.1 is nested too deeply');
  const { tag, constructed, contentStart, length } = readHeader(bytes, start);
  if (length >= 0) {
    const end = contentStart + length;
    if (end > bytes.length) throw damagedAt(bytes, start, `it ends ${end - bytes.length} bytes too early`);
    return {
      tag,
      constructed,
      bytes: bytes.subarray(start, end),
      content: bytes.subarray(contentStart, end),
    };
  }
  if (!constructed) throw damagedAt(bytes, start, 'it holds an impossible ASN.1 length');
  let at = contentStart;
  while (bytes[at] !== 0 || bytes[at + 1] !== 0) {
    if (++seen.values > maxMembers) throw tooManyMembers();
    at += readAt(bytes, at, depth + 1, seen).bytes.length;
  }
  return {
    tag,
    constructed,
    bytes: bytes.subarray(start, at + 2),
    content: bytes.subarray(contentStart, at),
  };
}

/**
 * Reads the BER value at the start of `bytes`; what follows it is left alone, as other readers do.
 * Errors: `damaged-file`.
 */
export function readAsn1(bytes: Uint8Array): Asn1 {
  return readAt(bytes, 0, 0);
}

/** Whether a length is written as DER has it: definite, in as few octets as it takes (X.690 section 10.1). */
export function hasDerLength({ bytes, content }: Asn1): boolean {
  const { length } = content;
  const octets = length < 0x80 ? 1 : length < 0x100 ? 2 : length < 0x10000 ? 3 : length < 0x1000000 ? 4 : 5;
  return bytes[1] !== 0x80 && bytes.length === 1 + octets + length;
}

function tooManyMembers(): SignetError {
  return new SignetError(
    'input-too-large',
    `the file holds an ASN.1 structure of more than ${maxMembers} members`,
    {
      details: { maximum: maxMembers },
    },
  );
}

/** The values inside a constructed one. Errors: `damaged-file`, `input-too-large`. */
export function childrenOf(node: Asn1): Asn1[] {
  if (!node.constructed) throw damaged('it holds a plain ASN.1 value where a structure belongs');
  const children: Asn1[] = [];
  let at = 0;
  while (at < node.content.length) {
    const child = readAt(node.content, at, 0);
    children.push(child);
    if (children.length > maxMembers) throw tooManyMembers();
    at += child.bytes.length;
  }
  return children;
}

/** The members of a SEQUENCE, or of the type given. Errors: `damaged-file`. */
export function membersOf(node: Asn1 | undefined, tag: number = tags.sequence): Asn1[] {
  return childrenOf(expectTag(node, tag));
}

/** The one value inside an EXPLICIT tag. Errors: `damaged-file`. */
export function explicitValue(node: Asn1 | undefined, number: number): Asn1 {
  const [value] = membersOf(node, contextTag(number));
  if (value === undefined) throw damaged('an ASN.1 value is missing');
  return value;
}

/** Errors: `damaged-file`. */
export function expectTag(node: Asn1 | undefined, tag: number): Asn1 {
  if (node === undefined) throw damaged('an ASN.1 value is missing');
  if (node.tag !== tag) throw damaged('it holds an ASN.1 value of a type that does not belong there');
  return node;
}

/** The bytes of an OCTET STRING, or of one with an IMPLICIT tag; BER may cut it into pieces. Errors: `damaged-file`. */
export function octetsOf(node: Asn1 | undefined, tag: number = tags.octetString): Uint8Array {
  return joinOctets(expectTag(node, tag), 0);
}

function joinOctets(node: Asn1, depth: number): Uint8Array {
  if (!node.constructed) return node.content;
  if (depth > maxDepth) throw damaged('its ASN.1 is nested too deeply');
  const pieces = childrenOf(node).map((piece) => joinOctets(expectTag(piece, tags.octetString), depth + 1));
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/** The bytes of a BIT STRING of whole octets. Errors: `damaged-file`. */
export function bitsOf(node: Asn1 | undefined, tag: number = tags.bitString): Uint8Array {
  const { content, constructed } = expectTag(node, tag);
  if (constructed || content[0] !== 0) throw damaged('it holds a bit string that is not made of whole bytes');
  return content.subarray(1);
}

/** A small non-negative INTEGER: a version, an iteration count. Errors: `damaged-file`. */
export function numberOf(node: Asn1 | undefined): number {
  const { content } = expectTag(node, tags.integer);
  if (content.length === 0 || content.length > 6 || (content[0] ?? 0) > 0x7f) {
    throw damaged('it holds an impossible number');
  }
  return content.reduce((sum, byte) => sum * 256 + byte, 0);
}

/**
 * The magnitude of an INTEGER that is meant to be positive, big-endian without leading zeros. Some writers leave the zero
 * out that keeps it positive: as openssl and Java do, the octets are taken for the magnitude (see {@link isNegative}).
 * Errors: `damaged-file`.
 */
export function magnitudeOf(node: Asn1 | undefined): Uint8Array {
  const { content } = expectTag(node, tags.integer);
  if (content.length === 0) throw damaged('it holds an impossible number');
  let at = 0;
  while (at < content.length - 1 && content[at] === 0) at++;
  return content.subarray(at);
}

export function isNegative({ tag, content }: Asn1): boolean {
  return tag === tags.integer && (content[0] ?? 0) > 0x7f;
}

/** An OBJECT IDENTIFIER in dotted form. Errors: `damaged-file`. */
export function oidOf(node: Asn1 | undefined): string {
  return decodeOid(expectTag(node, tags.oid).content);
}

/** The content octets of an OBJECT IDENTIFIER in dotted form (X.690 section 8.19). Errors: `damaged-file`. */
export function decodeOid(content: Uint8Array): string {
  if (content.length === 0 || content.length > 64) throw damaged('it holds an impossible object identifier');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte & 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  if ((content.at(-1) ?? 0) & 0x80) throw damaged('it holds an impossible object identifier');
  const [first = 0n, ...rest] = arcs;
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...rest].join('.');
}

/** An AlgorithmIdentifier (RFC 5280 section 4.1.1.2). */
export interface Algorithm {
  readonly oid: string;
  readonly parameters: Asn1 | undefined;
}

/** Errors: `damaged-file`. */
export function algorithmOf(node: Asn1 | undefined): Algorithm {
  const [oid, parameters] = membersOf(node);
  return { oid: oidOf(oid), parameters };
}
