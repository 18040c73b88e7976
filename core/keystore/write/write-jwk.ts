// Layout of what is written: jwk.ts has it. A private RSA key has all of its members (RFC 7518 section 6.3.2), so that
// readers that do not compute the primes take it.

import { createHash } from 'node:crypto';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { magnitudeOf, membersOf, octetsOf, readAsn1 } from '../../asn1/asn1.ts';
import { publicKeyOf } from '../../certificate/public-key.ts';
import { describeKey } from '../../key/describe-key.ts';
import { okpCurves } from '../../key/key-oids.ts';
import type { StoreEntry } from '../../key/key-store.ts';
import { mlDsaByOid, mlDsaSeed } from '../../key/ml-dsa.ts';
import { parsePrivateKeyInfo } from '../../key/private-key-info.ts';
import { type PublicJwk, toPublicJwk } from '../../key/public-jwk.ts';
import { notForFormat, privateHalf } from './private-half.ts';

export interface JwkOptions {
  /** Private members and shared secrets too, readable by everybody who has the file: JWK has no encryption of its own. */
  readonly privateKeys: boolean;
}

/**
 * An entry as JWK: its id is its own, or its thumbprint; a certificate goes into `x5c`.
 * Errors: `algorithm-unsupported` for keys that JWK cannot express, and for shared secrets without `privateKeys`;
 * `password-needed` for keys that are closed.
 * Source: RFC 7517, RFC 7518 section 6, RFC 8037.
 */
export async function toJwk(entry: StoreEntry, { privateKeys }: JwkOptions): Promise<object> {
  if (entry.kind === 'secret') return secretJwk(entry, privateKeys);
  const spki = await publicKeyOf(entry);
  const jwk = spki === undefined ? undefined : toPublicJwk(spki);
  if (spki === undefined || jwk === undefined) throw entry.unreadable ?? notForFormat(entry, 'JWK');
  const { thumbprint } = await describeKey(spki);
  return {
    ...jwk,
    ...(privateKeys && entry.kind === 'key' ? privateMembers(privateHalf(entry), jwk) : {}),
    kid: entry.jwk?.kid ?? thumbprint,
    ...(entry.jwk?.use === undefined ? {} : { use: entry.jwk.use }),
    ...(entry.jwk?.alg === undefined ? {} : { alg: entry.jwk.alg }),
    ...certificateMembers(entry.chain),
  };
}

/** Writes one entry as a JWK file. Errors: as {@link toJwk}. */
export async function writeJwk(entry: StoreEntry, options: JwkOptions): Promise<Uint8Array> {
  return json(await toJwk(entry, options));
}

/** Writes entries as a JWK set. Errors: as {@link toJwk}. */
export async function writeJwks(entries: readonly StoreEntry[], options: JwkOptions): Promise<Uint8Array> {
  const keys: object[] = [];
  for (const entry of entries) keys.push(await toJwk(entry, options));
  return json({ keys });
}

function secretJwk({ alias, secret, jwk, unreadable }: StoreEntry, privateKeys: boolean): object {
  if (!privateKeys) {
    throw new SignetError('algorithm-unsupported', `${alias} is a shared secret, which has no public half`, {
      hint: 'leave it out, or have it written unencrypted',
    });
  }
  if (secret === undefined) {
    throw unreadable ?? new SignetError('password-needed', `the secret ${alias} is closed`);
  }
  // No thumbprint for an id: it would tell a guessed secret from a wrong guess (RFC 7638 section 7).
  return {
    kty: 'oct',
    k: base64url(secret),
    kid: jwk?.kid ?? alias,
    ...(jwk?.alg === undefined ? {} : { alg: jwk.alg }),
  };
}

/** Two primes: RFC 7518 section 6.3.2.7 has more, nobody writes them. */
const rsaMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const;

function privateMembers(pkcs8: Uint8Array, jwk: PublicJwk): object {
  const { algorithm, key } = parsePrivateKeyInfo(pkcs8);
  if (jwk.kty === 'RSA') {
    const numbers = membersOf(readAsn1(key)).slice(3);
    return Object.fromEntries(rsaMembers.map((name, i) => [name, base64url(magnitudeOf(numbers[i]))]));
  }
  if (okpCurves.some(({ oid }) => oid === algorithm.oid)) return { d: base64url(octetsOf(readAsn1(key))) };
  const set = mlDsaByOid(algorithm.oid);
  if (set !== undefined) return { priv: base64url(requireSeed(mlDsaSeed(set, key))) };
  // ECPrivateKey (RFC 5915): the secret is as long as the order, whatever the writer left out.
  const [, secret] = membersOf(readAsn1(key));
  const length = 'x' in jwk ? Buffer.from(String(jwk.x), 'base64url').length : 0;
  const octets = octetsOf(secret);
  const padded = new Uint8Array(Math.max(length, octets.length));
  padded.set(octets, padded.length - octets.length);
  return { d: base64url(padded) };
}

/** A JWK has the seed alone (RFC 9964). */
function requireSeed(seed: Uint8Array | undefined): Uint8Array {
  if (seed !== undefined) return seed;
  throw new SignetError(
    'algorithm-unsupported',
    'the ML-DSA key was kept without the seed that a JWK is made of',
    {
      hint: 'export it as PKCS#8, or make the key anew with its seed kept',
    },
  );
}

/** RFC 7517 sections 4.7 and 4.9. */
function certificateMembers(chain: readonly Uint8Array[]): object {
  const [leaf] = chain;
  if (leaf === undefined) return {};
  return {
    x5c: chain.map((certificate) => Buffer.from(certificate).toString('base64')),
    'x5t#S256': createHash('sha256').update(leaf).digest('base64url'),
  };
}

function json(value: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
}
