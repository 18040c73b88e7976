// A secret key in a JCEKS store (com.sun.crypto.provider.JceKeyStore): a Java object stream of a
//
//   com.sun.crypto.provider.SealedObjectForKeyProtector, a javax.crypto.SealedObject:
//     sealAlg, paramsAlg   PBEWithMD5AndTripleDES
//     encodedParams        the parameters of the JCEKS key protector
//     encryptedContent     another object stream, of the key:
//       javax.crypto.spec.SecretKeySpec   algorithm, key: its bytes
//       java.security.KeyRep              algorithm, format RAW, encoded: its bytes

import { SignetError } from '../../../shared/base/signet-error.ts';
import { readAsn1 } from '../../asn1/asn1.ts';
import { ByteReader } from '../../asn1/byte-reader.ts';
import { damaged, unlessDamaged } from '../../asn1/damaged.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import { unprotectJceksKey } from '../ciphers/jceks-key-protector.ts';
import { type JavaObject, readJavaObject } from './java-object-stream.ts';

/** A secret key as it stands in the file. */
export interface SealedSecret {
  readonly algorithm: string;
  readonly parameters: Uint8Array;
  readonly ciphertext: Uint8Array;
}

const jceksProtection = 'PBEWithMD5AndTripleDES';

/**
 * Walks over the object: an entry has no length.
 * @returns why it is no secret, where what it walked over is none that keytool would have written. Errors: `damaged-file`.
 */
export function readSealedSecret(reader: ByteReader): SealedSecret | SignetError {
  const { fields } = readJavaObject(reader);
  const algorithm = fields.get('sealAlg');
  const ciphertext = fields.get('encryptedContent');
  const parameters = fields.get('encodedParams');
  if (
    typeof algorithm !== 'string' ||
    !(ciphertext instanceof Uint8Array) ||
    !(parameters instanceof Uint8Array)
  )
    return damaged('it holds a secret key that is not sealed as keytool does it');
  return { algorithm, parameters, ciphertext };
}

/**
 * Takes the bytes of the key out.
 * @returns undefined for a wrong password. Errors: `algorithm-unsupported`, `damaged-file`, `work-factor-too-high`.
 */
export async function unsealSecret(
  { algorithm, parameters, ciphertext }: SealedSecret,
  password: string,
  work: WorkBudget,
): Promise<Uint8Array | undefined> {
  if (algorithm !== jceksProtection) {
    throw new SignetError(
      'algorithm-unsupported',
      `the secret key is sealed with ${algorithm.slice(0, 40)}, which is not supported`,
      { details: { algorithm: algorithm.slice(0, 40) } },
    );
  }
  const plain = await unprotectJceksKey(readAsn1(parameters), ciphertext, password, work);
  if (plain === undefined) return undefined;
  const key = unlessDamaged(() => readJavaObject(new ByteReader(plain)));
  return key === undefined ? undefined : secretOf(key);
}

function secretOf({ className, fields }: JavaObject): Uint8Array {
  const bytes = fields.get('key') ?? fields.get('encoded');
  if (bytes instanceof Uint8Array && bytes.length > 0) return Uint8Array.from(bytes);
  throw new SignetError(
    'algorithm-unsupported',
    `the secret key is a Java object of the class ${className.slice(0, 80)}, which is not supported`,
    { details: { className: className.slice(0, 80) } },
  );
}
