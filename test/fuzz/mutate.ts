/** Numbers from a seed, the same in every run (mulberry32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Edit = (bytes: Buffer, at: number, random: (below: number) => number) => Buffer;

/** Values at which readers of lengths and numbers go wrong. */
const edges = [0, 1, 0x7f, 0x80, 0x81, 0x84, 0xff, 0x30, 0x22, 0x5c, 0x0a];

const edits: readonly Edit[] = [
  (bytes, at, random) =>
    Buffer.concat([bytes.subarray(0, at), Buffer.of(random(256)), bytes.subarray(at + 1)]),
  (bytes, at, random) =>
    Buffer.concat([
      bytes.subarray(0, at),
      Buffer.of(edges[random(edges.length)] ?? 0),
      bytes.subarray(at + 1),
    ]),
  (bytes, at, random) =>
    Buffer.concat([bytes.subarray(0, at), noise(1 + random(6), random), bytes.subarray(at)]),
  (bytes, at, random) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(6))]),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + 64), bytes.subarray(at)]),
  (bytes, at, random) => {
    const from = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + 16), bytes.subarray(at + 16)]);
  },
  // What stands after the end: nothing that counts, or the file once more.
  (bytes, _, random) => Buffer.concat([bytes, noise(1 + random(64), random)]),
  (bytes) => Buffer.concat([bytes, bytes]),
  (bytes, at, random) =>
    Buffer.concat([
      bytes.subarray(0, at),
      Buffer.alloc(4, edges[random(edges.length)]),
      bytes.subarray(at + 4),
    ]),
];

function noise(length: number, random: (below: number) => number): Buffer {
  return Buffer.from(Array.from({ length }, () => random(256)));
}

/** A file with one to three changes anywhere in it. */
export function mutate(original: Uint8Array, random: (below: number) => number): Uint8Array {
  let bytes = Buffer.from(original);
  for (let left = 1 + random(3); left > 0; left--) {
    const edit = edits[random(edits.length)];
    bytes = Buffer.from(edit?.(bytes, random(bytes.length + 1), random) ?? bytes);
  }
  return new Uint8Array(bytes);
}
