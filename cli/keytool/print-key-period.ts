import { type Asn1, contextTag, membersOf, tags } from '../../core/asn1/asn1.ts';
import { asn1Time } from '../../core/asn1/asn1-time.ts';
import { javaDateTime } from './java-date.ts';

/** PrivateKeyUsagePeriod ::= SEQUENCE { [0] notBefore OPTIONAL, [1] notAfter OPTIONAL }, GeneralizedTime both. */
export function printKeyPeriod(value: Asn1, name: string): string {
  const times = membersOf(value).map((node) => {
    const time = javaDateTime(new Date(asn1Time({ ...node, tag: tags.generalizedTime })));
    return `${node.tag === contextTag(0) ? 'From' : 'To'}: ${time}`;
  });
  return `${name}: [\n${times.join(', ')}]\n`;
}
