// Layout of GeneralNames (RFC 5280 section 4.2.1.6), the value of a subject alternative name:
//
//   SEQUENCE OF [0] otherName SEQUENCE | [1] rfc822Name | [2] dNSName | [4] EXPLICIT Name | [6] URI
//               | [7] iPAddress, 4 or 16 octets | [8] registeredID

import {
  type Asn1,
  childrenOf,
  contextTag,
  decodeOid,
  membersOf,
  oidOf,
  readAsn1,
  tags,
} from '../asn1/asn1.ts';
import { formatName } from './distinguished-name.ts';

const writers: Readonly<Record<number, (name: Asn1) => string>> = {
  [contextTag(0)]: (name) => `otherName:${oidOf(childrenOf(name)[0])}`,
  [contextTag(1)]: (name) => `email:${textOf(name)}`,
  [contextTag(2)]: (name) => `DNS:${textOf(name)}`,
  [contextTag(4)]: (name) => `DirName:${childrenOf(name).map(formatName).join('')}`,
  [contextTag(6)]: (name) => `URI:${textOf(name)}`,
  [contextTag(7)]: (name) => `IP:${formatAddress(name.content)}`,
  [contextTag(8)]: (name) => `RID:${decodeOid(name.content)}`,
};

/** The names of a subject alternative name: `DNS:x`, `IP:x`, `URI:x`, `email:x`, `DirName:x`, `RID:x`. Errors: `damaged-file`. */
export function formatGeneralNames(extension: Uint8Array): string[] {
  return membersOf(readAsn1(extension), tags.sequence).map(formatGeneralName);
}

/** One GeneralName. Errors: `damaged-file`. */
export function formatGeneralName(name: Asn1): string {
  return writers[name.tag]?.(name) ?? `unknown:${name.tag & 0x1f}`;
}

/** An IA5String; anything that a terminal would act on is shown as a question mark. */
function textOf({ content }: Asn1): string {
  return Buffer.from(content)
    .toString('latin1')
    .replace(/\p{Cc}/gu, '?');
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
