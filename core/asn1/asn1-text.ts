import { type Asn1, tags } from './asn1.ts';

// The string types of X.520 (RFC 5280 section 4.1.2.4, DirectoryString) by how their octets are read. TeletexString is
// Latin-1 in practice, whatever T.61 says.
const decoders: Readonly<Record<number, (content: Uint8Array) => string>> = {
  [tags.utf8String]: (content) => new TextDecoder('utf-8').decode(content),
  [tags.printableString]: latin1,
  [tags.numericString]: latin1,
  [tags.ia5String]: latin1,
  [tags.visibleString]: latin1,
  [tags.teletexString]: latin1,
  [tags.bmpString]: (content) => new TextDecoder('utf-16be').decode(content),
  [tags.universalString]: utf32,
};

/** The text of a string type, or undefined for a value of another type. Never fails. */
export function asn1Text({ tag, constructed, content }: Asn1): string | undefined {
  return constructed ? undefined : decoders[tag]?.(content);
}

function latin1(content: Uint8Array): string {
  return Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1');
}

function utf32(content: Uint8Array): string {
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  let text = '';
  for (let at = 0; at + 4 <= content.length; at += 4) {
    const point = view.getUint32(at);
    text += point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
  }
  return text;
}
