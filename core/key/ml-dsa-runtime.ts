import { createPublicKey } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import { type MlDsaSet, wrapMlDsaPublicKey } from './ml-dsa.ts';

/** Whether this process can sign and verify with the parameter set. Any bytes of the right length are a public key. */
export function runtimeHas(set: MlDsaSet): boolean {
  try {
    const key = Buffer.from(wrapMlDsaPublicKey(set, new Uint8Array(set.publicLength)));
    createPublicKey({ key, format: 'der', type: 'spki' });
    return true;
  } catch {
    return false;
  }
}

/** The error where {@link runtimeHas} says no. jose signs through WebCrypto, which has ML-DSA since Node.js 24.7. */
export function mlDsaUnsupported({ name }: MlDsaSet): SignetError {
  return new SignetError('algorithm-unsupported', `this program’s crypto library does not have ${name}`, {
    hint: 'run the command `signet` with Node.js 24.7 or newer (OpenSSL 3.5)',
    details: { algorithm: name },
  });
}
