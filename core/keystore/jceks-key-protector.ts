// PBEWithMD5AndTripleDES as the JCEKS key protector uses it (com.sun.crypto.provider.PBES1Core):
//
//   EncryptedPrivateKeyInfo   SEQUENCE { SEQUENCE { OID 1.3.6.1.4.1.42.2.19.1, SEQUENCE { salt[8], iterations } }, OCTET STRING }
//   salt                      when its two halves are equal, the first is reversed as the first loop below does it
//   key and IV (32 bytes)     MD5 iterated over each half of the salt with the password after it; 24 bytes key, 8 bytes IV
//   password                  its characters as one byte each

import { createHash } from 'node:crypto';
import { type Asn1, membersOf, numberOf, octetsOf } from './asn1.ts';
import { damaged } from './damaged.ts';
import { decryptCbc } from './decrypt-cbc.ts';
import { checkIterations } from './key-derivation.ts';

export const jceksKeyProtector = '1.3.6.1.4.1.42.2.19.1';

/** The plain text, or undefined for a wrong password. Errors: `damaged-file`, `work-factor-too-high`. */
export function unprotectJceksKey(
  parameters: Asn1 | undefined,
  ciphertext: Uint8Array,
  password: string,
): Uint8Array | undefined {
  const [saltNode, iterationsNode] = membersOf(parameters);
  const salt = Uint8Array.from(octetsOf(saltNode));
  const iterations = numberOf(iterationsNode);
  if (salt.length !== 8) throw damaged('it holds a protected key with a salt that is not 8 bytes long');
  checkIterations(iterations);
  const halves = [salt.slice(0, 4), salt.slice(4)] as const;
  if (Buffer.compare(halves[0], halves[1]) === 0) {
    // The loop that Java has, which reverses only half of what it means to: it must be repeated as it is.
    const half = halves[0];
    for (let i = 0; i < 2; i++) {
      const swapped = half[i] ?? 0;
      half[i] = half[3 - i] ?? 0;
      half[3 - 1] = swapped;
    }
  }
  const secret = Buffer.from(password, 'latin1');
  const derived = Buffer.concat(
    halves.map((half) => {
      let block: Uint8Array = half;
      for (let i = 0; i < iterations; i++) block = createHash('md5').update(block).update(secret).digest();
      return block;
    }),
  );
  return decryptCbc('des-ede3-cbc', derived.subarray(0, 24), derived.subarray(24, 32), ciphertext);
}
