import { type Asn1, explicitValue, membersOf, octetsOf, oidOf, readAsn1, tags } from '../../asn1/asn1.ts';

const data = '1.2.840.113549.1.7.1';
const friendlyName = '1.2.840.113549.1.9.20';
const localKeyId = '1.2.840.113549.1.9.21';

/**
 * When the keys of a PKCS#12 file were made, by alias in lower case: keytool writes it into their localKeyID, as
 * "Time " and milliseconds. Only safes that are not encrypted are looked into: keys stand in those.
 * Errors: `damaged-file`.
 */
export function readPkcs12Dates(bytes: Uint8Array): ReadonlyMap<string, Date> {
  const dates = new Map<string, Date>();
  const [, authSafe] = membersOf(readAsn1(bytes));
  const authenticated = octetsOf(explicitValue(membersOf(authSafe)[1], 0));
  for (const safe of membersOf(readAsn1(authenticated))) {
    const [type, content] = membersOf(safe);
    if (oidOf(type) !== data) continue;
    for (const bag of membersOf(readAsn1(octetsOf(explicitValue(content, 0))))) {
      const [, , attributes] = membersOf(bag);
      const name = attribute(attributes, friendlyName);
      const time = /^Time (\d{1,15})$/.exec(
        Buffer.from(attribute(attributes, localKeyId)?.content ?? []).toString('latin1'),
      );
      const alias = new TextDecoder('utf-16be').decode(name?.content ?? new Uint8Array());
      if (time !== null) dates.set(alias.toLowerCase(), new Date(Number(time[1])));
    }
  }
  return dates;
}

function attribute(set: Asn1 | undefined, oid: string): Asn1 | undefined {
  if (set === undefined) return undefined;
  const found = membersOf(set, tags.set).find((each) => oidOf(membersOf(each)[0]) === oid);
  return found && membersOf(membersOf(found)[1], tags.set)[0];
}
