// Blowfish as bcrypt uses it. Its tables are the binary digits of pi behind the point: 18 words for the rounds, then
// four boxes of 256 words. They are computed once, when they are first needed, which takes a few hundredths of a second.

const roundWords = 18;
const boxWords = 4 * 256;

let digits: Uint32Array | undefined;

/** pi by Machin's formula, 16 arctan(1/5) - 4 arctan(1/239), in fixed point. */
function digitsOfPi(): Uint32Array {
  const words = roundWords + boxWords;
  // A word more than needed takes up what is rounded off.
  const one = 1n << BigInt(32 * (words + 1));
  const arctan = (inverse: bigint) => {
    let sum = 0n;
    let power = one / inverse;
    for (let divisor = 1n; power !== 0n; divisor += 2n, power /= inverse * inverse)
      sum += divisor & 2n ? -(power / divisor) : power / divisor;
    return sum;
  };
  const hex = (16n * arctan(5n) - 4n * arctan(239n) - 3n * one).toString(16).padStart(8 * (words + 1), '0');
  return Uint32Array.from({ length: words }, (_, i) => Number.parseInt(hex.slice(8 * i, 8 * i + 8), 16));
}

/** Big-endian words of a text that begins again at its end. Its length is a multiple of four. */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i));
}

/** The state of a Blowfish cipher, before any key. */
export class Blowfish {
  readonly #rounds: Uint32Array;
  readonly #boxes: Uint32Array;

  constructor() {
    digits ??= digitsOfPi();
    this.#rounds = digits.slice(0, roundWords);
    this.#boxes = digits.slice(roundWords);
  }

  /** Mixes a key into the state; bcrypt mixes a salt into it besides. */
  expand(key: Uint32Array, salt?: Uint32Array): void {
    const rounds = this.#rounds;
    for (let i = 0; i < roundWords; i++) rounds[i] = (rounds[i] ?? 0) ^ (key[i % key.length] ?? 0);
    const pair = new Uint32Array(2);
    let next = 0;
    for (const target of [rounds, this.#boxes]) {
      for (let i = 0; i < target.length; i += 2) {
        if (salt !== undefined) {
          pair[0] = (pair[0] ?? 0) ^ (salt[next] ?? 0);
          pair[1] = (pair[1] ?? 0) ^ (salt[next + 1] ?? 0);
          next = (next + 2) % salt.length;
        }
        this.encrypt(pair, 0);
        target.set(pair, i);
      }
    }
  }

  /** Encrypts the two words at `at`, in place. */
  encrypt(words: Uint32Array, at: number): void {
    const rounds = this.#rounds;
    const boxes = this.#boxes;
    let left = (words[at] ?? 0) ^ (rounds[0] ?? 0);
    let right = words[at + 1] ?? 0;
    for (let i = 1; i < 17; i += 2) {
      right ^= mix(boxes, left) ^ (rounds[i] ?? 0);
      left ^= mix(boxes, right) ^ (rounds[i + 1] ?? 0);
    }
    words[at] = right ^ (rounds[17] ?? 0);
    words[at + 1] = left;
  }
}

function mix(boxes: Uint32Array, word: number): number {
  const first = ((boxes[word >>> 24] ?? 0) + (boxes[256 + ((word >>> 16) & 0xff)] ?? 0)) | 0;
  return ((first ^ (boxes[512 + ((word >>> 8) & 0xff)] ?? 0)) + (boxes[768 + (word & 0xff)] ?? 0)) | 0;
}
