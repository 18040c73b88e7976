import { type Asn1, childrenOf, contextTag, decodeOid, membersOf, oidOf } from '../../core/asn1/asn1.ts';
import { showHidden } from '../../shared/base/hidden-characters.ts';
import { javaName } from './java-name.ts';

const writers: Readonly<Record<number, (name: Asn1) => string>> = {
  [contextTag(0)]: (name) => `Other-Name: Unrecognized ObjectIdentifier: ${oidOf(childrenOf(name)[0])}`,
  [contextTag(1)]: (name) => `RFC822Name: ${textOf(name)}`,
  [contextTag(2)]: (name) => `DNSName: ${textOf(name)}`,
  [contextTag(4)]: (name) => childrenOf(name).map(javaName).join(''),
  [contextTag(6)]: (name) => `URIName: ${textOf(name)}`,
  [contextTag(7)]: (name) => `IPAddress: ${addressOf(name.content)}`,
  [contextTag(8)]: (name) => `OIDName: ${decodeOid(name.content)}`,
};

/** A GeneralName (RFC 5280 section 4.2.1.6) as Java prints it. */
export function javaGeneralName(name: Asn1): string {
  return writers[name.tag]?.(name) ?? 'Unrecognized GeneralName';
}

/** GeneralNames as Java prints a list. */
export function javaGeneralNames(names: Asn1): string {
  return `[${childrenOf(names).map(javaGeneralName).join(', ')}]`;
}

/** The names of a SEQUENCE. */
export function generalNamesOf(sequence: Asn1): string[] {
  return membersOf(sequence).map(javaGeneralName);
}

function textOf({ content }: Asn1): string {
  return showHidden(Buffer.from(content).toString('latin1'));
}

/** Java writes all eight groups of an IPv6 address, and a network with its mask. */
function addressOf(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  if (octets.length === 8) return `${octets.subarray(0, 4).join('.')}/${octets.subarray(4).join('.')}`;
  const groups = Array.from({ length: octets.length / 2 }, (_, i) =>
    (((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0)).toString(16),
  );
  if (octets.length !== 32) return groups.join(':');
  const mask = [...octets.subarray(16)].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  return `${groups.slice(0, 8).join(':')}/${mask.indexOf('0') < 0 ? 128 : mask.indexOf('0')}`;
}
