/**
 * Bytes as Java's hexadecimal dump has them: sixteen a line, an offset before them and their characters behind.
 * Each line has an end.
 */
export function hexDump(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 16) {
    const line = bytes.subarray(at, at + 16);
    const cells = Array.from({ length: 16 }, (_, i) => {
      const byte = line[i];
      return `${byte === undefined ? '  ' : hex(byte, 2)} ${i === 7 ? '  ' : ''}`;
    });
    text += `${hex(at, 4)}: ${cells.join('')} ${[...line].map(character).join('')}\n`;
  }
  return text;
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

function character(byte: number): string {
  return byte < 0x20 || byte > 0x7a ? '.' : String.fromCharCode(byte);
}
