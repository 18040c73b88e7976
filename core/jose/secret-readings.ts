/** The same shared secret as the other side may have read it, and how to say so: `without the line break at its end`. */
export interface SecretReading {
  readonly words: string;
  readonly secret: Uint8Array;
}

/** What signers and verifiers make of one secret: files end in a line break or not, and text may stand for bytes. */
export function secretReadings(secret: Uint8Array): readonly SecretReading[] {
  const bytes = Buffer.from(secret);
  const readings: SecretReading[] = [];
  const add = (words: string, reading: Buffer) => {
    const known =
      reading.length === 0 || reading.equals(bytes) || readings.some((each) => reading.equals(each.secret));
    if (!known) readings.push({ words, secret: Uint8Array.from(reading) });
  };
  add('with a line break at its end', Buffer.concat([bytes, Buffer.from('\n')]));
  add('with a line break (CRLF) at its end', Buffer.concat([bytes, Buffer.from('\r\n')]));
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text).equals(bytes);
  if (isText) {
    const trimmed = text.replace(/[\r\n]+$/, '');
    add('without the line break at its end', Buffer.from(trimmed));
    add('without the white space around it', Buffer.from(text.trim()));
    add('without the byte order mark before it', Buffer.from(text.replace(/^\ufeff/, '')));
    add('without the quotes around it', Buffer.from(trimmed.replace(/^(["'])(.*)\1$/s, '$2')));
    const plain = text.trim();
    if (/^(?:[\da-f]{2})+$/i.test(plain)) add('read as hexadecimal', Buffer.from(plain, 'hex'));
    if (/^[\w+/-]{4,}={0,2}$/.test(plain)) add('read as Base64', Buffer.from(plain, 'base64'));
    add('read as Latin-1', Buffer.from(text, 'latin1'));
    add('read as UTF-16', Buffer.from(text, 'utf16le'));
  }
  add('taken as its own text in Base64', Buffer.from(bytes.toString('base64')));
  add('taken as its own text in base64url', Buffer.from(bytes.toString('base64url')));
  add('taken as its own text in hexadecimal', Buffer.from(bytes.toString('hex')));
  return readings;
}
