const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

// Tables by character code: a token of a megabyte is encoded and decoded within a key stroke.
const codes = new TextEncoder().encode(alphabet);
const foreign = 64;
const unknown = 255;
/** A letter's value; with `foreign` added for the letters of the other alphabet. */
const sextets = new Uint8Array(128).fill(unknown);
for (const [value, code] of codes.entries()) sextets[code] = value;
sextets['+'.charCodeAt(0)] = foreign + 62;
sextets['/'.charCodeAt(0)] = foreign + 63;

/** Encodes as base64url without padding (RFC 7515 section 2). */
export function encodeBase64url(bytes: Uint8Array): string {
  const letters = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let length = 0;
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0x3fff;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      letters[length++] = codes[(buffer >> bits) & 63] ?? 0;
    }
  }
  if (bits > 0) letters[length++] = codes[(buffer << (6 - bits)) & 63] ?? 0;
  return new TextDecoder().decode(letters);
}

/** Bytes, and every way in which the text departed from base64url. */
export interface DecodedBase64url {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly padded: boolean;
  /** Characters outside the alphabet, each once; `+` and `/` are read as `-` and `_`, others are passed over. */
  readonly stray: readonly string[];
  /** A single character is left over at the end: something is missing. */
  readonly truncated: boolean;
  /** The last character carries bits that belong to no byte (RFC 4648 section 3.5). */
  readonly notCanonical: boolean;
}

/** Decodes whatever can be decoded and tells what was wrong. */
export function decodeBase64url(text: string): DecodedBase64url {
  // Not /=+$/: on a long run of "=" in the middle it takes quadratic time.
  let end = text.length;
  while (text[end - 1] === '=') end -= 1;
  const stray = new Set<string>();
  const bytes = new Uint8Array(Math.floor((end * 3) / 4));
  let length = 0;
  let buffer = 0;
  let bits = 0;
  for (let at = 0; at < end; at++) {
    const value = sextets[text.charCodeAt(at)] ?? unknown;
    if (value >= foreign) {
      const letter = String.fromCodePoint(text.codePointAt(at) ?? 0);
      stray.add(letter);
      if (value === unknown) {
        at += letter.length - 1;
        continue;
      }
    }
    buffer = ((buffer << 6) | (value & 63)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (buffer >> bits) & 0xff;
    }
  }
  return {
    bytes: bytes.slice(0, length),
    padded: end !== text.length,
    stray: [...stray],
    truncated: bits === 6,
    notCanonical: bits !== 6 && (buffer & ((1 << bits) - 1)) !== 0,
  };
}
