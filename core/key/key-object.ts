import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { Algorithm } from '../asn1/asn1.ts';
import { viewOf } from '../asn1/view-of.ts';
import { keyOids } from './key-oids.ts';
import type { StoreEntry } from './key-store.ts';
import { mlDsaByOid } from './ml-dsa.ts';
import { mlDsaUnsupported, runtimeHas } from './ml-dsa-runtime.ts';
import { parsePrivateKeyInfo, wrapRsaKey, wrapRsaPublicKey } from './private-key-info.ts';
import { namedCurve, parsePublicKey } from './public-jwk.ts';

/**
 * The key of an entry that can sign: its private key or its shared secret.
 * @throws SignetError why the entry could not be read; `not-a-private-key`; `algorithm-unsupported` for a key this runtime
 * does not know; `damaged-file` for one that is none of its kind
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

// Keys for RSA-PSS alone are taken for plain RSA ones: neither jose nor Electron's crypto knows them. What they may be
// used for stands in their description (`restrictedTo`).

/** @throws SignetError as {@link signingKeyObject} */
export function privateKeyObject(pkcs8: Uint8Array): KeyObject {
  const { algorithm, key } = parsePrivateKeyInfo(pkcs8);
  const der = algorithm.oid === keyOids.rsaPss ? wrapRsaKey(key) : pkcs8;
  try {
    // A view, since a copy would stay in memory.
    return supported(algorithm, () => createPrivateKey({ key: viewOf(der), format: 'der', type: 'pkcs8' }));
  } finally {
    if (der !== pkcs8) der.fill(0);
  }
}

/** @throws SignetError `algorithm-unsupported`, `damaged-file` */
export function publicKeyObject(spki: Uint8Array): KeyObject {
  const { algorithm, bits } = parsePublicKey(spki);
  const isRsa = algorithm.oid === keyOids.rsa || algorithm.oid === keyOids.rsaPss;
  const der = isRsa ? wrapRsaPublicKey(bits) : spki;
  return supported(algorithm, () => createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }));
}

/** Algorithms and curves that every runtime knows: what it refuses of them is no key. */
const knownEverywhere: ReadonlySet<string | undefined> = new Set([
  keyOids.rsa,
  keyOids.rsaPss,
  '1.2.840.10045.3.1.7',
  '1.3.132.0.34',
  '1.3.132.0.35',
  '1.3.101.112',
  '1.3.101.110',
]);

function supported({ oid, parameters }: Algorithm, make: () => KeyObject): KeyObject {
  try {
    return make();
  } catch (cause) {
    const set = mlDsaByOid(oid);
    if (set !== undefined && !runtimeHas(set)) throw mlDsaUnsupported(set);
    if (set !== undefined || knownEverywhere.has(oid === keyOids.ec ? namedCurve(parameters) : oid)) {
      throw new SignetError('damaged-file', 'the key is damaged: its numbers are no key of its kind', {
        hint: 'of an EC key, the point must be on its curve: take the key from its source again',
        cause,
      });
    }
    throw new SignetError('algorithm-unsupported', 'this kind of key is not supported by this runtime', {
      hint: 'RSA, EC (P-256, P-384, P-521) and Ed25519 are',
      cause,
    });
  }
}
