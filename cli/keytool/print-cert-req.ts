// cert-req.ts has the layout of a request; its attribute extensionRequest (RFC 2985 section 5.4.2) holds Extensions.

import { type Asn1, algorithmOf, membersOf, oidOf, readAsn1, tags } from '../../core/asn1/asn1.ts';
import { parsePem } from '../../core/keystore/read/pem-blocks.ts';
import { inLines, writeOut } from '../support/output.ts';
import { javaKey, keyText, signatureName } from './java-algorithms.ts';
import { javaName } from './java-name.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { KeytoolError } from './keytool-error.ts';
import { printExtensions } from './print-extensions.ts';
import { text } from './read-arguments.ts';
import { readInput } from './read-certificates.ts';
import type { KeytoolWarnings } from './warnings.ts';
import { keyWeakness, signatureWeakness, weaknesses, withWeakness } from './weakness.ts';

const extensionRequest = '1.2.840.113549.1.9.14';

/** `keytool -printcertreq`: a request for a certificate, in PEM. */
export async function printCertReq(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  const { blocks } = parsePem(Buffer.from(await readInput(text(given.file))).toString('latin1'));
  const [block] = blocks.filter(({ label }) => label.endsWith('CERTIFICATE REQUEST'));
  if (block === undefined) throw new KeytoolError('java.io.IOException', 'Too short');
  const [info, algorithm] = membersOf(readAsn1(block.der));
  const [, subject, publicKey, attributes] = membersOf(info);
  if (subject === undefined || publicKey === undefined)
    throw new KeytoolError('java.io.IOException', 'Too short');
  const signatureAlgorithm = algorithmOf(algorithm);
  const signature = signatureName(signatureAlgorithm);
  const key = javaKey(publicKey.bytes);
  const requested = attributes && extensionsOf(attributes);
  writeOut(
    inLines(
      [
        'PKCS #10 Certificate Request (Version 1.0)\n',
        `Subject: ${javaName(subject)}\n`,
        'Format: X.509\n',
        `Public Key: ${withWeakness(keyText(key), keyWeakness(key))}\n`,
        `Signature algorithm: ${withWeakness(signature, signatureWeakness(signature))}\n`,
        requested === undefined ? '' : printExtensions('Extension Request:', requested),
      ].join(''),
    ),
  );
  warnings.add(...weaknesses('The certificate request', { signatureAlgorithm, publicKey }));
}

/** Attributes ::= [0] SET OF SEQUENCE { type OID, values SET }. */
function extensionsOf({ content }: Asn1): Asn1 | undefined {
  for (let rest = content; rest.length > 0; ) {
    const attribute = readAsn1(rest);
    rest = rest.subarray(attribute.bytes.length);
    const [type, values] = membersOf(attribute);
    if (oidOf(type) === extensionRequest) return membersOf(values, tags.set)[0];
  }
  return undefined;
}
