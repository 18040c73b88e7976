// Extensions of -ext as keytool writes them (RFC 5280 section 4.2): name{:critical}{=value}.

import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { tags } from '../../core/asn1/asn1.ts';
import { der, derContext, derInteger, derOctets, derOid, derSequence } from '../../core/asn1/der.ts';
import { parsePublicKey } from '../../core/key/public-jwk.ts';
import { failure } from './keytool-error.ts';

interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/**
 * The extensions of a new certificate or a request: the subject's key identifier, and those of `-ext`.
 * @returns Extensions, a SEQUENCE, in the order of their numbers as text, which is Java's
 */
export function v3Extensions(spki: Uint8Array, wanted: readonly string[]): Uint8Array {
  const id = createHash('sha1').update(parsePublicKey(spki).bits).digest();
  const extensions = new Map<string, Extension>();
  for (const each of [
    { oid: '2.5.29.14', critical: false, value: derOctets(id) },
    ...wanted.map(parseExtension),
  ])
    extensions.set(each.oid, each);
  const sorted = [...extensions.values()].toSorted((one, other) => (one.oid < other.oid ? -1 : 1));
  return derSequence(
    ...sorted.map(({ oid, critical, value }) =>
      derSequence(
        derOid(oid),
        ...(critical ? [der(tags.boolean, Uint8Array.of(0xff))] : []),
        derOctets(value),
      ),
    ),
  );
}

interface Kind {
  readonly name: string;
  readonly oid: string;
  readonly critical: boolean;
  readonly encode: (value: string) => Uint8Array;
}

const kinds: readonly Kind[] = [
  { name: 'BasicConstraints', oid: '2.5.29.19', critical: true, encode: basicConstraints },
  { name: 'KeyUsage', oid: '2.5.29.15', critical: true, encode: keyUsage },
  { name: 'ExtendedKeyUsage', oid: '2.5.29.37', critical: false, encode: extendedKeyUsage },
  { name: 'SubjectAlternativeName', oid: '2.5.29.17', critical: false, encode: generalNames },
  { name: 'IssuerAlternativeName', oid: '2.5.29.18', critical: false, encode: generalNames },
];

function parseExtension(text: string): Extension {
  const equals = text.indexOf('=');
  const [head, value] = equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
  const [name = '', mark] = head.split(':', 2);
  if (mark !== undefined && oneOf(mark, ['critical']) === undefined) throw failure(`Illegal value: ${text}`);
  const found = oneOf(
    name,
    kinds.map((kind) => kind.name),
  );
  const kind = kinds.find((each) => each.name === found);
  if (kind) {
    // Java writes these two critical where nothing is said: its constructors take that from the standard.
    const critical = mark !== undefined || (kind.name === 'KeyUsage' && kind.critical);
    return { oid: kind.oid, critical, value: kind.encode(value) };
  }
  if (!/^[0-2](\.\d+)+$/.test(name)) throw failure(`Unknown extension type: ${name}`);
  const hex = value.replace(/[^0-9A-Fa-f]/g, '');
  if (hex.length % 2 !== 0) throw failure(`Odd number of hex digits found: ${text}`);
  return { oid: name, critical: mark !== undefined, value: new Uint8Array(Buffer.from(hex, 'hex')) };
}

/** A name, its first letters, or its capitals (`eku`), in any case. */
function oneOf(text: string, list: readonly string[]): string | undefined {
  const wanted = text.toLowerCase();
  const short = (name: string) => name.replace(/(?<!^)[a-z]/g, '').toLowerCase();
  return (
    list.find((name) => name === text) ??
    list.find((name) => short(name) === wanted || name.toLowerCase().startsWith(wanted))
  );
}

/** `ca:true,pathlen:3`, or a path length alone, or nothing: an authority. */
function basicConstraints(value: string): Uint8Array {
  let authority = value === '';
  let length: number | undefined;
  if (/^\d+$/.test(value)) return derSequence(trueValue, derInteger(Number(value)));
  for (const part of value === '' ? [] : value.split(',')) {
    const [name, given = ''] = part.split(':', 2);
    const option = oneOf(name ?? '', ['ca', 'pathlen']);
    if (option === undefined) throw failure(`Illegal value: ${value}`);
    if (option === 'ca') authority = given.toLowerCase() === 'true';
    else length = Number(given);
  }
  return derSequence(
    ...(authority ? [trueValue] : []),
    ...(authority && length !== undefined ? [derInteger(length)] : []),
  );
}

const trueValue = der(tags.boolean, Uint8Array.of(0xff));

const usages = [
  ['digitalSignature'],
  ['nonRepudiation', 'contentCommitment'],
  ['keyEncipherment'],
  ['dataEncipherment'],
  ['keyAgreement'],
  ['keyCertSign'],
  ['cRLSign'],
  ['encipherOnly'],
  ['decipherOnly'],
] as const;

function keyUsage(value: string): Uint8Array {
  const bits = new Set(
    value.split(',').map((text) => {
      const found = oneOf(text, usages.flat());
      const bit = usages.findIndex((names) => (names as readonly string[]).includes(found ?? ''));
      if (bit < 0) throw failure(`Unknown keyUsage type: ${text}`);
      return bit;
    }),
  );
  const last = Math.max(...bits);
  const octets = new Uint8Array(1 + (last >> 3));
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return der(tags.bitString, Uint8Array.of(7 - (last & 7)), octets);
}

const extendedUsages: Readonly<Record<string, string>> = {
  anyExtendedKeyUsage: '2.5.29.37.0',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  OCSPSigning: '1.3.6.1.5.5.7.3.9',
};

function extendedKeyUsage(value: string): Uint8Array {
  const list = value.split(',').map((text) => {
    const found = oneOf(text, Object.keys(extendedUsages));
    if (found !== undefined) return derOid(extendedUsages[found] ?? '');
    if (/^[0-2](\.\d+)+$/.test(text)) return derOid(text);
    throw failure(`Unknown extendedkeyUsage type: ${text}`);
  });
  return derSequence(...list);
}

function generalNames(value: string): Uint8Array {
  return derSequence(
    ...value.split(',').map((text) => {
      const colon = text.indexOf(':');
      const type = oneOf(text.slice(0, Math.max(colon, 0)), ['EMAIL', 'URI', 'DNS', 'IP', 'OID']);
      const name = text.slice(colon + 1);
      const ascii = Buffer.from(name, 'latin1');
      if (type === 'EMAIL') return der(0x81, ascii);
      if (type === 'DNS') return der(0x82, ascii);
      if (type === 'URI') return der(0x86, ascii);
      if (type === 'IP') return der(0x87, addressOctets(name));
      if (type === 'OID') return der(0x88, derOid(name).subarray(2));
      throw failure(`Unrecognized GeneralName type: ${colon < 0 ? text : text.slice(0, colon)}`);
    }),
  );
}

function addressOctets(address: string): Uint8Array {
  if (isIP(address) === 4) return Uint8Array.from(address.split('.').map(Number));
  if (isIP(address) !== 6) throw failure(`Illegal value: ${address}`);
  const [head = '', tail] = address.split('::', 2);
  const groups = (part: string | undefined) => (part ? part.split(':') : []);
  const before = groups(head);
  const after = groups(tail);
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const all = tail === undefined ? before : [...before, ...zeros, ...after];
  return Uint8Array.from(
    all.map((group) => Number.parseInt(group, 16)).flatMap((group) => [group >> 8, group & 0xff]),
  );
}

/** The `extensionRequest` of a PKCS#10 request (RFC 2985 section 5.4.2), as its attributes. */
export function extensionRequest(extensions: Uint8Array): Uint8Array {
  const request = derSequence(derOid('1.2.840.113549.1.9.14'), der(0x20 | tags.set, extensions));
  return derContext(0, request);
}
