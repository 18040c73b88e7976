import { membersOf, readAsn1, tags } from '../../core/asn1/asn1.ts';
import { der, derSequence } from '../../core/asn1/der.ts';
import { parseName } from '../../core/certificate/parse-name.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { KeytoolError } from './keytool-error.ts';

/** Text that Java writes as a PrintableString (X.680 section 41.4); everything else becomes a UTF8String. */
const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

/** The DER of a name as `-dname` has it, in Java's string types. */
export function javaDname(text: string): Uint8Array {
  try {
    const rdns = membersOf(readAsn1(parseName(text)));
    return derSequence(
      ...rdns.map((rdn) => {
        const attributes = membersOf(rdn, tags.set).map((attribute) => {
          const [type, value] = membersOf(attribute);
          if (type === undefined || value === undefined || value.tag !== tags.utf8String)
            return attribute.bytes;
          const isPrintable = printable.test(Buffer.from(value.content).toString('utf8'));
          const tag = isPrintable ? tags.printableString : tags.utf8String;
          return derSequence(type.bytes, der(tag, value.content));
        });
        return der(0x20 | tags.set, ...attributes);
      }),
    );
  } catch (thrown) {
    if (!(thrown instanceof SignetError)) throw thrown;
    throw new KeytoolError('java.io.IOException', thrown.message);
  }
}
