import { decodeBase64url } from '../../shared/base/base64url.ts';
import { rawSignature } from '../../shared/jwt/der-signature.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';

/** Other bytes that a signature part may stand for, and how to say so: `decoded from hexadecimal`. */
export interface SignatureForm {
  readonly kind: 'der' | 'encoding' | 'length' | 'order';
  readonly words: string;
  readonly bytes: Uint8Array;
}

const ecBytes: Readonly<Record<string, number>> = { ES256: 64, ES384: 96, ES512: 132, ES256K: 64 };
const fixedBytes: Readonly<Record<string, number>> = {
  HS256: 32,
  HS384: 48,
  HS512: 64,
  Ed25519: 64,
  Ed448: 114,
  'ML-DSA-44': 2420,
  'ML-DSA-65': 3309,
  'ML-DSA-87': 4627,
};

/** How many bytes a signature of this algorithm and key has (RFC 7518 sections 3.2 to 3.5); undefined where that is not known. */
export function signatureLength(
  algorithm: string,
  { type, bits, curve }: KeyDescription,
): number | undefined {
  if (type === 'RSA') return bits === undefined ? undefined : Math.ceil(bits / 8);
  return ecBytes[algorithm] ?? fixedBytes[algorithm === 'EdDSA' ? (curve ?? '') : algorithm];
}

/**
 * What the signature part may stand for, if it was written wrongly: text of the signature instead of its bytes, DER, zeros
 * dropped, bytes in another order, or something behind it. None of it is believed before it verifies.
 * @param part as it stands in the token
 * @param length what a signature of this algorithm and key has
 */
export function signatureForms(part: string, algorithm: string, length: number): readonly SignatureForm[] {
  const { bytes } = decodeBase64url(part);
  const forms: SignatureForm[] = [];
  const add = (kind: SignatureForm['kind'], words: string, found: Uint8Array | undefined) => {
    if (found && found.length === length) forms.push({ kind, words, bytes: found });
  };
  add('der', 'written as r and s side by side instead of DER', rawSignature(algorithm, bytes));
  add('encoding', 'decoded from hexadecimal, as its text is', fromHex(part));
  const text = asciiOf(bytes);
  if (text !== undefined) {
    add('encoding', 'decoded once more, from the hexadecimal text that it holds', fromHex(text));
    add('encoding', 'decoded once more, from the Base64 text that it holds', decodeBase64url(text).bytes);
  }
  if (bytes.length > length) {
    add(
      'length',
      `cut off at ${length} bytes: ${bytes.length - length} too many stand behind it`,
      bytes.subarray(0, length),
    );
  }
  if (bytes.length < length) {
    const missing = length - bytes.length;
    const zeros = missing === 1 ? 'a zero' : `${missing} zeros`;
    if (!algorithm.startsWith('ES')) {
      add('length', `with ${zeros} before it, which the signer dropped`, padded(bytes, length));
    }
    for (let ofR = 0; algorithm.startsWith('ES') && ofR <= missing; ofR += 1) {
      const half = length / 2;
      const [r, s] = [bytes.subarray(0, half - ofR), bytes.subarray(half - ofR)];
      if (s.length > half) continue;
      const whole = Buffer.concat([padded(r, half), padded(s, half)]);
      add('length', `with ${zeros} at the beginning of r or s, which the signer dropped`, whole);
    }
  }
  if (bytes.length === length) {
    add('order', 'read from its last byte to its first', Uint8Array.from(bytes).reverse());
    if (algorithm.startsWith('ES')) {
      const half = length / 2;
      const [r, s] = [bytes.subarray(0, half), bytes.subarray(half)];
      add('order', 'with r and s exchanged', Buffer.concat([s, r]));
      const turned = [r, s].map((each) => Uint8Array.from(each).reverse());
      add('order', 'with the bytes of r and of s each in the other order', Buffer.concat(turned));
    }
  }
  return forms;
}

function fromHex(text: string): Uint8Array | undefined {
  return /^(?:[\da-f]{2})+$/i.test(text) ? Uint8Array.from(Buffer.from(text, 'hex')) : undefined;
}

function asciiOf(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('latin1').trim();
  return /^[\w+/=-]{16,}$/.test(text) ? text : undefined;
}

function padded(bytes: Uint8Array, length: number): Uint8Array {
  const full = new Uint8Array(length);
  full.set(bytes.subarray(Math.max(0, bytes.length - length)), Math.max(0, length - bytes.length));
  return full;
}
