import type { Reading } from './readings.ts';

/** Patterns are told apart by a hash of so many of their first bytes, the most that all of them in a group have. */
const keyLengths = [8, 4, 2, 1] as const;
const multiplier = 0x01000193;

/** Patterns of one length that begin alike: one hash of the text tells all of them. */
interface Alike {
  readonly length: number;
  readonly hashes: Set<number>;
  /** The multiplier to the power of the length. */
  readonly power: number;
}

interface Group {
  readonly keyLength: number;
  readonly power: number;
  /** By the upper half of the key's hash: whether there is such a pattern at all. */
  readonly present: Uint8Array;
  readonly byKey: Map<number, Alike[]>;
}

/**
 * Byte strings that are looked for at once, in time linear in the text however many they are and however a text repeats
 * their beginnings: a match is told by hashes alone. Two strings of the same hash would hide too much, never too little.
 */
export class Patterns {
  readonly #groups: readonly Group[];
  readonly #wholeWordsBelow: number;

  /** @param wholeWordsBelow patterns of fewer bytes count only where no letter, digit or underscore touches them */
  constructor(strings: Iterable<Uint8Array>, wholeWordsBelow = 0) {
    this.#wholeWordsBelow = wholeWordsBelow;
    const groups = new Map<number, Group>();
    for (const bytes of strings) {
      const keyLength = keyLengths.find((length) => length <= bytes.length);
      if (keyLength === undefined) continue;
      const group = groups.get(keyLength) ?? newGroup(keyLength);
      groups.set(keyLength, group);
      const key = hashOf(bytes.subarray(0, keyLength));
      group.present[key >>> 16] = 1;
      const same = group.byKey.get(key) ?? [];
      group.byKey.set(key, same);
      const alike = same.find(({ length }) => length === bytes.length);
      if (alike) alike.hashes.add(hashOf(bytes));
      else
        same.push({ length: bytes.length, hashes: new Set([hashOf(bytes)]), power: powerOf(bytes.length) });
    }
    this.#groups = [...groups.values()];
  }

  get isEmpty(): boolean {
    return this.#groups.length === 0;
  }

  /** @param found told the offsets in the text that the reading was made from */
  find({ bytes, starts, ends }: Reading, found: (from: number, to: number) => void): void {
    if (this.isEmpty || bytes.length === 0) return;
    const hashes = prefixHashes(bytes);
    for (const { keyLength, power, present, byKey } of this.#groups) {
      for (let at = 0; at + keyLength <= bytes.length; at += 1) {
        const key = hashBetween(hashes, at, at + keyLength, power);
        if (present[key >>> 16] !== 1) continue;
        for (const alike of byKey.get(key) ?? []) {
          const end = at + alike.length;
          if (end > bytes.length || !alike.hashes.has(hashBetween(hashes, at, end, alike.power))) continue;
          if (alike.length < this.#wholeWordsBelow && (isWord(bytes[at - 1]) || isWord(bytes[end]))) continue;
          found(starts[at] ?? 0, ends[end - 1] ?? 0);
        }
      }
    }
  }
}

function newGroup(keyLength: number): Group {
  return { keyLength, power: powerOf(keyLength), present: new Uint8Array(0x10000), byKey: new Map() };
}

/** The hash of the first n bytes, for each n. */
function prefixHashes(bytes: Uint8Array): Int32Array {
  const hashes = new Int32Array(bytes.length + 1);
  let hash = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    hash = (Math.imul(hash, multiplier) + (bytes[at] ?? 0) + 1) | 0;
    hashes[at + 1] = hash;
  }
  return hashes;
}

function hashBetween(hashes: Int32Array, from: number, to: number, power: number): number {
  return ((hashes[to] ?? 0) - Math.imul(hashes[from] ?? 0, power)) | 0;
}

function hashOf(bytes: Uint8Array): number {
  return bytes.reduce((hash, byte) => (Math.imul(hash, multiplier) + byte + 1) | 0, 0);
}

function powerOf(length: number): number {
  let power = 1;
  for (let square = multiplier, left = length; left > 0; left >>>= 1) {
    if (left & 1) power = Math.imul(power, square);
    square = Math.imul(square, square);
  }
  return power;
}

function isWord(byte: number | undefined): boolean {
  return byte !== undefined && /\w/.test(String.fromCharCode(byte));
}
