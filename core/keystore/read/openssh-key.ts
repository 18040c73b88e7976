// Layout of a private key of OpenSSH (PROTOCOL.key of its sources), big-endian; text and bytes have their length
// before them, u32:
//
//   "openssh-key-v1\0" | cipher text | derivation text | derivation options bytes | number of keys u32
//   public keys bytes each | private keys bytes | authentication tag (GCM)
//   options, of bcrypt   salt bytes | rounds u32
//   private keys         check u32 | the same check again | key | comment text | padding 1, 2, 3, …
//   key                  type text, then for
//     ssh-rsa            n, e, d, q^-1 mod p, p, q
//     ecdsa-sha2-*       curve text | point bytes | d
//     ssh-ed25519        public bytes | seed and public bytes
//     ssh-dss            p, q, g, y, x
//   public key           the same without d, q^-1, p, q, seed, x; numbers are signed and as short as can be

import { createDecipheriv } from 'node:crypto';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { ByteReader } from '../../asn1/byte-reader.ts';
import { damaged, unlessDamaged } from '../../asn1/damaged.ts';
import { derBits, derInteger, derNull, derOid, derSequence } from '../../asn1/der.ts';
import { ecCurves, keyOids } from '../../key/key-oids.ts';
import type { Passwords } from '../../key/key-store.ts';
import { wrapDsaKey, wrapEcNumbers, wrapRawKey, wrapRsaKey } from '../../key/private-key-info.ts';
import type { WorkBudget } from '../../key/work-budget.ts';
import { deriveBcrypt } from '../ciphers/bcrypt-pbkdf.ts';
import { firstOpened, passwordBytes } from '../ciphers/password-forms.ts';
import type { KeyMaterial } from './key-material.ts';
import { openKey } from './protected-key.ts';

const magic = 'openssh-key-v1\0';
const ed25519 = '1.3.101.112';

interface Cipher {
  readonly name: 'aes-128-gcm' | 'aes-256-gcm' | 'des-ede3-cbc' | `aes-${128 | 192 | 256}-${'cbc' | 'ctr'}`;
  readonly key: number;
  readonly iv: number;
}

// Without a prototype: the names come from the file.
const ciphers: Readonly<Record<string, Cipher>> = {
  __proto__: null as never,
  'aes128-ctr': { name: 'aes-128-ctr', key: 16, iv: 16 },
  'aes192-ctr': { name: 'aes-192-ctr', key: 24, iv: 16 },
  'aes256-ctr': { name: 'aes-256-ctr', key: 32, iv: 16 },
  'aes128-cbc': { name: 'aes-128-cbc', key: 16, iv: 16 },
  'aes192-cbc': { name: 'aes-192-cbc', key: 24, iv: 16 },
  'aes256-cbc': { name: 'aes-256-cbc', key: 32, iv: 16 },
  '3des-cbc': { name: 'des-ede3-cbc', key: 24, iv: 8 },
  'aes128-gcm@openssh.com': { name: 'aes-128-gcm', key: 16, iv: 12 },
  'aes256-gcm@openssh.com': { name: 'aes-256-gcm', key: 32, iv: 12 },
};

interface Sealed {
  readonly cipher: string;
  readonly derivation: string;
  readonly options: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

/**
 * Reads a private key of OpenSSH. Its public half is there without a password.
 * Errors: `damaged-file`, `algorithm-unsupported` for a key that is none without its security key.
 */
export async function readOpenSshKey(bytes: Uint8Array, passwords: Passwords): Promise<KeyMaterial> {
  const reader = new ByteReader(bytes);
  if (latin1(reader.bytes(magic.length)) !== magic)
    throw damaged('it does not begin as a key of OpenSSH does');
  const cipher = textOf(reader);
  const derivation = textOf(reader);
  const options = bytesOf(reader);
  const count = reader.uint32();
  if (count !== 1) throw damaged(`it holds ${count} keys of OpenSSH in one, which does not exist`);
  const publicKey = readPublicKey(new ByteReader(bytesOf(reader)));
  const ciphertext = bytesOf(reader);
  const tag = reader.bytes(reader.remaining);
  if (cipher === 'none') {
    const privateKey = readPrivateKeys(ciphertext);
    if (privateKey === undefined) throw damaged('the two checks of its key differ');
    return { kind: 'key', privateKey };
  }
  const sealed = { cipher, derivation, options, ciphertext, tag };
  const opened = await openKey(passwords, (password, work) => unseal(sealed, password, work));
  return { kind: 'key', ...(publicKey === undefined ? {} : { publicKey }), ...opened };
}

async function unseal(
  { cipher, derivation, options, ciphertext, tag }: Sealed,
  password: string,
  work: WorkBudget,
): Promise<Uint8Array | undefined> {
  const known = ciphers[cipher];
  if (known === undefined) throw unsupported('encryption', cipher);
  if (derivation !== 'bcrypt') throw unsupported('key derivation', derivation);
  const reader = new ByteReader(options);
  const salt = bytesOf(reader);
  const rounds = reader.uint32();
  return firstOpened(passwordBytes(password), async (form) => {
    const derived = await deriveBcrypt(form, salt, rounds, known.key + known.iv, work);
    const plain = decrypt(
      known,
      derived.subarray(0, known.key),
      derived.subarray(known.key),
      ciphertext,
      tag,
    );
    // A wrong password leaves noise, in which the two checks are not the same.
    return plain === undefined ? undefined : unlessDamaged(() => readPrivateKeys(plain));
  });
}

function decrypt(
  { name }: Cipher,
  key: Uint8Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
  tag: Uint8Array,
): Uint8Array | undefined {
  if (name === 'aes-128-gcm' || name === 'aes-256-gcm') {
    if (tag.length !== 16) throw damaged('it ends inside the check of its encryption');
    const decipher = createDecipheriv(name, key, iv).setAuthTag(tag);
    const plain = decipher.update(ciphertext);
    try {
      decipher.final();
      return plain;
    } catch {
      return undefined;
    }
  }
  const block = name === 'des-ede3-cbc' ? 8 : 16;
  if (ciphertext.length % block !== 0)
    throw damaged('it holds encrypted data that is not made of whole blocks');
  const decipher = createDecipheriv(name, key, iv).setAutoPadding(false);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

/** PKCS#8, or undefined where the checks differ. Errors: `damaged-file`, `algorithm-unsupported`. */
function readPrivateKeys(plain: Uint8Array): Uint8Array | undefined {
  const reader = new ByteReader(plain);
  const check = reader.uint32();
  if (reader.uint32() !== check) return undefined;
  const type = textOf(reader);
  const read = keyTypes[type]?.private ?? keyTypes[type.replace(/-[^-]*$/, '')]?.private;
  if (read === undefined) throw unsupported('type', type);
  return read(reader);
}

function readPublicKey(reader: ByteReader): Uint8Array | undefined {
  const type = textOf(reader);
  return (keyTypes[type] ?? keyTypes[type.replace(/-[^-]*$/, '')])?.public(reader);
}

interface KeyType {
  /** PKCS#8 from what stands behind the type. */
  readonly private: (reader: ByteReader) => Uint8Array;
  /** SubjectPublicKeyInfo, where a locked key needs it. */
  readonly public: (reader: ByteReader) => Uint8Array | undefined;
}

const keyTypes: Readonly<Record<string, KeyType>> = {
  __proto__: null as never,
  'ssh-rsa': { private: readRsa, public: readRsaPublic },
  'ssh-ed25519': { private: readEd25519, public: readEd25519Public },
  // Behind it stands the name of the curve, which comes again.
  'ecdsa-sha2': { private: readEc, public: readEcPublic },
  'ssh-dss': { private: readDsa, public: () => undefined },
};

function readRsa(reader: ByteReader): Uint8Array {
  const n = numberOf(reader);
  const e = numberOf(reader);
  const d = numberOf(reader);
  const inverse = numberOf(reader);
  const p = numberOf(reader);
  const q = numberOf(reader);
  const exponent = (prime: Uint8Array) => {
    const order = toBigInt(prime) - 1n;
    if (order < 1n) throw damaged('it holds an RSA key with an impossible prime factor');
    return derInteger(fromBigInt(toBigInt(d) % order));
  };
  const integers = [n, e, d, p, q].map(derInteger);
  return wrapRsaKey(derSequence(derInteger(0), ...integers, exponent(p), exponent(q), derInteger(inverse)));
}

function readRsaPublic(reader: ByteReader): Uint8Array {
  const e = numberOf(reader);
  const n = numberOf(reader);
  if (n.length === 0) throw damaged('it holds an impossible number');
  const key = derSequence(derInteger(n), derInteger(e));
  return derSequence(derSequence(derOid(keyOids.rsa), derNull()), derBits(key));
}

function readEc(reader: ByteReader): Uint8Array {
  const { curve, point } = readCurvePoint(reader);
  const d = numberOf(reader);
  if (d.length > curve.length) throw damaged('it holds a key with a number that is too long for its curve');
  const secret = new Uint8Array(curve.length);
  secret.set(d, curve.length - d.length);
  return wrapEcNumbers(curve.oid, secret, point);
}

function readEcPublic(reader: ByteReader): Uint8Array {
  const { curve, point } = readCurvePoint(reader);
  return derSequence(derSequence(derOid(keyOids.ec), derOid(curve.oid)), derBits(point));
}

function readCurvePoint(reader: ByteReader) {
  const name = textOf(reader);
  const curve = ecCurves.find(({ crv }) => crv === name.replace('nistp', 'P-'));
  if (curve === undefined) throw unsupported('curve', name);
  const point = bytesOf(reader);
  if (point.length !== 1 + 2 * curve.length || point[0] !== 4)
    throw damaged('it holds a key of the wrong length for its curve');
  return { curve, point };
}

function readEd25519(reader: ByteReader): Uint8Array {
  bytesOf(reader);
  const seed = bytesOf(reader);
  if (seed.length !== 64) throw damaged('it holds a key of the wrong length for its curve');
  return wrapRawKey(ed25519, seed.subarray(0, 32));
}

function readEd25519Public(reader: ByteReader): Uint8Array {
  const point = bytesOf(reader);
  if (point.length !== 32) throw damaged('it holds a key of the wrong length for its curve');
  return derSequence(derSequence(derOid(ed25519)), derBits(point));
}

function readDsa(reader: ByteReader): Uint8Array {
  const numbers = Array.from({ length: 5 }, () => derInteger(numberOf(reader)));
  return wrapDsaKey(derSequence(derInteger(0), ...numbers));
}

function bytesOf(reader: ByteReader): Uint8Array {
  return reader.bytes(reader.uint32());
}

function textOf(reader: ByteReader): string {
  return latin1(bytesOf(reader));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** A non-negative number, big-endian without leading zeros; at most 16,384 bits. */
function numberOf(reader: ByteReader): Uint8Array {
  const bytes = bytesOf(reader);
  if (bytes.length > 2049 || (bytes[0] ?? 0) > 0x7f) throw damaged('it holds an impossible number');
  return bytes[0] === 0 ? bytes.subarray(1) : bytes;
}

function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
}

function fromBigInt(number: bigint): Uint8Array {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

function unsupported(what: string, name: string): SignetError {
  const shown = name.slice(0, 40);
  return new SignetError(
    'algorithm-unsupported',
    `the ${what} of the OpenSSH key is ${shown}, which is not supported`,
    {
      hint: shown.startsWith('sk-')
        ? 'its secret is inside a security key, which does not give it away'
        : 'write a copy of it again: ssh-keygen -p -Z aes256-ctr -f COPY',
      details: { algorithm: shown },
    },
  );
}
