import 'reflect-metadata';
import { isIP } from 'node:net';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  type Extension,
  type JsonGeneralName,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509';
import { SignetError } from '../../shared/base/signet-error.ts';
import {
  type ExtendedKeyUsage,
  extendedKeyUsages,
  type KeyUsage,
  keyUsages,
} from '../../shared/contract/certificate.ts';

/** What a new certificate, or a request for one, is to say besides its subject. */
export interface RequestedNames {
  /** `DNS:localhost`, `IP:127.0.0.1`, `URI:https://…`, `email:a@example.com`. */
  readonly san?: readonly string[];
  readonly keyUsage?: readonly KeyUsage[];
  readonly extendedKeyUsage?: readonly ExtendedKeyUsage[];
}

/** OIDs of RFC 5280 section 4.2.1.12. */
const purposes: Readonly<Record<ExtendedKeyUsage, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  OCSPSigning: '1.3.6.1.5.5.7.3.9',
};

/**
 * The extensions that were asked for. A key that may sign certificates is an authority's (RFC 5280 section 4.2.1.9).
 * Errors: `invalid-input` (SAN).
 */
export function requestedExtensions({
  san = [],
  keyUsage = [],
  extendedKeyUsage = [],
}: RequestedNames): Extension[] {
  const names = san.map(parseAlternativeName);
  const bits = keyUsage.reduce((sum, name) => sum | (1 << keyUsages.indexOf(name)), 0);
  const oids = extendedKeyUsage.map((name) => purposes[name]);
  return [
    new BasicConstraintsExtension(keyUsage.includes('keyCertSign'), undefined, true),
    ...(bits === 0 ? [] : [new KeyUsagesExtension(bits, true)]),
    ...(oids.length === 0 ? [] : [new ExtendedKeyUsageExtension(oids)]),
    ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)]),
  ];
}

/** Errors: `invalid-input`. */
export function parseKeyUsages(names: readonly string[]): KeyUsage[] {
  return names.map((name) => oneOf(keyUsages, name, 'key usage'));
}

/** Errors: `invalid-input`. */
export function parseExtendedKeyUsages(names: readonly string[]): ExtendedKeyUsage[] {
  return names.map((name) => oneOf(extendedKeyUsages, name, 'extended key usage'));
}

function oneOf<Name extends string>(known: readonly Name[], name: string, what: string): Name {
  const found = known.find((each) => each.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new SignetError('invalid-input', `${JSON.stringify(name.slice(0, 100))} is no ${what}`, {
    hint: `use ${known.join(', ')}`,
  });
}

const alternativeNames: Readonly<Record<string, JsonGeneralName['type']>> = {
  DNS: 'dns',
  IP: 'ip',
  URI: 'url',
  EMAIL: 'email',
};

function parseAlternativeName(text: string): JsonGeneralName {
  const colon = text.indexOf(':');
  const type = alternativeNames[text.slice(0, Math.max(colon, 0)).toUpperCase()];
  const value = text.slice(colon + 1);
  if (type === undefined || !isValidName(type, value)) {
    throw new SignetError(
      'invalid-input',
      `${JSON.stringify(text.slice(0, 100))} is not an alternative name`,
      {
        hint: 'write it like DNS:localhost, IP:127.0.0.1, URI:https://example.com or email:a@example.com',
      },
    );
  }
  return { type, value };
}

/** They are IA5Strings: RFC 5280 section 4.2.1.6. */
function isValidName(type: JsonGeneralName['type'], value: string): boolean {
  return type === 'ip' ? isIP(value) !== 0 : /^[!-~]+$/.test(value);
}
