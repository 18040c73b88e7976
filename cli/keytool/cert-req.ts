// Layout of a PKCS#10 request (RFC 2986 section 4.1):
//
//   SEQUENCE { SEQUENCE { version 0, subject Name, SubjectPublicKeyInfo, [0] attributes }, AlgorithmIdentifier, BIT STRING }

import { algorithmOf, membersOf, readAsn1 } from '../../core/asn1/asn1.ts';
import { derInteger, derSequence } from '../../core/asn1/der.ts';
import { parseCertificate } from '../../core/certificate/certificate-fields.ts';
import { layout, printData, writeError } from '../support/output.ts';
import { javaDname } from './java-dname.ts';
import type { KeytoolArguments } from './keytool-command.ts';
import { failure } from './keytool-error.ts';
import { openStore, warnOfFormat } from './open-store.ts';
import { text } from './read-arguments.ts';
import { recoverKey } from './recover-key.ts';
import { rfcStyle } from './rfc-style.ts';
import { defaultSignature, signDer } from './sign-der.ts';
import { extensionRequest, v3Extensions } from './v3-extensions.ts';
import type { KeytoolWarnings } from './warnings.ts';
import { weaknesses } from './weakness.ts';
import { writeBytes } from './write-bytes.ts';

/** `keytool -certreq`: a request for a certificate, for an authority to sign. */
export async function certReq(given: KeytoolArguments, warnings: KeytoolWarnings): Promise<void> {
  const alias = text(given.alias) ?? 'mykey';
  const store = await openStore(given, 'change');
  const { entry, privateKey } = await recoverKey(store, alias, given);
  const [leaf] = entry.chain;
  if (leaf === undefined) throw failure(`${alias} has no public key (certificate)`);
  const { subject, publicKey } = parseCertificate(leaf);
  const dname = text(given.dname);
  const extensions = Array.isArray(given.ext) ? (given.ext as readonly string[]) : [];
  const info = derSequence(
    derInteger(0),
    dname === undefined ? subject.bytes : javaDname(dname),
    publicKey.bytes,
    extensionRequest(v3Extensions(publicKey.bytes, extensions)),
  );
  const request = signDer(info, privateKey, text(given.sigalg) ?? (await defaultSignature(privateKey)));
  const pem = rfcStyle('NEW CERTIFICATE REQUEST', request);
  const file = text(given.file);
  if (file === undefined) printData(pem);
  else await writeBytes(file, Buffer.from(pem));
  if (file !== undefined && given.v === true)
    writeError(layout`Certification request stored in file <${file}>\nSubmit this to your CA\n`);
  const signatureAlgorithm = algorithmOf(membersOf(readAsn1(request))[1]);
  warnings.add(...weaknesses('The generated certificate request', { signatureAlgorithm, publicKey }));
  warnOfFormat(store, warnings);
}
