/** Bytes of r and of s, for each ECDSA algorithm of JWS (RFC 7518 section 3.4, RFC 8812 section 3.2). */
const sizes: Readonly<Record<string, number>> = { ES256: 32, ES384: 48, ES512: 66, ES256K: 32 };

/**
 * What a JWS should hold instead, where its ECDSA signature is DER as most crypto libraries write it:
 * SEQUENCE { r INTEGER, s INTEGER } (RFC 3279 section 2.2.3). Undefined where it is no DER.
 */
export function rawSignature(algorithm: string, bytes: Uint8Array): Uint8Array | undefined {
  const size = Object.hasOwn(sizes, algorithm) ? sizes[algorithm] : undefined;
  if (size === undefined || bytes.length === 2 * size || bytes[0] !== 0x30) return undefined;
  const start = bytes[1] === 0x81 ? 3 : 2;
  if (bytes[start - 1] !== bytes.length - start) return undefined;
  const r = integerAt(bytes, start, size);
  const s = r && integerAt(bytes, r.end, size);
  if (!r || !s || s.end !== bytes.length) return undefined;
  const raw = new Uint8Array(2 * size);
  raw.set(r.magnitude, size - r.magnitude.length);
  raw.set(s.magnitude, 2 * size - s.magnitude.length);
  return raw;
}

function integerAt(bytes: Uint8Array, at: number, size: number) {
  const end = at + 2 + (bytes[at + 1] ?? 0);
  if (bytes[at] !== 2 || end > bytes.length) return undefined;
  let first = at + 2;
  while (first < end - 1 && bytes[first] === 0) first += 1;
  const magnitude = bytes.subarray(first, end);
  return magnitude.length > size ? undefined : { magnitude, end };
}
