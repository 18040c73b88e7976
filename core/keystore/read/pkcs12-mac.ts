// Layout of the MAC of a PKCS#12 file (RFC 7292 section 4, RFC 9579):
//
//   MacData         SEQUENCE { DigestInfo, salt OCTET STRING, iterations INTEGER DEFAULT 1 }
//   DigestInfo      SEQUENCE { AlgorithmIdentifier, OCTET STRING }
//   PBMAC1-params   SEQUENCE { keyDerivationFunc AlgorithmIdentifier, messageAuthScheme AlgorithmIdentifier }

import { timingSafeEqual } from 'node:crypto';
import { type Algorithm, type Asn1, algorithmOf, membersOf, numberOf, octetsOf } from '../../asn1/asn1.ts';
import { damaged } from '../../asn1/damaged.ts';
import { algorithmUnsupported } from '../../key/algorithm-unsupported.ts';
import { computeHmac } from '../../key/script-hashes.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import { type Digest, digests, hmacs } from '../ciphers/digest-names.ts';
import { bmpPasswords, firstOpened, passwordBytes } from '../ciphers/password-forms.ts';
import { deriveByAlgorithm } from '../ciphers/pbes2.ts';
import { derivePkcs12, purposes } from '../ciphers/pkcs12-key-derivation.ts';

const unchecked = 'write the file again with HMAC-SHA256; --ignore-integrity uses it unchecked';
/**
 * Shortest key of PBMAC1, in bytes: as long as SHA-1, and less than any program writes. The file itself names the length, and
 * somebody without the password guesses a key of one byte once in 256 tries.
 */
const minMacKey = 20;
const pbmac1 = '1.2.840.113549.1.5.14';

/**
 * Whether the MAC fits contents and password.
 * Errors: `algorithm-unsupported`, `work-factor-too-high`, `damaged-file`.
 */
export async function verifyMac(
  macData: Asn1,
  contents: Uint8Array,
  password: string | undefined,
  work: WorkBudget,
): Promise<boolean> {
  const [digestInfo, saltNode, iterationsNode] = membersOf(macData);
  const [algorithmNode, macNode] = membersOf(digestInfo);
  const algorithm = algorithmOf(algorithmNode);
  const mac = octetsOf(macNode);
  const text = password ?? '';
  if (algorithm.oid === pbmac1) return await verifyPbmac1(algorithm, mac, contents, text, work);
  const digest = digests[algorithm.oid];
  if (digest === undefined) throw algorithmUnsupported('integrity check', algorithm.oid, unchecked);
  const salt = octetsOf(saltNode);
  const iterations = iterationsNode === undefined ? 1 : numberOf(iterationsNode);
  const fitting = await firstOpened(bmpPasswords(text), async (form) => {
    work.spend(iterations);
    const key = await derivePkcs12(digest, purposes.mac, form, salt, iterations, digest.length, work);
    return (await isMac(digest, key, contents, mac)) ? form : undefined;
  });
  return fitting !== undefined;
}

async function verifyPbmac1(
  algorithm: Algorithm,
  mac: Uint8Array,
  contents: Uint8Array,
  password: string,
  work: WorkBudget,
): Promise<boolean> {
  const [kdf, scheme] = membersOf(algorithm.parameters).map(algorithmOf);
  const digest = hmacs[scheme?.oid ?? ''];
  if (digest === undefined) throw algorithmUnsupported('integrity check', scheme?.oid ?? 'none', unchecked);
  // RFC 9579 section 5: the password is UTF-8, and the parameters must say how long the key is: without a length a file
  // is refused (appendix A.6), since readers that guessed would disagree.
  const fitting = await firstOpened(passwordBytes(password), async (form) => {
    const key = await deriveByAlgorithm(kdf, form, undefined, 0, work);
    if (key.length < minMacKey)
      throw damaged(`its integrity check has a key of ${key.length} bytes, which proves nothing`);
    return (await isMac(digest, key, contents, mac)) ? form : undefined;
  });
  return fitting !== undefined;
}

async function isMac(
  { name }: Digest,
  key: Uint8Array,
  contents: Uint8Array,
  mac: Uint8Array,
): Promise<boolean> {
  const computed = await computeHmac(name, key, contents);
  return computed.length === mac.length && timingSafeEqual(computed, mac);
}
