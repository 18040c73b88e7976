import { describe, expect, it } from 'vitest';
import { tags } from '../../../core/asn1/asn1.ts';
import { der, derContext, derInteger, derOctets, derOid, derSequence } from '../../../core/asn1/der.ts';
import { formatGeneralNames } from '../../../core/certificate/general-names.ts';

const text = (tag: number, value: string, encoding: BufferEncoding = 'utf8') =>
  der(tag, Buffer.from(value, encoding));
const other = (oid: string, value: Uint8Array) => derContext(0, derOid(oid), derContext(0, value));
const generalString = 0x1b;
const principal = derSequence(
  derContext(0, text(generalString, 'EXAMPLE.COM')),
  derContext(
    1,
    derSequence(
      derContext(0, derInteger(1)),
      derContext(1, derSequence(text(generalString, 'HTTP'), text(generalString, 'a.example'))),
    ),
  ),
);

// Names as directories, mail systems and Windows put them into certificates; after certificates in which only the type of
// such a name was shown, or its bytes read as Latin-1.
const table: readonly (readonly [name: Uint8Array, shown: string])[] = [
  [other('1.3.6.1.4.1.311.20.2.3', text(tags.utf8String, 'user@corp')), 'otherName:UPN:user@corp'],
  [other('1.3.6.1.4.1.311.20.2.3', text(tags.utf8String, 'jürgen@firma')), 'otherName:UPN:jürgen@firma'],
  [other('1.3.6.1.5.5.7.8.9', text(tags.utf8String, 'ü@x')), 'otherName:SmtpUTF8Mailbox:ü@x'],
  [other('1.3.6.1.5.5.7.8.5', text(tags.utf8String, 'a@jabber')), 'otherName:XmppAddr:a@jabber'],
  [other('1.3.6.1.5.5.7.8.7', text(tags.ia5String, '_mail.example')), 'otherName:SRVName:_mail.example'],
  [other('1.3.6.1.5.2.2', principal), 'otherName:KRB5:HTTP/a.example@EXAMPLE.COM'],
  [other('1.3.6.1.4.1.311.25.1', derOctets(Uint8Array.of(1, 2, 0xab))), 'otherName:NTDS-GUID:0102ab'],
  [other('1.3.6.1.4.1.311.25.2.1', derOctets(Buffer.from('S-1-5-21'))), 'otherName:SID:S-1-5-21'],
  [other('1.2.3', derInteger(7)), 'otherName:1.2.3:7'],
  [other('1.2.3', derOid('1.2.840.113549')), 'otherName:1.2.3:1.2.840.113549'],
  [other('1.2.3', derSequence(derInteger(1))), 'otherName:1.2.3:#3003020101'],
  [other('1.2.3', der(tags.bmpString, Uint8Array.of(0, 0xe4, 0, 0))), 'otherName:1.2.3:ä?'],
  [derContext(0, derOid('1.2.3')), 'otherName:1.2.3'],
  [der(0x82, Buffer.from('bücher.example')), 'DNS:bücher.example'],
  [der(0x82, Buffer.from('bücher.example', 'latin1')), 'DNS:bücher.example'],
  [der(0x82, Buffer.from('xn--bcher-kva.example')), 'DNS:xn--bcher-kva.example'],
  [der(0x81, Buffer.from('é@b.c')), 'email:é@b.c'],
  [der(0x86, Buffer.from('spiffe://x/y\u001b[2J')), 'URI:spiffe://x/y?[2J'],
];

describe('the names of a certificate', () => {
  it.each(table)('%#: $1', (name, shown) => {
    expect(formatGeneralNames(derSequence(name))).toEqual([shown]);
  });

  it('are all shown', () => {
    const all = derSequence(...table.map(([name]) => name));
    expect(formatGeneralNames(all)).toEqual(table.map(([, shown]) => shown));
  });
});
