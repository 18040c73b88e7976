/** The same bytes as a Buffer, not a copy: a key that is copied cannot be zeroed everywhere. */
export function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
