import { SignetError } from '../../shared/base/signet-error.ts';
import { tags } from '../asn1/asn1.ts';
import { der, derOid, derSequence } from '../asn1/der.ts';

interface AttributeType {
  readonly oid: string;
  /** Strings are UTF8String unless RFC 5280 appendix A.1 says otherwise. */
  readonly stringTag?: number;
}

// Names of RFC 4514 section 3, and those that users of openssl and keytool type.
const types: Readonly<Record<string, AttributeType>> = {
  CN: { oid: '2.5.4.3' },
  SN: { oid: '2.5.4.4' },
  SURNAME: { oid: '2.5.4.4' },
  SERIALNUMBER: { oid: '2.5.4.5', stringTag: tags.printableString },
  C: { oid: '2.5.4.6', stringTag: tags.printableString },
  L: { oid: '2.5.4.7' },
  ST: { oid: '2.5.4.8' },
  S: { oid: '2.5.4.8' },
  STREET: { oid: '2.5.4.9' },
  O: { oid: '2.5.4.10' },
  OU: { oid: '2.5.4.11' },
  TITLE: { oid: '2.5.4.12' },
  T: { oid: '2.5.4.12' },
  BUSINESSCATEGORY: { oid: '2.5.4.15' },
  POSTALCODE: { oid: '2.5.4.17' },
  GIVENNAME: { oid: '2.5.4.42' },
  GN: { oid: '2.5.4.42' },
  INITIALS: { oid: '2.5.4.43' },
  GENERATIONQUALIFIER: { oid: '2.5.4.44' },
  DNQUALIFIER: { oid: '2.5.4.46', stringTag: tags.printableString },
  PSEUDONYM: { oid: '2.5.4.65' },
  ORGANIZATIONIDENTIFIER: { oid: '2.5.4.97' },
  UID: { oid: '0.9.2342.19200300.100.1.1' },
  DC: { oid: '0.9.2342.19200300.100.1.25', stringTag: tags.ia5String },
  EMAILADDRESS: { oid: '1.2.840.113549.1.9.1', stringTag: tags.ia5String },
  EMAIL: { oid: '1.2.840.113549.1.9.1', stringTag: tags.ia5String },
  E: { oid: '1.2.840.113549.1.9.1', stringTag: tags.ia5String },
};

/**
 * Reads a name in the form of RFC 4514 (`CN=localhost,O=WSO2,C=US`), as `openssl -nameopt RFC2253` and keytool write
 * it: the most specific part first, which X.509 stores last. White space around parts is left out, types are taken in
 * any case, and the quotation marks of RFC 2253 are understood.
 * @returns the DER of the Name.
 * Errors: `invalid-input`.
 */
export function parseName(text: string): Uint8Array {
  const reader = new NameReader(text);
  const rdns: Uint8Array[] = [];
  do {
    const attributes: Uint8Array[] = [];
    do attributes.push(readAttribute(reader));
    while (reader.accept('+'));
    // A SET OF is sorted by its encoding in DER (X.690 section 11.6).
    rdns.unshift(der(0x20 | tags.set, ...attributes.sort((one, other) => Buffer.compare(one, other))));
  } while (reader.accept(',') || reader.accept(';'));
  if (!reader.atEnd) throw invalidName(text);
  return derSequence(...rdns);
}

function readAttribute(reader: NameReader): Uint8Array {
  const name = reader.type();
  const type =
    types[name.toUpperCase()] ?? (/^[0-2](?:\.(?:0|[1-9]\d{0,18}))+$/.test(name) ? { oid: name } : undefined);
  if (type === undefined) throw invalidName(reader.text, `${name} is no attribute type that is known`);
  const value = reader.value();
  if (value instanceof Uint8Array) return derSequence(derOid(type.oid), value);
  const asciiOnly = type.stringTag !== undefined && /^[ -~]*$/.test(value);
  const tag = asciiOnly ? (type.stringTag ?? tags.utf8String) : tags.utf8String;
  return derSequence(derOid(type.oid), der(tag, new TextEncoder().encode(value)));
}

function invalidName(text: string, why = 'a part of it is missing'): SignetError {
  return new SignetError(
    'invalid-input',
    `${JSON.stringify(text.slice(0, 100))} is not a distinguished name: ${why}`,
    {
      hint: 'write it like CN=localhost,O=Example,C=US',
    },
  );
}

class NameReader {
  readonly text: string;
  #at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get atEnd(): boolean {
    this.#skipSpace();
    return this.#at >= this.text.length;
  }

  accept(separator: string): boolean {
    this.#skipSpace();
    if (this.text[this.#at] !== separator) return false;
    this.#at++;
    return true;
  }

  type(): string {
    this.#skipSpace();
    const match = /^[A-Za-z0-9.]{1,100}/.exec(this.text.slice(this.#at, this.#at + 100));
    if (match === null) throw invalidName(this.text);
    this.#at += match[0].length;
    if (!this.accept('=')) throw invalidName(this.text);
    return match[0];
  }

  /** Text, or the encoding that `#` and hex stand for. */
  value(): string | Uint8Array {
    this.#skipSpace();
    if (this.text[this.#at] === '#') return this.#hexValue();
    const quoted = this.accept('"');
    const bytes: number[] = [];
    // Where the part that trailing spaces are not cut off from ends.
    let kept = 0;
    for (;;) {
      const character = String.fromCodePoint(this.text.codePointAt(this.#at) ?? 0);
      if (
        this.#at >= this.text.length ||
        (!quoted && /[,;+]/.test(character)) ||
        (quoted && character === '"')
      )
        break;
      if (character === '\\') kept = this.#escaped(bytes);
      else {
        if (!quoted && /["<>]/.test(character))
          throw invalidName(this.text, `${character} must be written \\${character}`);
        bytes.push(...Buffer.from(character, 'utf8'));
        this.#at += character.length;
        if (quoted || character !== ' ') kept = bytes.length;
      }
    }
    if (quoted && !this.accept('"')) throw invalidName(this.text, 'a quotation mark is missing');
    return Buffer.from(bytes.slice(0, kept)).toString('utf8');
  }

  #hexValue(): Uint8Array {
    const match = /^#((?:[0-9A-Fa-f]{2})+)/.exec(this.text.slice(this.#at));
    if (match === null) throw invalidName(this.text, 'there is no hex behind #');
    this.#at += match[0].length;
    return Uint8Array.from(Buffer.from(match[1] ?? '', 'hex'));
  }

  #escaped(bytes: number[]): number {
    const pair = /^[0-9A-Fa-f]{2}/.exec(this.text.slice(this.#at + 1, this.#at + 3));
    const character = pair === null ? this.text[this.#at + 1] : undefined;
    if (pair === null && character === undefined) throw invalidName(this.text, 'it ends with a backslash');
    if (pair !== null) bytes.push(Number.parseInt(pair[0], 16));
    else bytes.push(...Buffer.from(character ?? '', 'utf8'));
    this.#at += pair === null ? 2 : 3;
    return bytes.length;
  }

  #skipSpace(): void {
    while (this.text[this.#at] === ' ') this.#at++;
  }
}
