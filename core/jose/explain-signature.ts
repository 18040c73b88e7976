import { createPublicKey } from 'node:crypto';
import { decodeBase64url } from '../../shared/base/base64url.ts';
import { isJsonObject, type JsonObject } from '../../shared/base/json.ts';
import { algorithmsForKey } from '../../shared/jwt/algorithms.ts';
import { rawSignature } from '../../shared/jwt/der-signature.ts';
import { type Finding, type FindingCode, finding } from '../../shared/jwt/finding.ts';
import { keyFits } from '../key/check-key.ts';
import { describeKey } from '../key/describe-key.ts';
import { headerCertificateKeys } from './header-certificate.ts';
import { compareIdentity } from './key-identity.ts';
import { foreignHashes, verifyWithHash, verifyWithNode } from './node-signature.ts';
import { isUsable, type UsableKey, type VerificationKey } from './verification-key.ts';
import { type SignedInput, signingBytes, verifySignature } from './verify-signature.ts';

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
}

/**
 * Why a signature is not valid, as far as it can be known: its form is wrong, its hash, or its key; else whether the token
 * names the key. None of this makes the token any better.
 */
export async function explainSignature(failed: FailedSignature): Promise<readonly Finding[]> {
  for (const explain of [explainForm, explainAlgorithm, explainKey]) {
    const found = await explain(failed);
    if (found) return [found];
  }
  return explainIdentity(failed);
}

async function explainForm({ algorithm, input, keys }: FailedSignature): Promise<Finding | undefined> {
  const raw = rawSignature(algorithm, decodeBase64url(input.signature).bytes);
  if (!raw) return undefined;
  const bytes = signingBytes(input);
  for (const { key } of keys) {
    if (await holds(verifyWithNode(algorithm, key, bytes, raw))) {
      const message =
        'written as r and s side by side instead of DER, the signature would be valid under this key';
      return finding('signature-der-encoded', 'signature', message, { severity: 'info' });
    }
  }
  return undefined;
}

async function explainAlgorithm({ algorithm, input, keys }: FailedSignature): Promise<Finding | undefined> {
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
      if (await holds(verifyWithNode(name, key, bytes, signature))) return other(name);
    }
    for (const { hash, words } of foreignHashes(algorithm)) {
      if (await holds(verifyWithHash(algorithm, hash, key, bytes, signature))) return other(words);
    }
  }
  return undefined;
}

async function explainKey(failed: FailedSignature): Promise<Finding | undefined> {
  const { algorithm, input } = failed;
  for (const { key, name, code = 'signature-other-key' } of [
    ...(await failed.suspects()),
    ...(await embeddedKeys(failed.header)),
  ]) {
    if (!isUsable(key) || !keyFits(algorithm, key.description)) continue;
    if (await verifySignature(algorithm, key.key, input)) {
      return finding(code, 'key', `${name} verifies the signature`);
    }
  }
  return undefined;
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

/** Told apart by what the header says of its key: an altered token, or another key. */
async function explainIdentity({ header, keys }: FailedSignature): Promise<readonly Finding[]> {
  const [key] = keys;
  if (keys.length !== 1 || key === undefined) return [];
  const { agreeing, differing } = await compareIdentity(header, key);
  if (differing.length > 0) {
    const message = `the token names another key than this one (${differing.join(', ')})`;
    return [finding('key-id-mismatch', `header.${differing[0]}`, message)];
  }
  if (agreeing.length === 0) return [];
  const message = `the token names this very key (${agreeing.join(', ')}): it was altered after it was signed`;
  return [finding('token-altered', 'token', message)];
}

function holds(verified: Promise<boolean>): Promise<boolean> {
  return verified.catch(() => false);
}
