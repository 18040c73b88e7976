import { createHash, createPublicKey, createSecretKey } from 'node:crypto';
import { decodeBase64url } from '../../shared/base/base64url.ts';
import { isJsonObject, type JsonObject } from '../../shared/base/json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { algorithmsForKey, jwsAlgorithms } from '../../shared/jwt/algorithms.ts';
import { type Finding, type FindingCode, finding } from '../../shared/jwt/finding.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';
import { keyFits } from '../key/check-key.ts';
import { describeKey } from '../key/describe-key.ts';
import type { WorkBudget } from '../key/work-budget.ts';
import { headerCertificateKeys } from './header-certificate.ts';
import { compareIdentity } from './key-identity.ts';
import { foreignHashes, verifyWithHash, verifyWithNode, verifyWithSalt } from './node-signature.ts';
import { type Recovered, recoverSignature } from './recover-signature.ts';
import { secretReadings } from './secret-readings.ts';
import { signatureForms, signatureLength } from './signature-forms.ts';
import { type SignedText, signedTexts } from './signed-texts.ts';
import { checkWork } from './token-work.ts';
import { isUsable, type UsableKey, type VerificationKey } from './verification-key.ts';
import { inputBytes, type SignedInput, signingBytes, verifySignature } from './verify-signature.ts';

/** A key that nobody asked to verify with: if it fits, that explains a bad signature. */
export interface Suspect {
  readonly key: VerificationKey;
  /** How to speak of it: `the key “gateway” of the vault`. */
  readonly name: string;
  readonly code?: Extract<FindingCode, 'signature-other-key' | 'secret-other-encoding'>;
}

export interface FailedSignature {
  readonly algorithm: string;
  readonly header: JsonObject;
  readonly input: SignedInput;
  /** The keys that fit the algorithm, and did not verify. */
  readonly keys: readonly UsableKey[];
  readonly suspects: () => Promise<readonly Suspect[]>;
  /** What the call may still cost: an explanation goes as far as that. */
  readonly work: WorkBudget;
}

/** Of a set of many keys, those that are looked into: each costs hundreds of attempts. */
const maxKeys = 4;

/**
 * Why a signature is not valid, as far as it can be proven: it holds once its form, hash, text, secret or key is another,
 * or the key itself shows that it made it, or did not. None of this makes the token any better.
 * @throws SignetError `cancelled`
 */
export async function explainSignature(given: FailedSignature): Promise<readonly Finding[]> {
  const failed = { ...given, keys: given.keys.slice(0, maxKeys) };
  try {
    for (const explain of [
      explainJwk,
      explainForm,
      explainSalt,
      explainAlgorithm,
      explainText,
      explainKey,
      explainSecret,
    ]) {
      const found = await explain(failed);
      if (found) return [found];
    }
  } catch (thrown) {
    if (!(thrown instanceof SignetError) || thrown.code !== 'work-factor-too-high') throw thrown;
  }
  return explainLength(failed) ?? (await explainIdentity(failed));
}

async function explainJwk({ algorithm, input, keys }: FailedSignature): Promise<Finding | undefined> {
  const key = keys.find(({ malformed }) => malformed?.as === 'hexadecimal');
  if (key?.malformed === undefined) return undefined;
  const fits = await verifySignature(algorithm, key.key, input);
  const message = `${malformedInWords(key.malformed)}${fits ? '; read as hexadecimal, the key verifies the signature' : ''}`;
  return finding('jwk-malformed', 'key', message, { severity: 'error' });
}

/** `the JWK is not well formed: n is hexadecimal, not base64url`. */
export function malformedInWords({ member, as }: NonNullable<VerificationKey['malformed']>): string {
  return `the JWK is not well formed: ${member} is ${as}, not base64url`;
}

async function explainForm({ algorithm, input, keys, work }: FailedSignature): Promise<Finding | undefined> {
  const bytes = signingBytes(input);
  for (const { key, description } of keys) {
    const length = signatureLength(algorithm, description);
    if (length === undefined) continue;
    for (const form of signatureForms(input.signature, algorithm, length)) {
      const verify = () => verifyWithNode(algorithm, key, bytes, form.bytes);
      if (!(await holds(work, description, bytes, verify))) continue;
      return form.kind === 'der'
        ? finding(
            'signature-der-encoded',
            'signature',
            `${form.words}, the signature would be valid under this key`,
            {
              severity: 'info',
            },
          )
        : finding(
            'signature-encoding',
            'signature',
            `${form.words}, the signature would be valid under this key`,
          );
    }
  }
  return undefined;
}

/** PSS takes any salt that its verifier is told of, and JWS says how long it must be (RFC 7518 section 3.5). */
async function explainSalt({ algorithm, input, keys, work }: FailedSignature): Promise<Finding | undefined> {
  const hash = jwsAlgorithms[algorithm]?.hash;
  if (!algorithm.startsWith('PS') || hash === undefined) return undefined;
  const bytes = signingBytes(input);
  const signature = decodeBase64url(input.signature).bytes;
  for (const { key, description } of keys) {
    const withAnySalt = () => verifyWithHash(algorithm, hash, key, bytes, signature);
    if (!(await holds(work, description, bytes, withAnySalt))) continue;
    const wanted = createHash(hash).digest().length;
    for (let length = signature.length - wanted - 2; length >= 0; length -= 1) {
      const verify = () => verifyWithSalt(hash, length, key, bytes, signature);
      if (!(await holds(work, description, bytes, verify))) continue;
      const message = `the signature holds with a salt of ${length} bytes; ${algorithm} wants ${wanted}, as many as its hash has`;
      return finding('signature-salt-length', 'signature', message);
    }
  }
  return undefined;
}

async function explainAlgorithm({
  algorithm,
  input,
  keys,
  work,
}: FailedSignature): Promise<Finding | undefined> {
  const bytes = signingBytes(input);
  const signature = decodeBase64url(input.signature).bytes;
  const other = (made: string) =>
    finding(
      'signature-other-algorithm',
      'header.alg',
      `the signature was made with ${made}, and the header says ${algorithm}`,
    );
  for (const { key, description } of keys) {
    for (const name of algorithmsForKey(description)) {
      if (name === algorithm) continue;
      const verify = () => verifyWithNode(name, key, bytes, signature);
      if (await holds(work, description, bytes, verify)) return other(name);
    }
    for (const { hash, words } of foreignHashes(algorithm)) {
      const verify = () => verifyWithHash(algorithm, hash, key, bytes, signature);
      if (await holds(work, description, bytes, verify)) return other(words);
    }
  }
  return undefined;
}

/** The signature holds over another text than the token's: it was hashed twice, or written anew after it was signed. */
async function explainText({ algorithm, input, keys, work }: FailedSignature): Promise<Finding | undefined> {
  const bytes = signingBytes(input);
  const signature = decodeBase64url(input.signature).bytes;
  const texts = [...hashedTexts(algorithm, bytes), ...signedTexts(input)];
  for (const { key, description } of keys) {
    const covers = coveredBy(algorithm, key, description.type === 'RSA', signature);
    for (const text of texts) {
      work.spend(checkWork(description, text.bytes.length));
      if (await covers(text.bytes)) return aboutText(text);
    }
    const bare = description.type === 'RSA' ? recoverSignature(key, signature) : undefined;
    if (bare?.scheme === 'pkcs1' && bare.hash === undefined && isHashOf(bare.digest, bytes)) {
      const message =
        'the signature is over the bare hash: the signer left out the DER that says which hash it is';
      return finding('signature-other-algorithm', 'signature', message);
    }
  }
  return undefined;
}

function hashedTexts(algorithm: string, bytes: Uint8Array): readonly SignedText[] {
  const hash = jwsAlgorithms[algorithm]?.hash;
  if (hash === undefined) return [];
  const digest = createHash(hash).update(bytes).digest();
  const again = (words: string, text: Uint8Array): SignedText => ({ kind: 'text', words, bytes: text });
  return [
    again('over the hash of the token’s text: it was hashed twice', digest),
    again(
      'over the hash of the token’s text in hexadecimal: it was hashed twice',
      Buffer.from(digest.toString('hex')),
    ),
    again(
      'over the hash of the token’s text in Base64: it was hashed twice',
      Buffer.from(digest.toString('base64')),
    ),
  ];
}

function aboutText({ kind, words }: SignedText): Finding {
  if (kind === 'graph') {
    const message =
      'the signature holds with the nonce in the header hashed: a token for Microsoft Graph, which nobody else is meant to verify';
    return finding('token-for-graph', 'header.nonce', message);
  }
  const path = kind === 'header' || kind === 'payload' ? kind : 'token';
  return finding('signature-other-text', path, `the signature holds ${words}`);
}

/** Whether a signature was made over a text. An RSA signature is opened once, and its hash compared. */
function coveredBy(
  algorithm: string,
  key: UsableKey['key'],
  isRsa: boolean,
  signature: Uint8Array,
): (text: Uint8Array) => Promise<boolean> {
  if (!isRsa) return (text) => verifyWithNode(algorithm, key, text, signature).catch(() => false);
  const recovered = recoverSignature(key, signature);
  return async (text) => recovered !== undefined && isOver(recovered, text);
}

function isOver(recovered: Recovered, text: Uint8Array): boolean {
  if (recovered.hash === undefined) return false;
  const digest = createHash(recovered.hash).update(text).digest();
  return recovered.scheme === 'pss' ? recovered.matches(digest) : digest.equals(recovered.digest);
}

function isHashOf(digest: Uint8Array, bytes: Uint8Array): boolean {
  return ['sha256', 'sha384', 'sha512', 'sha1'].some((hash) =>
    createHash(hash).update(bytes).digest().equals(digest),
  );
}

/** A shared secret that one side reads in another way: a line break at its end, hexadecimal for text. */
async function explainSecret({
  algorithm,
  input,
  keys,
  work,
}: FailedSignature): Promise<Finding | undefined> {
  const bytes = signingBytes(input);
  const signature = decodeBase64url(input.signature).bytes;
  for (const { key, description } of keys) {
    if (key.type !== 'secret') continue;
    for (const { words, secret } of secretReadings(Uint8Array.from(key.export()))) {
      const verify = () => verifyWithNode(algorithm, createSecretKey(secret), bytes, signature);
      if (await holds(work, description, bytes, verify)) {
        return finding('secret-other-encoding', 'key', `the secret ${words} verifies the signature`);
      }
    }
  }
  return undefined;
}

async function explainKey(failed: FailedSignature): Promise<Finding | undefined> {
  const { algorithm, input, work } = failed;
  for (const { key, name, code = 'signature-other-key' } of [
    ...(await failed.suspects()),
    ...(await embeddedKeys(failed.header)),
  ]) {
    if (!isUsable(key) || !keyFits(algorithm, key.description)) continue;
    work.spend(checkWork(key.description, inputBytes(input)));
    if (await verifySignature(algorithm, key.key, input)) {
      return finding(code, 'key', `${name} verifies the signature`);
    }
  }
  return undefined;
}

/** Counted bytes are proof enough that it cannot hold: it was cut short, or is of another key. */
function explainLength({ algorithm, input, keys }: FailedSignature): readonly Finding[] | undefined {
  const { length } = decodeBase64url(input.signature).bytes;
  const wanted = [...new Set(keys.map(({ description }) => signatureLength(algorithm, description)))];
  const [first] = wanted;
  if (first === undefined || wanted.some((each) => each === undefined || each === length)) return undefined;
  const whose =
    keys[0]?.description.type === 'RSA'
      ? `one under this ${keys[0].description.bits}-bit key`
      : `one of ${algorithm}`;
  const guess =
    length < first
      ? 'it was cut short, or another key made it'
      : 'something stands behind it, or another key made it';
  const message = `the signature has ${length} bytes, and ${whose} has ${first}: ${guess}`;
  return [finding('signature-length', 'signature', message)];
}

/** The keys that the token brings itself: they prove who did not sign it. */
async function embeddedKeys(header: JsonObject): Promise<readonly Suspect[]> {
  const suspects: Suspect[] = [];
  if (isJsonObject(header.jwk)) {
    try {
      const key = createPublicKey({ key: { ...header.jwk }, format: 'jwk' });
      const description = await describeKey(Uint8Array.from(key.export({ format: 'der', type: 'spki' })));
      suspects.push({
        key: { source: 'jwk', key, description },
        name: 'the key that the token brings in jwk, and that anybody could have put there,',
      });
    } catch {
      // No key: it explains nothing.
    }
  }
  if (header.x5c !== undefined) {
    const keys = await headerCertificateKeys(header, [], 0).catch(() => []);
    const name = 'the certificate that the token brings in x5c, and that anybody could have put there,';
    suspects.push(...keys.map((key) => ({ key, name })));
  }
  return suspects;
}

/**
 * Told apart by what the signature itself shows, and by what the header says of its key: an altered token, or another key.
 * Of ECDSA, EdDSA and HMAC the signature shows neither.
 */
async function explainIdentity({
  algorithm,
  header,
  input,
  keys,
}: FailedSignature): Promise<readonly Finding[]> {
  const [key] = keys;
  if (keys.length !== 1 || key === undefined) return [];
  const { agreeing, differing } = await compareIdentity(header, key);
  const names = agreeing.join(', ');
  const recovered =
    key.description.type === 'RSA'
      ? recoverSignature(key.key, decodeBase64url(input.signature).bytes)
      : undefined;
  if (recovered) {
    const message =
      'this key made the signature, over another text: the token was altered after it was signed, or has the signature of another token';
    return [finding('token-altered', 'token', message)];
  }
  if (differing.length > 0) {
    const message = `the token names another key than this one (${differing.join(', ')})`;
    return [finding('key-id-mismatch', `header.${differing[0]}`, message)];
  }
  // A PSS signature with a very long salt cannot be told from chance.
  if (algorithm.startsWith('RS')) {
    const message =
      agreeing.length > 0
        ? `this key did not make the signature, although the token names it (${names}): another key under the same name did, or the signature itself was changed`
        : 'this key did not make the signature: another key did, or the signature itself was changed';
    return [
      finding('signature-not-by-key', agreeing[0] === undefined ? 'key' : `header.${agreeing[0]}`, message),
    ];
  }
  if (agreeing.length === 0) return [];
  const message = `the token names this very key (${names}): another key under the same name signed, or the token was changed after it was signed; a signature of ${algorithm} does not show which`;
  return [finding('signature-undecided', `header.${agreeing[0]}`, message)];
}

/** Errors: `work-factor-too-high`, `cancelled`. */
async function holds(
  work: WorkBudget,
  description: KeyDescription,
  bytes: Uint8Array,
  verify: () => Promise<boolean>,
): Promise<boolean> {
  work.spend(checkWork(description, bytes.length));
  return verify().catch(() => false);
}
