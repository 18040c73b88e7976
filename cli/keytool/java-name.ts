import { type Asn1, membersOf, oidOf, tags } from '../../core/asn1/asn1.ts';
import { asn1Text } from '../../core/asn1/asn1-text.ts';
import { showHidden } from '../../shared/base/hidden-characters.ts';

/** The attribute types that Java has a keyword for; the others are written as `OID.` and their number. */
const keywords: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SURNAME',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'T',
  '2.5.4.42': 'GIVENNAME',
  '2.5.4.43': 'INITIALS',
  '2.5.4.44': 'GENERATION',
  '2.5.4.46': 'DNQ',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'EMAILADDRESS',
  '1.3.6.1.4.1.42.2.11.2.1': 'IP',
};

/** A Name as Java's X500Principal prints it: the most specific part first, values in quotes where they need them. */
export function javaName(name: Asn1): string {
  return membersOf(name)
    .reverse()
    .map((rdn) => membersOf(rdn, tags.set).map(attribute).join(' + '))
    .join(', ');
}

function attribute(node: Asn1): string {
  const [type, value] = membersOf(node);
  const oid = oidOf(type);
  const keyword = keywords[oid] ?? `OID.${oid}`;
  const text = value === undefined ? '' : asn1Text(value);
  if (text === undefined) return `${keyword}=#${Buffer.from(value?.bytes ?? []).toString('hex')}`;
  return `${keyword}=${showHidden(quoted(text))}`;
}

/** In quotes: special characters, spaces at either end, and two in a row. */
function quoted(text: string): string {
  if (/^".*"$/s.test(text) && text.length > 1) return text;
  const escaped = text.replace(/["\\]/g, '\\$&');
  return /[,+=\n<>#;\\"]|^ | $| {2}/.test(text) ? `"${escaped}"` : escaped;
}
