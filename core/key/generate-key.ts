import { generateKeyPair, type KeyPairKeyObjectResult, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { GenerateOptions } from '../../shared/contract/vault.ts';

const generatePair = promisify(generateKeyPair);

/** PKCS#8 and SubjectPublicKeyInfo, DER; or the bytes of a shared secret. */
export type GeneratedKey =
  | { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array }
  | { readonly secret: Uint8Array };

const curves = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' } as const;
/**
 * Makes a key off the main thread.
 * @param options RSA: 2048 (default) to 4096 bits; EC: P-256 (default), P-384, P-521; Ed25519; HMAC: 256 (default) to 512 bits
 * @throws SignetError `invalid-input` for other sizes
 */
export async function generateKey(
  options: Pick<GenerateOptions, 'type' | 'bits' | 'curve'>,
): Promise<GeneratedKey> {
  switch (options.type) {
    case 'rsa':
      return encodePair(
        await generatePair('rsa', { modulusLength: sizeWithin(options.bits ?? 2048, 2048, 4096) }),
      );
    case 'ec':
      return encodePair(await generatePair('ec', { namedCurve: curves[options.curve ?? 'P-256'] }));
    case 'ed25519':
      return encodePair(await generatePair('ed25519'));
    case 'hmac':
      return { secret: randomBytes(sizeWithin(options.bits ?? 256, 256, 512) / 8) };
  }
}

function encodePair({ privateKey, publicKey }: KeyPairKeyObjectResult): GeneratedKey {
  return {
    privateKey: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
  };
}

function sizeWithin(bits: number, least: number, most: number): number {
  if (bits >= least && bits <= most && bits % 8 === 0) return bits;
  throw new SignetError('invalid-input', `a key of ${bits} bits cannot be made here`, {
    hint: `choose ${least} to ${most} bits`,
    details: { least, most },
  });
}
