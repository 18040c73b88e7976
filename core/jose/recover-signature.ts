import { constants, createHash, type KeyObject, publicDecrypt } from 'node:crypto';

/**
 * What is inside an RSA signature, opened with the public key (RFC 8017 sections 8.1.2 and 8.2.2). That it opens to this
 * form at all proves that this key made it: by chance that happens once in 2^64 times or less.
 */
export type Recovered =
  | {
      readonly scheme: 'pkcs1';
      /** Undefined where the signer left out which hash it is. */
      readonly hash: string | undefined;
      readonly digest: Uint8Array;
    }
  | {
      readonly scheme: 'pss';
      readonly hash: string;
      readonly saltLength: number;
      readonly matches: (digest: Uint8Array) => boolean;
    };

/** The DER that stands before a hash in PKCS #1 v1.5: SEQUENCE { SEQUENCE { OID, NULL }, OCTET STRING }. */
const digestInfos: readonly (readonly [hash: string, prefix: string])[] = [
  ['md5', '3020300c06082a864886f70d020505000410'],
  ['sha1', '3021300906052b0e03021a05000414'],
  ['sha224', '302d300d06096086480165030402040500041c'],
  ['sha256', '3031300d060960864801650304020105000420'],
  ['sha384', '3041300d060960864801650304020205000430'],
  ['sha512', '3051300d060960864801650304020305000440'],
];

/** Opens an RSA signature; undefined where this key did not make it, or its salt is so long that chance cannot be ruled out. */
export function recoverSignature(key: KeyObject, signature: Uint8Array): Recovered | undefined {
  const message = openWith(key, signature);
  if (message === undefined) return undefined;
  const modulusBits = key.asymmetricKeyDetails?.modulusLength ?? message.length * 8;
  return readPkcs1(message) ?? readPss(message, modulusBits);
}

function openWith(key: KeyObject, signature: Uint8Array): Uint8Array | undefined {
  try {
    return publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    // Of another length than the modulus, larger than it, or a key restricted to PSS.
    return undefined;
  }
}

/** 00 01 FF…FF 00 T */
function readPkcs1(message: Uint8Array): Recovered | undefined {
  if (message[0] !== 0 || message[1] !== 1) return undefined;
  let end = 2;
  while (message[end] === 0xff) end += 1;
  if (end < 10 || message[end] !== 0) return undefined;
  const content = message.subarray(end + 1);
  const text = Buffer.from(content).toString('hex');
  const [hash, prefix = ''] = digestInfos.find(([, each]) => text.startsWith(each)) ?? [];
  const digest = content.subarray(prefix.length / 2);
  return digest.length > 64 ? undefined : { scheme: 'pkcs1', hash, digest };
}

/** maskedDB ‖ H ‖ BC, where DB is 00…00 01 salt. */
function readPss(message: Uint8Array, modulusBits: number): Recovered | undefined {
  const bits = modulusBits - 1;
  const encoded = bits % 8 === 0 ? message.subarray(1) : message;
  if (encoded.at(-1) !== 0xbc) return undefined;
  for (const hash of ['sha256', 'sha384', 'sha512', 'sha1']) {
    const length = createHash(hash).digest().length;
    const boundary = encoded.length - length - 1;
    if (boundary < 10) continue;
    const seal = encoded.subarray(boundary, -1);
    const block = unmask(encoded.subarray(0, boundary), seal, hash);
    block[0] = (block[0] ?? 0) & (0xff >> (8 * encoded.length - bits));
    const one = block.findIndex((byte) => byte !== 0);
    // Fewer zeros than these could be chance.
    if (one < 8 || block[one] !== 1) continue;
    const salt = block.subarray(one + 1);
    return {
      scheme: 'pss',
      hash,
      saltLength: salt.length,
      matches: (digest) =>
        createHash(hash).update(new Uint8Array(8)).update(digest).update(salt).digest().equals(seal),
    };
  }
  return undefined;
}

/** MGF1 (RFC 8017 appendix B.2.1). */
function unmask(masked: Uint8Array, seed: Uint8Array, hash: string): Uint8Array {
  const out = Uint8Array.from(masked);
  for (let at = 0, counter = 0; at < out.length; counter += 1) {
    const mask = createHash(hash)
      .update(seed)
      .update(Uint8Array.of(0, 0, 0, counter))
      .digest();
    for (const byte of mask) {
      if (at >= out.length) break;
      out[at] = (out[at] ?? 0) ^ byte;
      at += 1;
    }
  }
  return out;
}
