// Layout of a JWK (RFC 7517 section 4, RFC 7518 section 6, RFC 8037) and a JWK set (RFC 7517 section 5):
//
//   RSA   { "kty": "RSA", "n", "e", private: "d", "p", "q", "dp", "dq", "qi" }       numbers, base64url
//   EC    { "kty": "EC", "crv", "x", "y", private: "d" }                              coordinates of full length
//   OKP   { "kty": "OKP", "crv", "x", private: "d" }
//   AKP   { "kty": "AKP", "alg": parameter set, "pub", private: "priv": the seed }    (RFC 9964)
//   oct   { "kty": "oct", "k" }
//   any   "kid", "use", "key_ops", "alg", "x5c": base64 DER, leaf first
//   set   { "keys": [JWK, …] }

import { isModestJson } from '../../../shared/base/json-bounds.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { damaged, unlessDamaged } from '../../asn1/damaged.ts';
import { derBits, derInteger, derNull, derOid, derSequence } from '../../asn1/der.ts';
import { parseCertificate } from '../../certificate/certificate-fields.ts';
import { ecCurves, keyOids, okpCurves } from '../../key/key-oids.ts';
import type { KeyStore, StoreEntry } from '../../key/key-store.ts';
import { mlDsaByName, mlDsaSeedLength, wrapMlDsaPublicKey, wrapMlDsaSeed } from '../../key/ml-dsa.ts';
import { wrapEcNumbers, wrapRawKey, wrapRsaKey } from '../../key/private-key-info.ts';
import { textOf } from './detect-format.ts';

type Jwk = Readonly<Record<string, unknown>>;
type KeyPart = Pick<StoreEntry, 'kind' | 'privateKey' | 'publicKey' | 'secret' | 'unreadable'>;

/** Most keys of a set that are read. */
const maxKeys = 10_000;

/** Reads one JWK. Errors: `damaged-file`, `algorithm-unsupported`. */
export async function readJwk(bytes: Uint8Array): Promise<KeyStore> {
  return { format: 'jwk', integrity: 'unchecked', entries: [readKey(JSON.parse(textOf(bytes)), 0)] };
}

/**
 * Reads a JWK set. A key of an unknown type or curve is passed over, as RFC 7517 section 5 asks, and one that is damaged says
 * so in its place, unless it is all there is.
 * Errors: `damaged-file`, `algorithm-unsupported`, `input-too-large` (more than 10,000 keys).
 */
export async function readJwks(bytes: Uint8Array): Promise<KeyStore> {
  const text = textOf(bytes);
  if (!isModestJson(text))
    throw new SignetError('input-too-large', 'the file holds more than any set of keys');
  const set: unknown = JSON.parse(text);
  const keys = Array.isArray(set) ? set : (set as Jwk).keys;
  if (!Array.isArray(keys)) throw damaged('its member "keys" is no array');
  if (keys.length > maxKeys)
    throw new SignetError('input-too-large', `the set holds more than ${maxKeys} keys`);
  const entries: StoreEntry[] = [];
  const closed: SignetError[] = [];
  for (const [index, key] of keys.entries()) {
    try {
      entries.push(readKey(key, entries.length));
    } catch (error) {
      if (!(error instanceof SignetError)) throw error;
      const named = inSet(error, index + 1);
      if (error.code === 'algorithm-unsupported') closed.push(named);
      else
        entries.push({ alias: String(entries.length + 1), kind: 'public-key', chain: [], unreadable: named });
    }
  }
  const problem = entries[0]?.unreadable ?? closed[0];
  if (problem !== undefined && entries.every(holdsNothing)) throw problem;
  return { format: 'jwks', integrity: 'unchecked', entries, ...(closed.length === 0 ? {} : { closed }) };
}

function holdsNothing({ publicKey, privateKey, secret }: StoreEntry): boolean {
  return publicKey === undefined && privateKey === undefined && secret === undefined;
}

/** The same error with the key in which it is. */
function inSet({ code, message, hint, details }: SignetError, key: number): SignetError {
  return new SignetError(code, `key ${key}: ${message}`, {
    ...(hint === undefined ? {} : { hint }),
    details: { ...details, key },
  });
}

function readKey(value: unknown, index: number): StoreEntry {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw damaged('it holds a key that is no JSON object');
  const jwk = value as Jwk;
  const read = keyTypes.get(jwk.kty);
  if (read === undefined) throw unsupported('key type', jwk.kty);
  return {
    alias: String(index + 1),
    chain: readChain(jwk.x5c),
    ...read(jwk),
    ...usage(jwk),
    ...malformedMember(jwk),
  };
}

const keyTypes: ReadonlyMap<unknown, (jwk: Jwk) => KeyPart> = new Map([
  ['RSA', readRsa],
  ['EC', readEc],
  ['OKP', readOkp],
  ['AKP', readAkp],
  ['oct', readOct],
]);

function readRsa(jwk: Jwk): KeyPart {
  const n = derInteger(bytesOf(jwk, 'n'));
  const e = derInteger(bytesOf(jwk, 'e'));
  const publicKey = derSequence(derSequence(derOid(keyOids.rsa), derNull()), derBits(derSequence(n, e)));
  if (jwk.d === undefined) return { kind: 'public-key', publicKey };
  const d = derInteger(bytesOf(jwk, 'd'));
  if (jwk.p === undefined) {
    // RFC 7518 section 6.3.2 lets the primes be left out; nothing here computes them.
    const unreadable = new SignetError(
      'algorithm-unsupported',
      'the RSA key leaves out its prime factors (p, q, dp, dq, qi)',
      {
        hint: 'export the key again, with all of its members',
      },
    );
    return { kind: 'key', publicKey, unreadable };
  }
  const primes = ['p', 'q', 'dp', 'dq', 'qi'].map((name) => derInteger(bytesOf(jwk, name)));
  return { kind: 'key', privateKey: wrapRsaKey(derSequence(derInteger(0), n, e, d, ...primes)) };
}

function readEc(jwk: Jwk): KeyPart {
  const curve = ecCurves.find(({ crv }) => crv === jwk.crv);
  if (curve === undefined) throw unsupported('curve', jwk.crv);
  const point = Uint8Array.of(
    4,
    ...padded(bytesOf(jwk, 'x'), curve.length),
    ...padded(bytesOf(jwk, 'y'), curve.length),
  );
  if (jwk.d !== undefined) {
    return {
      kind: 'key',
      privateKey: wrapEcNumbers(curve.oid, padded(bytesOf(jwk, 'd'), curve.length), point),
    };
  }
  return {
    kind: 'public-key',
    publicKey: derSequence(derSequence(derOid(keyOids.ec), derOid(curve.oid)), derBits(point)),
  };
}

function readOkp(jwk: Jwk): KeyPart {
  const curve = okpCurves.find(({ crv }) => crv === jwk.crv);
  if (curve === undefined) throw unsupported('curve', jwk.crv);
  const x = exactly(bytesOf(jwk, 'x'), curve.length);
  const publicKey = derSequence(derSequence(derOid(curve.oid)), derBits(x));
  if (jwk.d === undefined) return { kind: 'public-key', publicKey };
  // The public half stays beside it: BoringSSL cannot compute that of Ed448.
  return {
    kind: 'key',
    publicKey,
    privateKey: wrapRawKey(curve.oid, exactly(bytesOf(jwk, 'd'), curve.length)),
  };
}

function readAkp(jwk: Jwk): KeyPart {
  const set = mlDsaByName(jwk.alg);
  if (set === undefined) throw unsupported('AKP algorithm', jwk.alg);
  const publicKey = wrapMlDsaPublicKey(set, exactly(bytesOf(jwk, 'pub'), set.publicLength));
  if (jwk.priv === undefined) return { kind: 'public-key', publicKey };
  // The public half stays beside it: only a library that has ML-DSA can compute it.
  return {
    kind: 'key',
    publicKey,
    privateKey: wrapMlDsaSeed(set, exactly(bytesOf(jwk, 'priv'), mlDsaSeedLength)),
  };
}

function readOct(jwk: Jwk): KeyPart {
  return { kind: 'secret', secret: bytesOf(jwk, 'k') };
}

function usage({ kid, use, key_ops, alg }: Jwk): Pick<StoreEntry, 'jwk'> {
  const jwk = {
    ...(typeof kid === 'string' ? { kid } : {}),
    ...(typeof use === 'string' ? { use } : {}),
    ...(Array.isArray(key_ops)
      ? { key_ops: key_ops.filter((operation) => typeof operation === 'string') }
      : {}),
    ...(typeof alg === 'string' ? { alg } : {}),
  };
  return Object.keys(jwk).length > 0 ? { jwk } : {};
}

/** RFC 7517 section 4.7. A certificate that is none is left out: the key itself stands. */
function readChain(x5c: unknown): Uint8Array[] {
  if (!Array.isArray(x5c)) return [];
  return x5c
    .slice(0, 32)
    .filter((text) => typeof text === 'string')
    .map((text) => unlessDamaged(() => parseCertificate(Uint8Array.from(Buffer.from(text, 'base64'))).der))
    .filter((der) => der !== undefined);
}

function bytesOf(jwk: Jwk, name: string): Uint8Array {
  const text = jwk[name];
  if (typeof text !== 'string' || text === '' || !/^[A-Za-z0-9_+/-]+={0,2}$/.test(text)) {
    throw damaged(`the member "${name}" of a key is missing or no base64url`);
  }
  // Buffer takes both alphabets of Base64.
  if (!isHexadecimal(jwk, name)) return Uint8Array.from(Buffer.from(text, 'base64url'));
  return Uint8Array.from(Buffer.from(text.length % 2 === 0 ? text : `0${text}`, 'hex'));
}

/**
 * Whether a number is written in hexadecimal. Base64url that has only such letters is out of the question: for the shortest
 * of these lengths, once in 10^38 keys.
 */
function isHexadecimal(jwk: Jwk, name: string): boolean {
  const text = jwk[name];
  // Of an exponent alone it cannot be told: 010001 is both.
  if (name === 'e') return isHexadecimal(jwk, 'n') && /^[\da-f]+$/i.test(String(text));
  const curve = ecCurves.find(({ crv }) => crv === jwk.crv) ?? okpCurves.find(({ crv }) => crv === jwk.crv);
  const least = name === 'k' ? Number.POSITIVE_INFINITY : curve ? 2 * curve.length : 256;
  return (
    typeof text === 'string' && text.length >= least && text.length % 2 === 0 && /^[\da-f]+$/i.test(text)
  );
}

/** The first of a key's numbers that is not base64url. */
function malformedMember(jwk: Jwk): Pick<StoreEntry, 'malformed'> {
  const members = ['n', 'e', 'x', 'y', 'k', 'd'].filter((name) => typeof jwk[name] === 'string');
  const hexadecimal = members.find((name) => isHexadecimal(jwk, name));
  if (hexadecimal !== undefined) return { malformed: { member: hexadecimal, as: 'hexadecimal' } };
  const plain = members.find((name) => /[+/=]/.test(String(jwk[name])));
  return plain === undefined ? {} : { malformed: { member: plain, as: 'plain Base64' } };
}

/** RFC 7518 section 6.2.1.2 asks for full length; encoders that drop leading zeros are common. */
function padded(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length > length) throw damaged('it holds a key with a number that is too long for its curve');
  const full = new Uint8Array(length);
  full.set(bytes, length - bytes.length);
  return full;
}

function exactly(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw damaged('it holds a key of the wrong length for its curve or algorithm');
  return bytes;
}

function unsupported(what: string, name: unknown): SignetError {
  const shown = typeof name === 'string' ? name.slice(0, 40) : 'missing';
  return new SignetError(
    'algorithm-unsupported',
    `the ${what} of the key is ${shown}, which is not supported`,
    {
      details: { algorithm: shown },
    },
  );
}
