/**
 * Text as java.io.DataOutput.writeUTF writes it: a length of two bytes and modified UTF-8, where NUL takes two bytes
 * and each half of a surrogate pair three.
 * @param text at most 65,535 bytes once encoded; what is longer is cut off, as no alias is.
 */
export function javaText(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < text.length && bytes.length <= 0xffff - 3; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0 && unit < 0x80) bytes.push(unit);
    else if (unit < 0x800) bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f));
    else bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  }
  return Uint8Array.of(bytes.length >> 8, bytes.length & 0xff, ...bytes);
}
