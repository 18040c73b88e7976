// The values of certificate extensions as text. Each reader is given the DER inside the extension's OCTET STRING, whose
// layout stands above it, and throws `damaged-file` where it finds another.

import { keyUsages } from '../../shared/contract/certificate.ts';
import {
  type Asn1,
  childrenOf,
  contextTag,
  expectTag,
  membersOf,
  numberOf,
  octetsOf,
  oidOf,
  readAsn1,
  tags,
} from '../asn1/asn1.ts';
import { asn1Text } from '../asn1/asn1-text.ts';
import { asn1Time, isoSeconds } from '../asn1/asn1-time.ts';
import { damaged } from '../asn1/damaged.ts';
import { formatGeneralName, formatGeneralNames } from './general-names.ts';
import { objectName } from './object-names.ts';

export type ReadValue = (value: Uint8Array) => string;

/** BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL } (RFC 5280 section 4.2.1.9). */
export function readBasicConstraints(value: Uint8Array): {
  readonly authority: boolean;
  readonly pathLength?: number;
} {
  const members = membersOf(readAsn1(value));
  const authority = members.find((node) => node.tag === tags.boolean);
  const length = members.find((node) => node.tag === tags.integer);
  return {
    authority: authority !== undefined && authority.content[0] !== 0,
    ...(length === undefined ? {} : { pathLength: numberOf(length) }),
  };
}

export const basicConstraints: ReadValue = (value) => {
  const { authority, pathLength } = readBasicConstraints(value);
  return `CA:${authority ? 'TRUE' : 'FALSE'}${pathLength === undefined ? '' : `, pathlen:${pathLength}`}`;
};

const netscapeTypes = [
  'SSL client',
  'SSL server',
  'S/MIME',
  'object signing',
  'reserved',
  'SSL CA',
  'S/MIME CA',
  'object signing CA',
];

const revocationReasons = [
  'unused',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
];

/** A BIT STRING of named bits. */
function namedBits({ content }: Asn1, names: readonly string[]): string[] {
  const set: string[] = [];
  for (let bit = 0; bit < (content.length - 1) * 8; bit++) {
    const octet = content[1 + (bit >> 3)] ?? 0;
    if (octet & (0x80 >> (bit & 7))) set.push(names[bit] ?? `bit ${bit}`);
  }
  return set;
}

/** Errors: `damaged-file`. */
export function readKeyUsage(value: Uint8Array): string[] {
  return namedBits(expectTag(readAsn1(value), tags.bitString), keyUsages);
}

export const keyUsage: ReadValue = (value) => readKeyUsage(value).join(', ');

export const netscapeCertType: ReadValue = (value) =>
  namedBits(expectTag(readAsn1(value), tags.bitString), netscapeTypes).join(', ');

/** SEQUENCE OF OID. */
export const objectIdentifiers: ReadValue = (value) =>
  membersOf(readAsn1(value))
    .map((node) => objectName(oidOf(node)))
    .join(', ');

export const generalNames: ReadValue = (value) => formatGeneralNames(value).join(', ');

export const subjectKeyIdentifier: ReadValue = (value) => colonHex(octetsOf(readAsn1(value)));

/** SEQUENCE { [0] keyIdentifier, [1] authorityCertIssuer GeneralNames, [2] serial INTEGER }, each OPTIONAL (section 4.2.1.1). */
export const authorityKeyIdentifier: ReadValue = (value) =>
  membersOf(readAsn1(value))
    .map((node) => {
      if (node.tag === contextTag(0)) return `keyid:${colonHex(node.content)}`;
      if (node.tag === contextTag(1)) return childrenOf(node).map(formatGeneralName).join(', ');
      return `serial:${hex(node.content)}`;
    })
    .join(', ');

/** SEQUENCE OF SEQUENCE { [0] distributionPoint { [0] fullName | [1] relative }, [1] reasons, [2] cRLIssuer } (section 4.2.1.13). */
export const distributionPoints: ReadValue = (value) =>
  membersOf(readAsn1(value))
    .flatMap((point) => membersOf(point).map(distributionPart))
    .join(', ');

function distributionPart(node: Asn1): string {
  if (node.tag === contextTag(1)) return `reasons: ${namedBits(node, revocationReasons).join(' ')}`;
  if (node.tag === contextTag(2)) return `issuer: ${childrenOf(node).map(formatGeneralName).join(' ')}`;
  const [name] = childrenOf(node);
  if (name?.tag === contextTag(0)) return childrenOf(name).map(formatGeneralName).join(', ');
  return `relative to the issuer: ${hex(name?.content ?? new Uint8Array())}`;
}

/** SEQUENCE OF SEQUENCE { accessMethod OID, accessLocation GeneralName } (section 4.2.2). */
export const accessDescriptions: ReadValue = (value) =>
  membersOf(readAsn1(value))
    .map((description) => {
      const [method, location] = membersOf(description);
      if (location === undefined) throw damaged('an ASN.1 value is missing');
      return `${objectName(oidOf(method))}: ${formatGeneralName(location)}`;
    })
    .join(', ');

/** SEQUENCE OF SEQUENCE { OID, SEQUENCE OF SEQUENCE { qualifier OID, ANY } OPTIONAL } (section 4.2.1.4). */
export const certificatePolicies: ReadValue = (value) =>
  membersOf(readAsn1(value))
    .map((policy) => {
      const [oid, qualifiers] = membersOf(policy);
      const notes = qualifiers === undefined ? [] : membersOf(qualifiers).map(policyQualifier);
      return `${objectName(oidOf(oid))}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
    })
    .join(', ');

function policyQualifier(node: Asn1): string {
  const [oid, qualifier] = membersOf(node);
  const text = qualifier === undefined ? undefined : textsIn(qualifier).join(' ');
  return `${objectName(oidOf(oid))}: ${text ?? ''}`;
}

/** Every text inside a value, three levels deep: a UserNotice is made of nothing else that is worth showing. */
function textsIn(node: Asn1, depth = 0): string[] {
  if (node.constructed) return depth > 2 ? [] : childrenOf(node).flatMap((one) => textsIn(one, depth + 1));
  const text = asn1Text(node);
  return text === undefined ? [] : [text];
}

/** SEQUENCE OF SEQUENCE { issuerDomainPolicy OID, subjectDomainPolicy OID } (section 4.2.1.5). */
export const policyMappings: ReadValue = (value) =>
  membersOf(readAsn1(value))
    .map((mapping) =>
      membersOf(mapping)
        .map((oid) => objectName(oidOf(oid)))
        .join(' = '),
    )
    .join(', ');

/** SEQUENCE { [0] requireExplicitPolicy INTEGER, [1] inhibitPolicyMapping INTEGER } (section 4.2.1.11). */
export const policyConstraints: ReadValue = (value) =>
  membersOf(readAsn1(value))
    .map((node) => {
      const name = node.tag === contextTag(0) ? 'requireExplicitPolicy' : 'inhibitPolicyMapping';
      return `${name}: ${numberOf({ ...node, tag: tags.integer })}`;
    })
    .join(', ');

/** INTEGER (section 4.2.1.14). */
export const skippedCertificates: ReadValue = (value) => `after ${numberOf(readAsn1(value))} certificates`;

/** SEQUENCE { [0] permitted, [1] excluded SEQUENCE OF SEQUENCE { base GeneralName, … } } (section 4.2.1.10). */
export const nameConstraints: ReadValue = (value) =>
  membersOf(readAsn1(value))
    .map((subtrees) => {
      const names = childrenOf(subtrees).map((subtree) => {
        const [base] = membersOf(subtree);
        return base === undefined ? '' : formatGeneralName(base);
      });
      return `${subtrees.tag === contextTag(0) ? 'permitted' : 'excluded'}: ${names.join(', ')}`;
    })
    .join('; ');

/** SEQUENCE OF INTEGER, the numbers of TLS extensions (RFC 7633). */
export const tlsFeature: ReadValue = (value) =>
  membersOf(readAsn1(value))
    .map((node) => {
      const feature = numberOf(node);
      return { 5: 'status_request', 17: 'status_request_v2' }[feature] ?? String(feature);
    })
    .join(', ');

/** SEQUENCE { [0] notBefore, [1] notAfter GeneralizedTime } (RFC 3280 section 4.2.1.4). */
export const usagePeriod: ReadValue = (value) =>
  membersOf(readAsn1(value))
    .map((node) => {
      const time = asn1Time({ ...node, tag: tags.generalizedTime });
      return `${node.tag === contextTag(0) ? 'from' : 'until'} ${time}`;
    })
    .join(' ');

/** SEQUENCE OF SEQUENCE { statementId OID, statementInfo ANY OPTIONAL } (RFC 3739 section 3.2.6). */
export const statements: ReadValue = (value) =>
  membersOf(readAsn1(value))
    .map((statement) => objectName(oidOf(membersOf(statement)[0])))
    .join(', ');

/** A string type. */
export const text: ReadValue = (value) => {
  const found = asn1Text(readAsn1(value));
  if (found === undefined) throw damaged('it holds an ASN.1 value of a type that does not belong there');
  return found;
};

/** NULL: that the extension is there is all that it says. */
export const present: ReadValue = () => 'yes';

/** SEQUENCE { templateID OID, major INTEGER, minor INTEGER } (Microsoft's certificate template). */
export const certificateTemplate: ReadValue = (value) => {
  const [oid, major, minor] = membersOf(readAsn1(value));
  const version = major === undefined ? '' : ` version ${numberOf(major)}.${minor ? numberOf(minor) : 0}`;
  return `${oidOf(oid)}${version}`;
};

/**
 * OCTET STRING of a TLS list (RFC 6962 section 3.3): length u16, then each length u16 | version u8 | log id 32 octets |
 * timestamp u64, ms since 1970 | …
 */
export const certificateTimestamps: ReadValue = (value) => {
  const octets = octetsOf(readAsn1(value));
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length);
  const found: string[] = [];
  for (let at = 2; at + 43 <= octets.length; at += 2 + view.getUint16(at)) {
    const log = Buffer.from(octets.subarray(at + 3, at + 7)).toString('hex');
    found.push(`log ${log}… at ${isoSeconds(timeOf(Number(view.getBigUint64(at + 35))))}`);
  }
  return found.join(', ');
};

function timeOf(milliseconds: number): Date {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) throw damaged('it holds an impossible date');
  return date;
}

/** An explicit value that is not read further. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}

/** Upper-case hex in pairs with colons between them, as fingerprints are written. */
export function colonHex(bytes: Uint8Array): string {
  return hex(bytes)
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:');
}
