/** A password as Java hashes it: UTF-16, big-endian, without an end mark. */
export function utf16BigEndian(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'utf16le').swap16());
}
