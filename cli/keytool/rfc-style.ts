/** DER in PEM as keytool writes it: CR LF between the lines of base64, the platform's own line end elsewhere. */
export function rfcStyle(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const end = process.platform === 'win32' ? '\r\n' : '\n';
  return `-----BEGIN ${label}-----${end}${lines.join('\r\n')}${end}-----END ${label}-----${end}`;
}
