/** The big-endian bytes of a whole number below 2^53, for an INTEGER that does not fit one byte. */
export function magnitude(value: number): Uint8Array {
  const hex = value.toString(16);
  return Uint8Array.from(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
}
