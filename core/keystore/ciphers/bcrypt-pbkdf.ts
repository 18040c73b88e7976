// bcrypt_pbkdf, the key derivation of OpenSSH (bcrypt_pbkdf(3) of OpenBSD): PBKDF2 over a hash that is bcrypt with
// SHA-512 before it, and with its output bytes dealt out over the key like cards.

import { hash } from 'node:crypto';
import { damaged } from '../../asn1/damaged.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import { Blowfish, wordsOf } from './blowfish.ts';

const blockLength = 32;
/** What bcrypt encrypts: this text of 32 bytes, 64 times. */
const text = wordsOf(new TextEncoder().encode('OxychromaticBlowfishSwatDynamite'));
/** Rounds of PBKDF2 that take as long as one bcrypt hash. */
const roundsPerHash = 4000;

/**
 * Derives a key. Every hash takes a few milliseconds, and between two of them other work has its turn.
 * @param length at most 1024 bytes.
 * Errors: `work-factor-too-high`, `damaged-file`, `cancelled`.
 */
export async function deriveBcrypt(
  password: Uint8Array,
  salt: Uint8Array,
  rounds: number,
  length: number,
  work: WorkBudget,
): Promise<Uint8Array> {
  if (salt.length === 0) throw damaged('it holds a key derivation without a salt');
  const blocks = Math.ceil(length / blockLength);
  work.spend(rounds * blocks * roundsPerHash);
  const key = new Uint8Array(length);
  const secret = sha512(password);
  for (let block = 0; block < blocks; block++) {
    const counter = Uint8Array.of(0, 0, 0, block + 1);
    let output = bcryptHash(secret, sha512(Buffer.concat([salt, counter])));
    const sum = Uint8Array.from(output);
    for (let round = 1; round < rounds; round++) {
      work.advance(block * rounds + round, blocks * rounds);
      await new Promise(setImmediate);
      output = bcryptHash(secret, sha512(output));
      for (let i = 0; i < blockLength; i++) sum[i] = (sum[i] ?? 0) ^ (output[i] ?? 0);
    }
    for (let i = 0; i * blocks + block < length; i++) key[i * blocks + block] = sum[i] ?? 0;
  }
  return key;
}

function bcryptHash(password: Uint8Array, salt: Uint8Array): Uint8Array {
  const state = new Blowfish();
  const key = wordsOf(password);
  const salted = wordsOf(salt);
  state.expand(key, salted);
  for (let i = 0; i < 64; i++) {
    state.expand(salted);
    state.expand(key);
  }
  const words = text.slice();
  for (let i = 0; i < 64; i++) for (let at = 0; at < words.length; at += 2) state.encrypt(words, at);
  const output = Buffer.alloc(blockLength);
  for (const [i, word] of words.entries()) output.writeUInt32LE(word, 4 * i);
  return output;
}

function sha512(bytes: Uint8Array): Uint8Array {
  return hash('sha512', bytes, 'buffer');
}
