// Layout of GeneralNames (RFC 5280 section 4.2.1.6), the value of a subject alternative name:
//
//   SEQUENCE OF [0] otherName SEQUENCE | [1] rfc822Name | [2] dNSName | [4] EXPLICIT Name | [6] URI
//               | [7] iPAddress, 4 or 16 octets | [8] registeredID

import {
  type Asn1,
  childrenOf,
  contextTag,
  decodeOid,
  explicitValue,
  membersOf,
  numberOf,
  oidOf,
  readAsn1,
  tags,
} from '../asn1/asn1.ts';
import { asn1Text } from '../asn1/asn1-text.ts';
import { unlessDamaged } from '../asn1/damaged.ts';
import { formatName } from './distinguished-name.ts';

const writers: Readonly<Record<number, (name: Asn1) => string>> = {
  [contextTag(0)]: formatOtherName,
  [contextTag(1)]: (name) => `email:${textOf(name)}`,
  [contextTag(2)]: (name) => `DNS:${textOf(name)}`,
  [contextTag(4)]: (name) => `DirName:${childrenOf(name).map(formatName).join('')}`,
  [contextTag(6)]: (name) => `URI:${textOf(name)}`,
  [contextTag(7)]: (name) => `IP:${formatAddress(name.content)}`,
  [contextTag(8)]: (name) => `RID:${decodeOid(name.content)}`,
};

/**
 * The names of a subject alternative name: `DNS:x`, `IP:x`, `URI:x`, `email:x`, `DirName:x`, `RID:x`, `otherName:UPN:x`, or
 * `otherName:1.2.3:x` for one whose type has no usual name. Errors: `damaged-file`.
 */
export function formatGeneralNames(extension: Uint8Array): string[] {
  return membersOf(readAsn1(extension), tags.sequence).map(formatGeneralName);
}

/** One GeneralName. Errors: `damaged-file`. */
export function formatGeneralName(name: Asn1): string {
  return writers[name.tag]?.(name) ?? `unknown:${name.tag & 0x1f}`;
}

/** What identity systems put into an otherName, by the type's OID. */
const otherNames: Readonly<Record<string, string>> = {
  '1.3.6.1.4.1.311.20.2.3': 'UPN',
  '1.3.6.1.4.1.311.25.1': 'NTDS-GUID',
  '1.3.6.1.4.1.311.25.2.1': 'SID',
  '1.3.6.1.5.2.2': 'KRB5',
  '1.3.6.1.5.5.7.8.3': 'permanentIdentifier',
  '1.3.6.1.5.5.7.8.4': 'hardwareModuleName',
  '1.3.6.1.5.5.7.8.5': 'XmppAddr',
  '1.3.6.1.5.5.7.8.7': 'SRVName',
  '1.3.6.1.5.5.7.8.8': 'NAIRealm',
  '1.3.6.1.5.5.7.8.9': 'SmtpUTF8Mailbox',
};

/** OtherName ::= SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY } */
function formatOtherName(name: Asn1): string {
  const [type, value] = childrenOf(name);
  const oid = oidOf(type);
  const known = otherNames[oid];
  const [inner] = value === undefined ? [] : childrenOf(value);
  if (inner === undefined) return `otherName:${known ?? oid}`;
  const principal = known === 'KRB5' ? unlessDamaged(() => kerberosPrincipal(inner)) : undefined;
  return `otherName:${known ?? oid}:${principal ?? formatValue(inner, known === 'SID')}`;
}

/** Text as text, numbers and identifiers as such, octets in hex, anything else as its DER in hex (RFC 4514 section 2.4). */
function formatValue(value: Asn1, octetsAreText: boolean): string {
  const text = asn1Text(value);
  if (text !== undefined) return printable(text);
  if (value.constructed) return `#${Buffer.from(value.bytes).toString('hex')}`;
  switch (value.tag) {
    case tags.octetString:
      return octetsAreText ? readBytes(value.content) : Buffer.from(value.content).toString('hex');
    case tags.integer:
      return unlessDamaged(() => String(numberOf(value))) ?? `#${Buffer.from(value.bytes).toString('hex')}`;
    case tags.oid:
      return decodeOid(value.content);
    default:
      return `#${Buffer.from(value.bytes).toString('hex')}`;
  }
}

/** KRB5PrincipalName ::= SEQUENCE { realm [0], SEQUENCE { type [0], SEQUENCE OF KerberosString [1] } [1] } (RFC 4556 section 3.2.2). */
function kerberosPrincipal(value: Asn1): string {
  const [realm, principal] = membersOf(value);
  const names = membersOf(explicitValue(membersOf(explicitValue(principal, 1))[1], 1));
  return `${names.map(textOf).join('/')}@${textOf(explicitValue(realm, 0))}`;
}

/** An IA5String, in which UTF-8 is a common mistake. */
function textOf({ content }: Asn1): string {
  return readBytes(content);
}

function readBytes(content: Uint8Array): string {
  try {
    return printable(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content));
  } catch {
    return printable(Buffer.from(content).toString('latin1'));
  }
}

/** Anything that a terminal would act on is shown as a question mark. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}

/**
 * IPv4 in dotted form, IPv6 as RFC 5952 writes it; twice as long, an address and its mask (RFC 5280 section
 * 4.2.1.10); other lengths in hex.
 */
function formatAddress(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  if (octets.length === 8 || octets.length === 32) {
    const half = octets.length / 2;
    return `${formatAddress(octets.subarray(0, half))}/${formatAddress(octets.subarray(half))}`;
  }
  if (octets.length !== 16) return Buffer.from(octets).toString('hex');
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0)).toString(16),
  );
  const zeros = longestZeros(groups);
  if (zeros.length < 2) return groups.join(':');
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.start + zeros.length).join(':')}`;
}

function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === '0') length++;
    if (length > longest.length) longest = { start, length };
  }
  return longest;
}
