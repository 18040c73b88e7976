import { createPrivateKey } from 'node:crypto';
import { contextTag, membersOf, readAsn1 } from '../../core/asn1/asn1.ts';
import { der, derContext, derOctets, derOid, derSequence } from '../../core/asn1/der.ts';
import { selfSign } from '../../core/certificate/self-sign.ts';
import { textFixture } from '../core/fixture.ts';

/** Each with what it does where it reaches a terminal, or a window, as it is. */
const characters = {
  escape: '\u001b[5m',
  clipboard: '\u001b]52;c;aGk=\u0007',
  'control sequence introducer, C1': '\u009b2J',
  'next line, C1': '\u0085',
  bell: '\u0007',
  backspace: '\b',
  'carriage return': '\r',
  'form feed': '\f',
  delete: '\u007f',
  'right-to-left override': '\u202e',
  'right-to-left embedding': '\u202b',
  'first strong isolate': '\u2068',
  'right-to-left mark': '\u200f',
  'Arabic letter mark': '\u061c',
  'byte order mark': '\ufeff',
  'line separator': '\u2028',
  'paragraph separator': '\u2029',
  'zero width space': '\u200b',
  'soft hyphen': '\u00ad',
  'Hangul filler': '\u3164',
  'variation selector': '\u{e0100}',
  tag: '\u{e0041}',
} as const;

/** All of them, and a line break that would begin a line of its own. */
export const hostileText = `${Object.values(characters).join('')}\nforged: line`;
/** As JSON can bring it, and an argument cannot. */
export const hostileInJson = `${hostileText}\ud800\u0000`;

/** What no text for people may have. Line breaks and tabs are another matter. */
export const hiddenCharacter = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

/** PKCS#8 of a key that a certificate is made for. */
export function hostileKey(): Uint8Array {
  const pem = textFixture('pem/rsa-2048.pkcs8.pem');
  return new Uint8Array(createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }));
}

/** Its names, of eight bytes each, are replaced by others: the signature breaks, and nobody looks. */
export async function hostileCertificate(): Promise<Uint8Array> {
  const der = await selfSign({
    privateKey: hostileKey(),
    subject: 'CN=AAAAAAAA-\\1b[2J-\\c2\\9b-\\e2\\80\\ae-\\0aforged',
    days: 365,
    san: ['URI:urn:BBBBBBBB', 'email:CCCCCCCC@example.org'],
  });
  const replaced = Buffer.from(der)
    .toString('latin1')
    .replace('BBBBBBBB', '\u001b[2J\u009b\n\r\u007f')
    .replace('CCCCCCCC', '\u001b]52;\nfo');
  return new Uint8Array(Buffer.from(replaced, 'latin1'));
}

/** A certificate with one name of so many bytes (subjectAltName, a URI); its signature does not hold. */
export async function hugeCertificate(length: number): Promise<Uint8Array> {
  const made = await selfSign({
    privateKey: hostileKey(),
    subject: 'CN=huge',
    days: 365,
    san: ['URI:urn:x'],
  });
  const [toBeSigned, ...signature] = membersOf(readAsn1(made));
  const uri = der(contextTag(6) & ~0x20, new Uint8Array(length).fill(0x41));
  const name = derSequence(derOid('2.5.29.17'), derOctets(derSequence(uri)));
  const members = membersOf(toBeSigned).filter(({ tag }) => tag !== contextTag(3));
  return derSequence(
    derSequence(...members.map(({ bytes }) => bytes), derContext(3, derSequence(name))),
    ...signature.map(({ bytes }) => bytes),
  );
}
