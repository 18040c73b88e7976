/** DER in PEM armour as openssl writes it (RFC 7468): 64 columns, LF, a line end after the last line. */
export function armour(label: string, der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.length).toString('base64');
  return `-----BEGIN ${label}-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
}

const digits = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const [padding = 0, lineEnd = 0] = Buffer.from('=\n');

/** The same as bytes, made without a text on the way: whoever uses it can zero it. */
export function armourSecret(label: string, der: Uint8Array): Buffer {
  const begin = Buffer.from(`-----BEGIN ${label}-----\n`);
  const end = Buffer.from(`-----END ${label}-----\n`);
  const columns = Math.ceil(der.length / 3) * 4;
  const pem = Buffer.alloc(begin.length + columns + Math.ceil(columns / 64) + end.length);
  let at = begin.copy(pem);
  for (let from = 0; from < der.length; from += 3) {
    const [one = 0, two, three] = der.subarray(from, from + 3);
    const bits = (one << 16) | ((two ?? 0) << 8) | (three ?? 0);
    pem[at++] = digits[bits >> 18] ?? 0;
    pem[at++] = digits[(bits >> 12) & 63] ?? 0;
    pem[at++] = two === undefined ? padding : (digits[(bits >> 6) & 63] ?? 0);
    pem[at++] = three === undefined ? padding : (digits[bits & 63] ?? 0);
    // 48 bytes make a line.
    if ((from + 3) % 48 === 0 || from + 3 >= der.length) pem[at++] = lineEnd;
  }
  end.copy(pem, at);
  return pem;
}
