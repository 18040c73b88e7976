const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const sextets = new Map<string, number>([...alphabet].map((letter, value) => [letter, value]));

/** Encodes as base64url without padding (RFC 7515 section 2). */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const group = (a << 16) | (b << 8) | c;
    const letters = Math.min(3, bytes.length - at) + 1;
    for (let shift = 18; shift > 18 - letters * 6; shift -= 6) text += alphabet[(group >> shift) & 63];
  }
  return text;
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
  let unpaddedLength = text.length;
  while (text[unpaddedLength - 1] === '=') unpaddedLength -= 1;
  const unpadded = text.slice(0, unpaddedLength);
  const stray = new Set<string>();
  const bytes = new Uint8Array(Math.floor((unpadded.length * 3) / 4));
  let length = 0;
  let buffer = 0;
  let bits = 0;
  for (const letter of unpadded) {
    const value = sextets.get(letter) ?? sextets.get(letter === '+' ? '-' : letter === '/' ? '_' : '');
    if (!sextets.has(letter)) stray.add(letter);
    if (value === undefined) continue;
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (buffer >> bits) & 0xff;
    }
  }
  return {
    bytes: bytes.slice(0, length),
    padded: unpadded.length !== text.length,
    stray: [...stray],
    truncated: bits === 6,
    notCanonical: bits !== 6 && (buffer & ((1 << bits) - 1)) !== 0,
  };
}
