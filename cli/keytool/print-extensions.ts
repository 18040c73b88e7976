import {
  type Asn1,
  childrenOf,
  contextTag,
  expectTag,
  membersOf,
  octetsOf,
  oidOf,
  readAsn1,
  tags,
} from '../../core/asn1/asn1.ts';
import { asn1Time } from '../../core/asn1/asn1-time.ts';
import { unlessDamaged } from '../../core/asn1/damaged.ts';
import { generalNamesOf, javaGeneralName, javaGeneralNames } from './general-name.ts';
import { javaDateTime } from './java-date.ts';

/** An extension as it stands in a certificate. */
interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

interface Printer {
  /** Java's name, by which its list is sorted; that of an unknown extension is its number. */
  readonly name: string;
  readonly print: (value: Asn1, name: string) => string;
}

/** Names in a SEQUENCE, one a line. */
const printNames = (value: Asn1, name: string) => `${name} [\n${lines(generalNamesOf(value), '  ')}]\n`;

const printers: Readonly<Record<string, Printer>> = {
  '1.3.6.1.5.5.7.1.1': { name: 'AuthorityInfoAccess', print: printAccess },
  '1.3.6.1.5.5.7.1.11': { name: 'SubjectInfoAccess', print: printAccess },
  '2.5.29.35': { name: 'AuthorityKeyIdentifier', print: printAuthorityKey },
  '2.5.29.19': { name: 'BasicConstraints', print: printConstraints },
  '2.5.29.31': { name: 'CRLDistributionPoints', print: printDistributionPoints },
  '2.5.29.32': { name: 'CertificatePolicies', print: printPolicies },
  '2.5.29.37': { name: 'ExtendedKeyUsage', print: printExtendedUsage },
  '2.5.29.18': { name: 'IssuerAlternativeName', print: printNames },
  '2.5.29.15': { name: 'KeyUsage', print: printUsage },
  '2.5.29.30': { name: 'NameConstraints', print: printNameConstraints },
  '2.16.840.1.113730.1.1': { name: 'NetscapeCertType', print: printNetscapeType },
  '2.5.29.16': { name: 'PrivateKeyUsage', print: printKeyPeriod },
  '2.5.29.17': { name: 'SubjectAlternativeName', print: printNames },
  '2.5.29.14': {
    name: 'SubjectKeyIdentifier',
    print: (value, name) => `${name} [\n${keyIdentifier(octetsOf(value))}]\n`,
  },
};

/**
 * The extensions of a certificate or a request as keytool prints them, with a title before them.
 * @param extensions Extensions (RFC 5280 section 4.1), a SEQUENCE
 */
export function printExtensions(title: string, extensions: Asn1): string {
  const sorted = membersOf(extensions)
    .map(extensionOf)
    .toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  if (sorted.length === 0) return '';
  return `\n${title}\n\n${sorted.map((each, i) => `#${i + 1}: ${printExtension(each)}\n`).join('')}`;
}

function extensionOf(node: Asn1): Extension {
  const [type, ...rest] = membersOf(node);
  const critical = rest[0]?.tag === tags.boolean && rest[0].content[0] !== 0;
  return { oid: oidOf(type), critical, value: octetsOf(rest.at(-1)) };
}

function nameOf({ oid }: Extension): string {
  return printers[oid]?.name ?? oid;
}

function printExtension({ oid, critical, value }: Extension): string {
  const head = `ObjectId: ${oid} Criticality=${critical}\n`;
  const printer = printers[oid];
  const known = printer && unlessDamaged(() => printer.print(readAsn1(value), printer.name));
  if (known !== undefined) return head + known;
  return `${head}${value.length === 0 ? '(Empty value)\n' : `${hexDump(value)}\n`}`;
}

function lines(list: readonly string[], indent: string): string {
  return list.map((line) => `${indent}${line}\n`).join('');
}

function keyIdentifier(id: Uint8Array): string {
  return `KeyIdentifier [\n${hexDump(id)}]\n`;
}

const accessMethods: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.48.1': 'ocsp',
  '1.3.6.1.5.5.7.48.2': 'caIssuers',
  '1.3.6.1.5.5.7.48.3': 'timeStamping',
  '1.3.6.1.5.5.7.48.5': 'caRepository',
};

function printAccess(value: Asn1, name: string): string {
  const descriptions = membersOf(value).map((description) => {
    const [method, location] = membersOf(description);
    const oid = oidOf(method);
    return `\n   accessMethod: ${accessMethods[oid] ?? oid}\n   accessLocation: ${location ? javaGeneralName(location) : ''}\n`;
  });
  return `${name} [\n  [${descriptions.join(', ')}]\n]\n`;
}

/** SEQUENCE { [0] keyIdentifier, [1] issuer GeneralNames, [2] serialNumber }, each OPTIONAL. */
function printAuthorityKey(value: Asn1, name: string): string {
  const members = membersOf(value);
  const member = (number: number) => members.find(({ tag }) => tag === contextTag(number));
  const [id, issuer, serial] = [member(0), member(1), member(2)];
  const hex = Buffer.from(serial?.content ?? [])
    .toString('hex')
    .replace(/..(?=.)/g, '$&:');
  return [
    `${name} [\n`,
    id ? keyIdentifier(id.content) : '',
    issuer ? `${javaGeneralNames(issuer)}\n` : '',
    serial ? `SerialNumber: ${hex}\n` : '',
    ']\n',
  ].join('');
}

function printConstraints(value: Asn1, name: string): string {
  const members = membersOf(value);
  const isAuthority = members[0]?.tag === tags.boolean && members[0].content[0] !== 0;
  const length = members.find(({ tag }) => tag === tags.integer);
  const path = !isAuthority
    ? ' undefined'
    : length === undefined
      ? ' no limit'
      : `${Number.parseInt(Buffer.from(length.content).toString('hex'), 16)}`;
  return `${name}:[\n  CA:${isAuthority}\n  PathLen:${path}\n]\n`;
}

/** DistributionPoint: SEQUENCE { [0] { [0] fullName | [1] relative name }, [1] reasons, [2] cRLIssuer }. */
function printDistributionPoints(value: Asn1, name: string): string {
  const points = membersOf(value).map((point) => {
    const [wrapped] = membersOf(point).filter(({ tag }) => tag === contextTag(0));
    const [full] = wrapped ? childrenOf(wrapped) : [];
    const issuer = membersOf(point).find(({ tag }) => tag === contextTag(2));
    return [
      'DistributionPoint:\n     ',
      full ? `${javaGeneralNames(expectTag(full, contextTag(0)))}\n` : '',
      issuer ? `     CRLIssuer:${javaGeneralNames(issuer)}\n` : '',
    ].join('');
  });
  return `${name} [\n  [${points.join(', ')}]]\n`;
}

function printPolicies(value: Asn1, name: string): string {
  const policies = membersOf(value).map((policy) => {
    const [id, qualifiers] = membersOf(policy);
    const list = (qualifiers ? membersOf(qualifiers) : []).map((info) => {
      const [type, qualifier] = membersOf(info);
      return `PolicyQualifierInfo: [\n  qualifierID: ${oidOf(type)}\n  qualifier: ${hexDump(qualifier?.bytes ?? new Uint8Array())}\n]`;
    });
    return `  [CertificatePolicyId: [${oidOf(id)}]\n[${list.join(', ')}]  ]\n`;
  });
  return `${name} [\n${policies.join('')}]\n`;
}

/** The purposes that JDK 17 has names for, and no others: those print as their OID. */
const extendedUsages: Readonly<Record<string, string>> = {
  '2.5.29.37.0': 'anyExtendedKeyUsage',
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.5': 'ipsecEndSystem',
  '1.3.6.1.5.5.7.3.6': 'ipsecTunnel',
  '1.3.6.1.5.5.7.3.7': 'ipsecUser',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
};

function printExtendedUsage(value: Asn1): string {
  const usages = membersOf(value).map((node) => extendedUsages[oidOf(node)] ?? oidOf(node));
  return `ExtendedKeyUsages [\n${lines(usages, '  ')}]\n`;
}

const usages = [
  'DigitalSignature',
  'Non_repudiation',
  'Key_Encipherment',
  'Data_Encipherment',
  'Key_Agreement',
  'Key_CertSign',
  'Crl_Sign',
  'Encipher_Only',
  'Decipher_Only',
];

function printUsage(value: Asn1, name: string): string {
  return `${name} [\n${lines(usages.filter(isSet(value)), '  ')}]\n`;
}

const netscapeTypes = [
  'SSL client',
  'SSL server',
  'S/MIME',
  'Object Signing',
  '',
  'SSL CA',
  'S/MIME CA',
  'Object Signing CA',
];

function printNetscapeType(value: Asn1, name: string): string {
  // Java leaves out the line end after the last of them.
  const printed = lines(netscapeTypes.filter(isSet(value)), '   ').replace(
    'Object Signing CA\n',
    'Object Signing CA',
  );
  return `${name} [\n${printed}]\n`;
}

/** Whether the bit of a BIT STRING at an index is set. */
function isSet(value: Asn1): (_: string, index: number) => boolean {
  const { content } = expectTag(value, tags.bitString);
  return (_, i) => (((content[1 + (i >> 3)] ?? 0) >> (7 - (i & 7))) & 1) === 1;
}

/** SEQUENCE { [0] permitted OPTIONAL, [1] excluded OPTIONAL } of SEQUENCE { base GeneralName, … }. */
function printNameConstraints(value: Asn1, name: string): string {
  const members = membersOf(value);
  const subtrees = (number: number) => {
    const trees = members.find(({ tag }) => tag === contextTag(number));
    if (trees === undefined) return '';
    const list = childrenOf(trees).map((tree) => {
      const [base] = membersOf(tree);
      return `\n   GeneralSubtree: [\n    GeneralName: ${base ? javaGeneralName(base) : ''}\n    Minimum: 0\n    Maximum: undefined    ]\n`;
    });
    return `   GeneralSubtrees:\n[${list.join(', ')}]\n`;
  };
  const [permitted, excluded] = [subtrees(0), subtrees(1)];
  return [
    `${name}: [`,
    permitted && `\n    Permitted:${permitted}`,
    excluded && `\n    Excluded:${excluded}`,
    '   ]\n',
  ].join('');
}

/**
 * Bytes as Java's hexadecimal dump has them: sixteen a line, an offset before them and their characters behind.
 * Each line has an end.
 */
function hexDump(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 16) {
    const line = bytes.subarray(at, at + 16);
    const cells = Array.from({ length: 16 }, (_, i) => {
      const byte = line[i];
      return `${byte === undefined ? '  ' : hex(byte, 2)} ${i === 7 ? '  ' : ''}`;
    });
    text += `${hex(at, 4)}: ${cells.join('')} ${[...line].map(character).join('')}\n`;
  }
  return text;
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

function character(byte: number): string {
  return byte < 0x20 || byte > 0x7a ? '.' : String.fromCharCode(byte);
}

/** PrivateKeyUsagePeriod ::= SEQUENCE { [0] notBefore OPTIONAL, [1] notAfter OPTIONAL }, GeneralizedTime both. */
function printKeyPeriod(value: Asn1, name: string): string {
  const times = membersOf(value).map((node) => {
    const time = javaDateTime(new Date(asn1Time({ ...node, tag: tags.generalizedTime })));
    return `${node.tag === contextTag(0) ? 'From' : 'To'}: ${time}`;
  });
  return `${name}: [\n${times.join(', ')}]\n`;
}
