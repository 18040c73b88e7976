import { type Asn1, membersOf, readAsn1, tags } from '../../asn1/asn1.ts';
import { unlessDamaged } from '../../asn1/damaged.ts';

/** The standard structures that a DER file or a PEM block can be. */
export type DerForm =
  | 'pkcs8'
  | 'encrypted-pkcs8'
  | 'pkcs1'
  | 'sec1'
  | 'dsa'
  | 'spki'
  | 'rsa-public-key'
  | 'certificate'
  | 'request'
  | 'pkcs7';

const { integer, sequence, octetString, bitString, oid } = tags;

// The types of the first members of each structure; those of the same shape are told apart by a second look.
const shapes: readonly {
  readonly form: DerForm;
  readonly members: readonly number[];
  readonly length?: number;
  readonly check?: (first: Asn1) => boolean;
}[] = [
  { form: 'pkcs8', members: [integer, sequence, octetString] },
  { form: 'sec1', members: [integer, octetString] },
  { form: 'pkcs1', members: Array(9).fill(integer) },
  { form: 'dsa', members: Array(6).fill(integer), length: 6 },
  { form: 'rsa-public-key', members: [integer, integer], length: 2 },
  { form: 'spki', members: [sequence, bitString], length: 2 },
  { form: 'encrypted-pkcs8', members: [sequence, octetString], length: 2 },
  {
    form: 'request',
    members: [sequence, sequence, bitString],
    length: 3,
    check: (first) => countSequences(first) < 5,
  },
  { form: 'certificate', members: [sequence, sequence, bitString], length: 3 },
  { form: 'pkcs7', members: [oid] },
];

/**
 * What structure a DER value is, by its shape.
 * @returns undefined for a value that is whole and none of them. Errors: `damaged-file` for one that is not whole.
 */
export function detectDerForm(der: Uint8Array): DerForm | undefined {
  const members = membersOf(readAsn1(der));
  const [first] = members;
  return shapes.find(
    (shape) =>
      shape.members.every((tag, i) => members[i]?.tag === tag) &&
      (shape.length === undefined || shape.length === members.length) &&
      (shape.check === undefined || (first !== undefined && shape.check(first))),
  )?.form;
}

/** A certificate holds five: signature, issuer, validity, subject, key. A request holds two: subject and key. */
function countSequences(node: Asn1): number {
  return unlessDamaged(() => membersOf(node).filter((one) => one.tag === sequence).length) ?? 0;
}
