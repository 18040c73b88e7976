import type { SignetError } from '../../../shared/base/signet-error.ts';
import { algorithmOf, bitsOf, expectTag, membersOf, octetsOf, readAsn1, tags } from '../../asn1/asn1.ts';
import { damaged } from '../../asn1/damaged.ts';
import { derBits, derNull, derOid, derSequence } from '../../asn1/der.ts';
import { parseCertificate } from '../../certificate/certificate-fields.ts';
import { readCertificates } from '../../certificate/signed-data.ts';
import { keyOids, okpCurves } from '../../key/key-oids.ts';
import type { Passwords } from '../../key/key-store.ts';
import { mlDsaByOid } from '../../key/ml-dsa.ts';
import {
  isPrivateKeyInfo,
  toVersion1,
  wrapDsaKey,
  wrapEcKey,
  wrapRsaKey,
} from '../../key/private-key-info.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import { decryptWithPassword } from '../ciphers/password-encryption.ts';
import type { DerForm } from './der-form.ts';
import { type OpenedKey, openKey } from './protected-key.ts';

/** One thing that a PEM block or a DER file holds, in its standard form. */
export type KeyMaterial =
  | { readonly kind: 'key' | 'certificate' | 'public-key' | 'request'; readonly problem: SignetError }
  | ({ readonly kind: 'key'; readonly publicKey?: Uint8Array } & OpenedKey)
  | { readonly kind: 'certificate'; readonly der: Uint8Array }
  | { readonly kind: 'public-key'; readonly spki: Uint8Array }
  | { readonly kind: 'request'; readonly spki: Uint8Array; readonly request: Uint8Array };

type Read = (der: Uint8Array, passwords: Passwords) => KeyMaterial[] | Promise<KeyMaterial[]>;

const plainKey = (privateKey: Uint8Array): KeyMaterial[] => [{ kind: 'key', privateKey }];

const forms: Readonly<Record<DerForm, Read>> = {
  pkcs8: (der) => plainKey(toVersion1(der)),
  'encrypted-pkcs8': async (der, passwords) => [
    {
      kind: 'key',
      ...(await openKey(passwords, (password, work) => decryptPkcs8(der, password, work))),
    },
  ],
  pkcs1: (der) => plainKey(wrapRsaKey(der)),
  sec1: (der) => plainKey(wrapEcKey(der)),
  dsa: (der) => plainKey(wrapDsaKey(der)),
  spki: (der) => [{ kind: 'public-key', spki: checkLength(readAsn1(der).bytes) }],
  'rsa-public-key': (der) => [
    {
      kind: 'public-key',
      spki: derSequence(derSequence(derOid(keyOids.rsa), derNull()), derBits(readAsn1(der).bytes)),
    },
  ],
  certificate: (der) => [{ kind: 'certificate', der: parseCertificate(der).der }],
  // CertificationRequestInfo (RFC 2986 section 4.1): version, subject, SubjectPKInfo, [0] attributes
  request: (der) => {
    const whole = readAsn1(der);
    const [, , publicKey] = membersOf(membersOf(whole)[0]);
    return [
      { kind: 'request', spki: checkLength(expectTag(publicKey, tags.sequence).bytes), request: whole.bytes },
    ];
  },
  pkcs7: (der) => readCertificates(der).map((certificate) => ({ kind: 'certificate', der: certificate })),
};

/** Keys of RFC 8410 and RFC 9881 have one length each: later on nobody asks. Errors: `damaged-file`. */
function checkLength(spki: Uint8Array): Uint8Array {
  const [algorithm, bits] = membersOf(readAsn1(spki));
  const { oid } = algorithmOf(algorithm);
  const length = okpCurves.find((curve) => curve.oid === oid)?.length ?? mlDsaByOid(oid)?.publicLength;
  if (length !== undefined && bitsOf(bits).length !== length)
    throw damaged('it holds a key of the wrong length for its curve or algorithm');
  return spki;
}

/** Reads one DER value of a known form. Errors: `damaged-file`. What keeps a key closed is a fact about the key. */
export async function readKeyMaterial(
  form: DerForm,
  der: Uint8Array,
  passwords: Passwords,
): Promise<KeyMaterial[]> {
  return await forms[form](der, passwords);
}

/**
 * EncryptedPrivateKeyInfo (RFC 5208 section 6): SEQUENCE { AlgorithmIdentifier, OCTET STRING }.
 * @returns PKCS#8, or undefined for a wrong password.
 * Errors: `algorithm-unsupported`, `work-factor-too-high`, `damaged-file`.
 */
export async function decryptPkcs8(
  der: Uint8Array,
  password: string,
  work: WorkBudget,
): Promise<Uint8Array | undefined> {
  const [algorithm, ciphertext] = membersOf(readAsn1(der));
  return decryptWithPassword(algorithmOf(algorithm), octetsOf(ciphertext), password, work, (plain) =>
    isPrivateKeyInfo(plain) ? toVersion1(plain) : undefined,
  );
}
