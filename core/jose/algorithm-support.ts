import { createSecretKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { CompactEncrypt, compactDecrypt } from 'jose';
import type { AlgorithmSupport } from '../../shared/contract/jose.ts';
import { jwsAlgorithms } from '../../shared/jwt/algorithms.ts';
import { contentEncryptions, keyManagementAlgorithms } from '../../shared/jwt/encryption-algorithms.ts';
import { signWithNode, verifyWithNode } from './node-signature.ts';
import { supplyKeyWrap } from './supply-key-wrap.ts';

let tried: Promise<readonly AlgorithmSupport[]> | undefined;

/** Every algorithm, tried once in this process with a key made for it: crypto libraries differ between the faces. */
export function listAlgorithms(): Promise<readonly AlgorithmSupport[]> {
  tried ??= tryAll();
  return tried;
}

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

async function tryAll(): Promise<readonly AlgorithmSupport[]> {
  await supplyKeyWrap();
  const make = promisify(generateKeyPair) as (type: string, options: object) => Promise<Pair>;
  const made = new Map<string, Promise<Pair>>();
  const pair = (type: string, options: object = {}): Promise<Pair> => {
    const name = JSON.stringify([type, options]);
    const known = made.get(name) ?? make(type, options);
    made.set(name, known);
    return known;
  };
  const secret = (bits: number): Pair => {
    const key = createSecretKey(randomBytes(bits / 8));
    return { privateKey: key, publicKey: key };
  };

  const list: AlgorithmSupport[] = [];
  for (const [name, { keyType, curves: [curve] = [], minBits, reference }] of Object.entries(jwsAlgorithms)) {
    const keyFor = async () => {
      if (keyType === 'RSA') return pair('rsa', { modulusLength: 2048 });
      if (keyType === 'EC') return pair('ec', { namedCurve: opensslCurves[curve ?? ''] });
      if (keyType === 'oct') return secret(minBits ?? 256);
      return pair((curve ?? name).toLowerCase());
    };
    const key = keyType === 'oct' ? `secret of ${minBits} bits` : [keyType, curve].filter(Boolean).join(' ');
    list.push(
      await support({ name, use: 'signature', key, reference }, async () => sign(name, await keyFor())),
    );
  }
  for (const [name, { keyType, bits, reference }] of Object.entries(keyManagementAlgorithms)) {
    const keyFor = async () => {
      if (keyType === 'RSA') return pair('rsa', { modulusLength: 2048 });
      if (keyType === 'agreement') return pair('ec', { namedCurve: 'prime256v1' });
      return secret(bits ?? contentEncryptions.A128GCM?.bits ?? 128);
    };
    const key = keyType === 'agreement' ? 'EC or X25519' : keyWords(name, keyType, bits);
    list.push(
      await support({ name, use: 'key-management', key, reference }, async () =>
        encrypt(name, 'A128GCM', await keyFor()),
      ),
    );
  }
  list.push({
    name: 'RSA1_5',
    use: 'key-management',
    supported: false,
    reason: 'refused: how its decryption fails lets others decrypt',
    key: 'RSA',
    reference: 'RFC 8725 section 3.2',
  });
  for (const [name, { bits, reference }] of Object.entries(contentEncryptions)) {
    const key = `secret of ${bits} bits`;
    list.push(
      await support({ name, use: 'content-encryption', key, reference }, () =>
        encrypt('dir', name, secret(bits)),
      ),
    );
  }
  return list;
}

const opensslCurves: Readonly<Record<string, string>> = {
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
  secp256k1: 'secp256k1',
};

function keyWords(name: string, keyType: string, bits: number | undefined): string {
  if (keyType !== 'oct') return keyType;
  if (bits !== undefined) return `secret of ${bits} bits`;
  return name === 'dir' ? 'secret as long as the content encryption’s key' : 'password';
}

async function support(
  facts: Omit<AlgorithmSupport, 'supported' | 'reason'>,
  attempt: () => Promise<boolean>,
): Promise<AlgorithmSupport> {
  const works = await attempt().catch(() => false);
  if (works) return { ...facts, supported: true };
  return { ...facts, supported: false, reason: 'this program’s crypto library does not have it' };
}

async function sign(algorithm: string, { privateKey, publicKey }: Pair): Promise<boolean> {
  const input = randomBytes(16);
  return verifyWithNode(algorithm, publicKey, input, await signWithNode(algorithm, privateKey, input));
}

async function encrypt(alg: string, enc: string, { privateKey, publicKey }: Pair): Promise<boolean> {
  const token = await new CompactEncrypt(randomBytes(16)).setProtectedHeader({ alg, enc }).encrypt(publicKey);
  await compactDecrypt(token, privateKey, { keyManagementAlgorithms: [alg] });
  return true;
}
