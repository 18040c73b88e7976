// A password is text; what protects a file with it takes bytes, and which ones has changed over the years. A reader tries
// the ways of its format in turn. They differ only for passwords outside ASCII, and for the empty one.

/** As bytes, for what takes those as they are: UTF-8, as everybody who writes today does it, then Latin-1. */
export function passwordBytes(password: string): readonly Uint8Array[] {
  const utf8 = Buffer.from(password, 'utf8');
  const isLatin1 = utf8.length !== password.length && /^[\0-\u00ff]*$/.test(password);
  return isLatin1 ? [utf8, Buffer.from(password, 'latin1')] : [utf8];
}

/**
 * As PBES1 and the MAC of PKCS#12 take it: UTF-16BE with two zero bytes at the end (RFC 7292 appendix B.1). OpenSSL before 1.1
 * put a zero before each byte of UTF-8. The empty password is written with its end mark or, as "no password", without.
 */
export function bmpPasswords(password: string): readonly Uint8Array[] {
  if (password === '') return [bmpPassword(''), new Uint8Array()];
  const utf8 = Buffer.from(password, 'utf8');
  return utf8.length === password.length
    ? [bmpPassword(password)]
    : [bmpPassword(password), bmpPassword(utf8.toString('latin1'))];
}

/** As a PKCS#12 file is written with it. */
export function bmpPassword(password: string): Uint8Array {
  return utf16BigEndian(`${password}\0`);
}

/** As Java hashes it: UTF-16, big-endian, without an end mark. */
export function utf16BigEndian(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'utf16le').swap16());
}

/** What the first form that opens something opens; undefined when none does. */
export async function firstOpened<Opened>(
  forms: readonly Uint8Array[],
  open: (form: Uint8Array) => Opened | undefined | Promise<Opened | undefined>,
): Promise<Opened | undefined> {
  for (const form of forms) {
    const opened = await open(form);
    if (opened !== undefined) return opened;
  }
  return undefined;
}
