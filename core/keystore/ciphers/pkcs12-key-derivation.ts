import { checkIterations } from '../../key/key-derivation.ts';
import { hashFunction } from '../../key/script-hashes.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import type { Digest } from './digest-names.ts';

/** What the derived bytes are for (RFC 7292 appendix B.3). */
export const purposes = { key: 1, iv: 2, mac: 3 } as const;

/** Rounds between two looks at the event loop: a few milliseconds. */
const roundsInARow = 4096;

/**
 * PKCS#12's own key derivation (RFC 7292 appendix B.2). No library call does it off the main thread, so it
 * gives way to other work every few thousand rounds.
 * @param password as `bmpPasswords` gives it.
 * @param length bytes wanted.
 * @param work told how far it is.
 * Errors: `work-factor-too-high`, `damaged-file`, `cancelled`.
 */
export async function derivePkcs12(
  digest: Digest,
  purpose: number,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
  work?: Pick<WorkBudget, 'advance'>,
): Promise<Uint8Array> {
  checkIterations(iterations);
  const hash = await hashFunction(digest.name);
  const v = digest.block;
  const diversifier = new Uint8Array(v).fill(purpose);
  const input = new Uint8Array([...stretch(salt, v), ...stretch(password, v)]);
  const derived = new Uint8Array(Math.ceil(length / digest.length) * digest.length);
  for (let at = 0; at < length; at += digest.length) {
    let block = hash(Buffer.concat([diversifier, input]));
    for (let round = 1; round < iterations; round++) {
      block = hash(block);
      if (round % roundsInARow === 0) {
        work?.advance(round, iterations);
        await new Promise(setImmediate);
      }
    }
    derived.set(block, at);
    addToEachBlock(input, stretch(block, v), v);
  }
  return derived.subarray(0, length);
}

/** Copies of the bytes, one after the other, filled up to whole blocks. Nothing stays nothing. */
function stretch(bytes: Uint8Array, block: number): Uint8Array {
  const stretched = new Uint8Array(Math.ceil(bytes.length / block) * block);
  for (let i = 0; i < stretched.length; i++) stretched[i] = bytes[i % bytes.length] ?? 0;
  return stretched;
}

/** I(j) = (I(j) + B + 1) mod 2^v for every block: step 6C. */
function addToEachBlock(input: Uint8Array, addend: Uint8Array, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let i = block - 1; i >= 0; i--) {
      const sum = (input[start + i] ?? 0) + (addend[i] ?? 0) + carry;
      input[start + i] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}
