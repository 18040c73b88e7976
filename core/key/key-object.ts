import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';
import { SignetError } from '../../shared/contract/signet-error.ts';
import type { StoreEntry } from '../keystore/key-store.ts';

/**
 * The key of an entry that can sign: its private key or its shared secret.
 * @throws SignetError why the entry could not be read; `not-a-private-key`; `algorithm-unsupported` for a key this runtime does not know
 */
export function signingKeyObject(entry: StoreEntry): KeyObject {
  if (entry.secret) return createSecretKey(entry.secret);
  if (entry.privateKey) return privateKeyObject(entry.privateKey);
  throw (
    entry.unreadable ??
    new SignetError('not-a-private-key', `${entry.alias} holds no private key`, {
      hint: 'signing needs a private key or a shared secret; this is what others verify with',
    })
  );
}

/** The key of an entry that can verify; undefined for entries without one, such as a locked secret. */
export function verifyingKeyObject(entry: StoreEntry): KeyObject | undefined {
  const [certificate] = entry.chain;
  if (entry.secret) return createSecretKey(entry.secret);
  if (certificate) return supported(() => new X509Certificate(certificate).publicKey);
  const { publicKey, privateKey } = entry;
  if (publicKey)
    return supported(() => createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' }));
  return privateKey && createPublicKey(privateKeyObject(privateKey));
}

function privateKeyObject(pkcs8: Uint8Array): KeyObject {
  return supported(() => createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }));
}

function supported(make: () => KeyObject): KeyObject {
  try {
    return make();
  } catch (cause) {
    throw new SignetError('algorithm-unsupported', 'this kind of key is not supported by this runtime', {
      hint: 'RSA, EC (P-256, P-384, P-521) and Ed25519 are',
      cause,
    });
  }
}
