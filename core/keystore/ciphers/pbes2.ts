// Parameters of PBES2 (RFC 8018 appendix A.4) and what is in them:
//
//   PBES2-params    SEQUENCE { keyDerivationFunc AlgorithmIdentifier, encryptionScheme AlgorithmIdentifier }
//   PBKDF2-params   SEQUENCE { salt OCTET STRING, iterations INTEGER, keyLength INTEGER OPTIONAL,
//                              prf AlgorithmIdentifier DEFAULT hmacWithSHA1 }
//   scrypt-params   SEQUENCE { salt OCTET STRING, N INTEGER, r INTEGER, p INTEGER, keyLength INTEGER OPTIONAL }   (RFC 7914 section 7)
//   the scheme's parameters are its initialization vector, OCTET STRING
//   of RC2          SEQUENCE { version INTEGER OPTIONAL, OCTET STRING }   (RFC 8018 appendix B.2.3)
//   of AES-GCM      SEQUENCE { nonce OCTET STRING, tagLength INTEGER DEFAULT 12 }, the tag behind the ciphertext   (RFC 5084 section 3.2)

import { type Algorithm, algorithmOf, membersOf, numberOf, octetsOf, tags } from '../../asn1/asn1.ts';
import { damaged } from '../../asn1/damaged.ts';
import { algorithmUnsupported } from '../../key/algorithm-unsupported.ts';
import { derivePbkdf2, deriveScrypt } from '../../key/key-derivation.ts';
import { derivePbkdf2InScript, hasHash } from '../../key/script-hashes.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import { type CbcCipher, decryptCbc, hasCbc } from './decrypt-cbc.ts';
import { decryptGcm, type GcmCipher } from './decrypt-gcm.ts';
import { hmacs } from './digest-names.ts';

const hmacWithSha1 = '1.2.840.113549.2.7';

/** Without a length, the parameters of the key derivation say how long a key is. */
const cbcCiphers: Readonly<Record<string, { readonly name: CbcCipher; readonly keyLength?: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 },
  '1.3.14.3.2.7': { name: 'des-cbc', keyLength: 8 },
  '1.2.840.113549.3.2': { name: 'rc2-cbc' },
  '1.2.410.200046.1.1.2': { name: 'aria-128-cbc', keyLength: 16 },
  '1.2.410.200046.1.1.7': { name: 'aria-192-cbc', keyLength: 24 },
  '1.2.410.200046.1.1.12': { name: 'aria-256-cbc', keyLength: 32 },
  '1.2.392.200011.61.1.1.1.2': { name: 'camellia-128-cbc', keyLength: 16 },
  '1.2.392.200011.61.1.1.1.3': { name: 'camellia-192-cbc', keyLength: 24 },
  '1.2.392.200011.61.1.1.1.4': { name: 'camellia-256-cbc', keyLength: 32 },
  '1.2.156.10197.1.104.2': { name: 'sm4-cbc', keyLength: 16 },
};

const gcmCiphers: Readonly<Record<string, { readonly name: GcmCipher; readonly keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.6': { name: 'aes-128-gcm', keyLength: 16 },
  '2.16.840.1.101.3.4.1.26': { name: 'aes-192-gcm', keyLength: 24 },
  '2.16.840.1.101.3.4.1.46': { name: 'aes-256-gcm', keyLength: 32 },
};

/** Key lengths that RFC 8018 lets a file ask for: more than any cipher or MAC here takes. */
const maxKeyLength = 128;

type Derive = (
  parameters: Algorithm['parameters'],
  password: Uint8Array,
  length: number | undefined,
  otherwise: number,
  work: WorkBudget,
) => Promise<Uint8Array>;

const keyDerivations: Readonly<Record<string, Derive>> = {
  '1.2.840.113549.1.5.12': runPbkdf2,
  '1.3.6.1.4.1.11591.4.11': runScrypt,
};

/** Errors: `algorithm-unsupported`, `work-factor-too-high`, `damaged-file`. */
export async function decryptPbes2(
  { parameters }: Algorithm,
  ciphertext: Uint8Array,
  password: Uint8Array,
  work: WorkBudget,
): Promise<Uint8Array | undefined> {
  const [kdf, scheme] = membersOf(parameters).map(algorithmOf);
  const { keyLength, otherwise = 0, decrypt } = decryptorOf(scheme, ciphertext);
  return decrypt(await deriveByAlgorithm(kdf, password, keyLength, otherwise, work));
}

interface Decryptor {
  /** In bytes; undefined: the key derivation's parameters say it, and what they leave open is `otherwise`. */
  readonly keyLength: number | undefined;
  readonly otherwise?: number;
  /** The plain text, or undefined for a wrong key. */
  readonly decrypt: (key: Uint8Array) => Uint8Array | undefined;
}

/** Errors: `algorithm-unsupported`, `damaged-file`. */
function decryptorOf(scheme: Algorithm | undefined, ciphertext: Uint8Array): Decryptor {
  const oid = scheme?.oid ?? 'none';
  const gcm = gcmCiphers[oid];
  if (gcm !== undefined) {
    const { nonce, tagLength } = gcmParameters(scheme);
    const end = ciphertext.length - tagLength;
    if (end < 0) throw damaged('it holds encrypted data that is shorter than its tag');
    const [text, tag] = [ciphertext.subarray(0, end), ciphertext.subarray(end)];
    return { keyLength: gcm.keyLength, decrypt: (key) => decryptGcm(gcm.name, key, nonce, text, tag) };
  }
  const cbc = cbcCiphers[oid];
  if (cbc === undefined) throw algorithmUnsupported('encryption', oid);
  if (!hasCbc(cbc.name)) {
    throw algorithmUnsupported(
      'encryption',
      oid,
      'the desktop app lacks this cipher: open the file with the signet command, or write it again with AES-256',
    );
  }
  const { iv, bits } = cbc.name === 'rc2-cbc' ? rc2Parameters(scheme) : cbcParameters(scheme);
  return {
    keyLength: cbc.keyLength,
    otherwise: (bits ?? 128) >> 3,
    decrypt: (key) => decryptCbc(cbc.name, key, iv, ciphertext, bits),
  };
}

function gcmParameters(scheme: Algorithm | undefined): { nonce: Uint8Array; tagLength: number } {
  const [nonce, tagLength] = membersOf(scheme?.parameters);
  return { nonce: octetsOf(nonce), tagLength: tagLength === undefined ? 12 : numberOf(tagLength) };
}

function cbcParameters(scheme: Algorithm | undefined): { iv: Uint8Array; bits?: undefined } {
  return { iv: octetsOf(scheme?.parameters) };
}

/** RFC 8018 appendix B.2.3: the version is a code for up to 255 effective bits, and their number above. */
const rc2Versions: Readonly<Record<number, number>> = { 160: 40, 120: 64, 58: 128 };

function rc2Parameters(scheme: Algorithm | undefined): { iv: Uint8Array; bits: number } {
  const members = membersOf(scheme?.parameters);
  const version = members.length < 2 ? undefined : numberOf(members[0]);
  const bits = version === undefined ? 32 : (rc2Versions[version] ?? version);
  if (bits < 32 || bits > 1024 || (bits === version && bits < 256))
    throw damaged('it holds impossible RC2 parameters');
  return { iv: octetsOf(members.at(-1)), bits };
}

/**
 * Derives a key as an AlgorithmIdentifier says.
 * @param length of the key in bytes; undefined: what the parameters say, and what they leave open is `otherwise`,
 *   where 0 leaves nothing open.
 * Errors: `algorithm-unsupported`, `work-factor-too-high`, `damaged-file`.
 */
export async function deriveByAlgorithm(
  algorithm: Algorithm | undefined,
  password: Uint8Array,
  length: number | undefined,
  otherwise: number,
  work: WorkBudget,
): Promise<Uint8Array> {
  const derive = keyDerivations[algorithm?.oid ?? ''];
  if (derive === undefined) throw algorithmUnsupported('key derivation', algorithm?.oid ?? 'none');
  return await derive(algorithm?.parameters, password, length, otherwise, work);
}

function keyLengthOf(node: Parameters<typeof numberOf>[0], otherwise: number): number {
  const length = node?.tag === tags.integer ? numberOf(node) : otherwise;
  if (length < 1 || length > maxKeyLength)
    throw damaged('it asks for no key, or for one of an impossible length');
  return length;
}

async function runPbkdf2(
  parameters: Algorithm['parameters'],
  password: Uint8Array,
  length: number | undefined,
  otherwise: number,
  work: WorkBudget,
): Promise<Uint8Array> {
  const [salt, iterationsNode, ...rest] = membersOf(parameters);
  const prf = rest.find((node) => node.tag === tags.sequence);
  const oid = prf === undefined ? hmacWithSha1 : algorithmOf(prf).oid;
  const hmac = hmacs[oid];
  if (hmac === undefined) throw algorithmUnsupported('key derivation', oid);
  const iterations = numberOf(iterationsNode);
  work.spend(iterations);
  const wanted = length ?? keyLengthOf(rest[0], otherwise);
  const derive = hasHash(hmac.name) ? derivePbkdf2 : derivePbkdf2InScript;
  return await derive(password, octetsOf(salt), iterations, wanted, hmac.name);
}

/** One block of scrypt takes about as long as this many rounds of PBKDF2. */
const roundsPerScryptBlock = 4;

async function runScrypt(
  parameters: Algorithm['parameters'],
  password: Uint8Array,
  length: number | undefined,
  otherwise: number,
  work: WorkBudget,
): Promise<Uint8Array> {
  const [salt, ...numbers] = membersOf(parameters);
  const [N = 0, r = 0, p = 0] = numbers.slice(0, 3).map(numberOf);
  const wanted = length ?? keyLengthOf(numbers[3], otherwise);
  return await deriveScrypt(password, octetsOf(salt), { N, r, p }, wanted, (blocks) =>
    work.spend(blocks * roundsPerScryptBlock),
  );
}
