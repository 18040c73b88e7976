/** The big-endian bytes of a whole number below 2^53, for an INTEGER that does not fit one byte. */
export function magnitude(value: number): Uint8Array {
  const hex = value.toString(16);
  return Uint8Array.from(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
}

/** How many bits a magnitude without leading zeros has. */
export function bitLength(magnitude: Uint8Array): number {
  return (magnitude.length - 1) * 8 + (32 - Math.clz32(magnitude[0] ?? 0));
}
