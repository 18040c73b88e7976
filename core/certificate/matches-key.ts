import { unlessDamaged } from '../asn1/damaged.ts';
import { publicHalfOf, publicKeyBits } from '../key/public-half.ts';
import { parseCertificate } from './certificate-fields.ts';

/**
 * Whether a certificate belongs to a private key: whether their public keys are the same number or point. The
 * algorithm identifiers are not compared, for an RSA-PSS key can stand behind a plain RSA certificate.
 * @param certificate X.509 DER.
 * @param privateKey PKCS#8 PrivateKeyInfo.
 * @returns undefined where the public half of the key cannot be had in this build: say "cannot check", not "no".
 * Errors: `damaged-file` for the certificate.
 */
export async function matchesKey(
  certificate: Uint8Array,
  privateKey: Uint8Array,
): Promise<boolean | undefined> {
  const certified = publicKeyBits(parseCertificate(certificate).publicKey.bytes);
  const own = await publicHalfOf(privateKey);
  const bits = own === undefined ? undefined : unlessDamaged(() => publicKeyBits(own));
  return bits === undefined ? undefined : Buffer.compare(certified, bits) === 0;
}
