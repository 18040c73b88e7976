// Layout of a traditional encrypted key (openssl, PEM_read_bio): the block's headers are
//
//   Proc-Type: 4,ENCRYPTED
//   DEK-Info: CIPHER,IV in hex
//
// The key is MD5 iterated once over (block before | password | first 8 bytes of the IV) until it is long enough:
// EVP_BytesToKey with a count of 1.

import { createHash } from 'node:crypto';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { damaged } from '../../asn1/damaged.ts';
import { type CbcCipher, decryptCbc } from '../ciphers/decrypt-cbc.ts';
import type { PemBlock } from './pem-blocks.ts';

const ciphers: Readonly<Record<string, { readonly name: CbcCipher; readonly keyLength: number }>> = {
  'AES-128-CBC': { name: 'aes-128-cbc', keyLength: 16 },
  'AES-192-CBC': { name: 'aes-192-cbc', keyLength: 24 },
  'AES-256-CBC': { name: 'aes-256-cbc', keyLength: 32 },
  'DES-CBC': { name: 'des-cbc', keyLength: 8 },
  'RC2-CBC': { name: 'rc2-cbc', keyLength: 16 },
  'DES-EDE3-CBC': { name: 'des-ede3-cbc', keyLength: 24 },
};

/** Whether a block says that it is encrypted by its headers. */
export function isTraditionallyEncrypted({ headers }: PemBlock): boolean {
  return headers.has('dek-info') || (headers.get('proc-type') ?? '').includes('ENCRYPTED');
}

/**
 * Decrypts such a block.
 * @param password as `passwordBytes` gives it
 * @returns the DER, or undefined for a wrong password; one wrong password in 256 passes.
 * Errors: `algorithm-unsupported`, `damaged-file`.
 */
export function decryptTraditional({ headers, der }: PemBlock, password: Uint8Array): Uint8Array | undefined {
  const [name = '', hex = ''] = (headers.get('dek-info') ?? '').split(',').map((part) => part.trim());
  const cipher = ciphers[name.toUpperCase()];
  if (name === '') throw damaged('it holds an encrypted key without a DEK-Info header');
  if (cipher === undefined) {
    throw new SignetError(
      'algorithm-unsupported',
      `the key's encryption is ${name.slice(0, 40)}, which is not supported`,
      {
        hint: 'write the key again: openssl pkcs8 -topk8 -in FILE -out FILE',
        details: { algorithm: name.slice(0, 40) },
      },
    );
  }
  if (!/^(?:[0-9A-Fa-f]{2})*$/.test(hex))
    throw damaged('it holds an encrypted key with a damaged DEK-Info header');
  const iv = Buffer.from(hex, 'hex');
  const key = bytesToKey(password, iv.subarray(0, 8), cipher.keyLength);
  return decryptCbc(cipher.name, key, iv, der);
}

function bytesToKey(password: Uint8Array, salt: Uint8Array, length: number): Uint8Array {
  let key = Buffer.alloc(0);
  let block = Buffer.alloc(0);
  while (key.length < length) {
    block = createHash('md5').update(block).update(password).update(salt).digest();
    key = Buffer.concat([key, block]);
  }
  return key.subarray(0, length);
}
