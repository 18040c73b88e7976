import { tags } from './asn1.ts';

// Writes DER (X.690 section 10): the other half of asn1.ts.

/** One DER value. `identifier` is the whole octet, the constructed bit included. */
export function der(identifier: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  const header = [identifier, ...lengthOctets(length)];
  const bytes = new Uint8Array(header.length + length);
  bytes.set(header);
  let at = header.length;
  for (const content of contents) {
    bytes.set(content, at);
    at += content.length;
  }
  return bytes;
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 0xff);
  return [0x80 | octets.length, ...octets];
}

export function derSequence(...members: readonly Uint8Array[]): Uint8Array {
  return der(0x20 | tags.sequence, ...members);
}

/** A constructed `[number]` of the context class: EXPLICIT, or IMPLICIT of a structure. */
export function derContext(number: number, ...contents: readonly Uint8Array[]): Uint8Array {
  return der(0xa0 | number, ...contents);
}

export function derOctets(bytes: Uint8Array): Uint8Array {
  return der(tags.octetString, bytes);
}

/** A BIT STRING of whole octets. */
export function derBits(bytes: Uint8Array): Uint8Array {
  return der(tags.bitString, Uint8Array.of(0), bytes);
}

/** A non-negative INTEGER from its big-endian magnitude. */
export function derInteger(magnitude: Uint8Array | number): Uint8Array {
  const bytes = typeof magnitude === 'number' ? Uint8Array.of(magnitude) : magnitude;
  let at = 0;
  while (at < bytes.length - 1 && bytes[at] === 0) at++;
  const trimmed = bytes.subarray(at);
  const sign = trimmed.length === 0 || (trimmed[0] ?? 0) > 0x7f ? Uint8Array.of(0) : new Uint8Array();
  return der(tags.integer, sign, trimmed);
}

export function derNull(): Uint8Array {
  return der(tags.null);
}

/** An OBJECT IDENTIFIER from its dotted form. */
export function derOid(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  const octets = [first * 40n + second, ...rest].flatMap((arc) => {
    const groups = [Number(arc & 0x7fn)];
    for (let more = arc >> 7n; more > 0n; more >>= 7n) groups.unshift(Number(more & 0x7fn) | 0x80);
    return groups;
  });
  return der(tags.oid, Uint8Array.from(octets));
}
