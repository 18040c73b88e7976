// Layout of a Name (RFC 5280 section 4.1.2.4):
//
//   Name                  SEQUENCE OF RelativeDistinguishedName, the most general first
//   RelativeDistinguishedName   SET OF SEQUENCE { type OID, value ANY }

import { type Asn1, membersOf, oidOf, tags } from '../asn1/asn1.ts';
import { asn1Text } from '../asn1/asn1-text.ts';

/** Attribute types with a registered short name: RFC 4514 section 3, and the LDAP names that certificates use besides. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'givenName',
  '2.5.4.43': 'initials',
  '2.5.4.44': 'generationQualifier',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.65': 'pseudonym',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/**
 * A Name in the form of RFC 4514: the most specific part first. Attributes of an unknown type, and values that are no
 * text, are written as `#` and the hex of their BER (section 2.4).
 * Errors: `damaged-file`.
 */
export function formatName(name: Asn1): string {
  return membersOf(name)
    .reverse()
    .map((rdn) => membersOf(rdn, tags.set).map(formatAttribute).join('+'))
    .join(',');
}

function formatAttribute(attribute: Asn1): string {
  const [type, value] = membersOf(attribute);
  const oid = oidOf(type);
  const shortName = shortNames[oid];
  const text = value === undefined ? '' : asn1Text(value);
  if (shortName !== undefined && text !== undefined) return `${shortName}=${escapeValue(text)}`;
  return `${shortName ?? oid}=#${Buffer.from(value?.bytes ?? []).toString('hex')}`;
}

/** RFC 4514 section 2.4. Control characters are escaped as well: names are shown on terminals. */
function escapeValue(text: string): string {
  return text.replace(toEscape, (character) =>
    character < ' ' || character > '~' ? hexPairs(character) : `\\${character}`,
  );
}

/** The special characters anywhere; a space or number sign at the start; a space at the end. */
const toEscape = /["+,;<>\\\p{Cc}]|^[ #]| $/gu;

function hexPairs(character: string): string {
  return [...Buffer.from(character, 'utf8')]
    .map((byte) => `\\${byte.toString(16).padStart(2, '0')}`)
    .join('');
}
