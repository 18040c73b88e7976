// RC2 (RFC 2268), decryption only. A block is four 16-bit words, little-endian; the key is expanded to 64 words:
//
//   bytes    the key, then each byte from the table at (the byte before + the byte a key length back)
//   cut      the last ceil(bits / 8) bytes are masked to the effective bits, and all before are made of them
//   rounds   5 mixing, mashing, 6 mixing, mashing, 5 mixing; decryption runs them backwards
//
// An own one, for OpenSSL 3 keeps RC2 in a provider that Node does not load.

/** PITABLE of RFC 2268 section 2: the digits of pi, as a permutation. */
const table = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);

const shifts = [1, 2, 3, 5] as const;

/** RFC 2268 section 2. */
function expandKey(key: Uint8Array, bits: number): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key);
  const at = (index: number) => bytes[index] ?? 0;
  for (let i = key.length; i < 128; i++) bytes[i] = table[(at(i - 1) + at(i - key.length)) & 0xff] ?? 0;
  const length = Math.ceil(bits / 8);
  bytes[128 - length] = table[at(128 - length) & (0xff >> (8 * length - bits))] ?? 0;
  for (let i = 127 - length; i >= 0; i--) bytes[i] = table[at(i + 1) ^ at(i + length)] ?? 0;
  return Uint16Array.from({ length: 64 }, (_, i) => at(2 * i) | (at(2 * i + 1) << 8));
}

/** RFC 2268 section 4, on four words in place. */
function decryptBlock(words: Uint16Array, key: Uint16Array): void {
  const word = (index: number) => words[index & 3] ?? 0;
  let next = 63;
  const mix = (rounds: number) => {
    for (let round = 0; round < rounds; round++) {
      for (let i = 3; i >= 0; i--) {
        const shift = shifts[i as 0 | 1 | 2 | 3];
        const turned = (word(i) >>> shift) | (word(i) << (16 - shift));
        words[i] = turned - (key[next--] ?? 0) - (word(i - 1) & word(i - 2)) - (~word(i - 1) & word(i - 3));
      }
    }
  };
  const mash = () => {
    for (let i = 3; i >= 0; i--) words[i] = word(i) - (key[word(i - 1) & 63] ?? 0);
  };
  mix(5);
  mash();
  mix(6);
  mash();
  mix(5);
}

/**
 * Decrypts RC2 in CBC mode; the padding stays.
 * @param key 1 to 128 bytes.
 * @param bits effective key bits, 1 to 1024.
 * @param iv 8 bytes.
 * @param ciphertext whole blocks of 8 bytes.
 */
export function decryptRc2Cbc(
  key: Uint8Array,
  bits: number,
  iv: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array {
  const expanded = expandKey(key, bits);
  const plain = new Uint8Array(ciphertext.length);
  const words = new Uint16Array(4);
  let before = iv;
  for (let start = 0; start < ciphertext.length; start += 8) {
    const block = ciphertext.subarray(start, start + 8);
    for (let i = 0; i < 4; i++) words[i] = (block[2 * i] ?? 0) | ((block[2 * i + 1] ?? 0) << 8);
    decryptBlock(words, expanded);
    for (let i = 0; i < 8; i++) {
      const byte = ((words[i >> 1] ?? 0) >> (8 * (i & 1))) & 0xff;
      plain[start + i] = byte ^ (before[i] ?? 0);
    }
    before = block;
  }
  return plain;
}
