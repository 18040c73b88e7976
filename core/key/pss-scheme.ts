import { constants } from 'node:crypto';
import { type Algorithm, explicitValue, membersOf, numberOf, oidOf, tags } from '../asn1/asn1.ts';

/** How node:crypto is told to verify. */
export interface SignatureScheme {
  readonly hash: string | null;
  readonly padding?: number;
  readonly saltLength?: number;
}

const digestNames: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** RSASSA-PSS-params ::= SEQUENCE { [0] hash DEFAULT sha1, [1] mask, [2] saltLength DEFAULT 20, [3] trailer } (RFC 4055 section 3.1). */
export function pssScheme(parameters: Algorithm['parameters']): SignatureScheme | undefined {
  if (parameters?.tag !== tags.sequence) return undefined;
  const members = membersOf(parameters);
  const tagged = (number: number) => {
    const member = members.find((node) => node.tag === (0x80 | number));
    return member === undefined ? undefined : explicitValue(member, number);
  };
  const algorithm = tagged(0);
  const salt = tagged(2);
  const hash = algorithm === undefined ? 'sha1' : digestNames[oidOf(membersOf(algorithm)[0])];
  if (hash === undefined) return undefined;
  return {
    hash,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: salt === undefined ? 20 : numberOf(salt),
  };
}
