// PBEWithMD5AndTripleDES as the JCEKS key protector uses it (com.sun.crypto.provider.PBES1Core):
//
//   EncryptedPrivateKeyInfo   SEQUENCE { SEQUENCE { OID 1.3.6.1.4.1.42.2.19.1, SEQUENCE { salt[8], iterations } }, OCTET STRING }
//   salt                      when its two halves are equal, the first is reversed as the first loop below does it
//   key and IV (32 bytes)     MD5 iterated over each half of the salt with the password after it; 24 bytes key, 8 bytes IV
//   password                  its characters as one byte each

import { hash } from 'node:crypto';
import { type Asn1, membersOf, numberOf, octetsOf } from '../../asn1/asn1.ts';
import { damaged } from '../../asn1/damaged.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import { decryptCbc } from './decrypt-cbc.ts';

export const jceksKeyProtector = '1.3.6.1.4.1.42.2.19.1';

/** Rounds between two looks at the event loop: a few milliseconds. keytool asks for 200,000. */
const roundsInARow = 4096;

/** The plain text, or undefined for a wrong password. Errors: `damaged-file`, `work-factor-too-high`. */
export async function unprotectJceksKey(
  parameters: Asn1 | undefined,
  ciphertext: Uint8Array,
  password: string,
  work: WorkBudget,
): Promise<Uint8Array | undefined> {
  const [saltNode, iterationsNode] = membersOf(parameters);
  const salt = octetsOf(saltNode);
  const iterations = numberOf(iterationsNode);
  if (salt.length !== 8) throw damaged('it holds a protected key with a salt that is not 8 bytes long');
  work.spend(iterations);
  const secret = Buffer.from(password, 'latin1');
  const derived: Uint8Array[] = [];
  for (const half of splitSalt(salt)) derived.push(await iterateMd5(half, secret, iterations));
  const bytes = Buffer.concat(derived);
  return decryptCbc('des-ede3-cbc', bytes.subarray(0, 24), bytes.subarray(24, 32), ciphertext);
}

function splitSalt(salt: Uint8Array): [Uint8Array, Uint8Array] {
  const first = salt.slice(0, 4);
  const second = salt.slice(4, 8);
  if (Buffer.compare(first, second) === 0) {
    // Java means to reverse the half and gets it wrong: what it does has to be repeated as it is.
    for (let i = 0; i < 2; i++) {
      const swapped = first[i] ?? 0;
      first[i] = first[3 - i] ?? 0;
      first[3 - 1] = swapped;
    }
  }
  return [first, second];
}

async function iterateMd5(start: Uint8Array, secret: Uint8Array, iterations: number): Promise<Uint8Array> {
  let input = Buffer.concat([start, secret]);
  let block = Buffer.alloc(0);
  for (let round = 0; round < iterations; round++) {
    block = hash('md5', input, 'buffer');
    if (round === 0) input = Buffer.concat([block, secret]);
    else block.copy(input);
    if (round % roundsInARow === roundsInARow - 1) await new Promise(setImmediate);
  }
  return block;
}
