import { explicitValue, membersOf, octetsOf, oidOf, readAsn1 } from '../../core/asn1/asn1.ts';
import { unlessDamaged } from '../../core/asn1/damaged.ts';

const encryptedData = '1.2.840.113549.1.7.6';

/** Whether a file is a PKCS#12 with neither a MAC nor encrypted certificates: keytool asks for no password then. */
export function isPasswordless(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  const answer = unlessDamaged(() => {
    const [, authSafe, macData] = membersOf(readAsn1(bytes));
    const safes = membersOf(readAsn1(octetsOf(explicitValue(membersOf(authSafe)[1], 0))));
    return macData === undefined && safes.every((safe) => oidOf(membersOf(safe)[0]) !== encryptedData);
  });
  return answer === true;
}
