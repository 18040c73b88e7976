/** DER in PEM armour as openssl writes it (RFC 7468): 64 columns, LF, a line end after the last line. */
export function armour(label: string, der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.length).toString('base64');
  return `-----BEGIN ${label}-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
}
