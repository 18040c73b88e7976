import type { KeyObject } from 'node:crypto';
import { FlattenedSign } from 'jose';
import { encodeBase64url } from '../../shared/base/base64url.ts';
import { type JsonObject, parseJson } from '../../shared/base/json.ts';
import { readJsonObject } from '../../shared/base/read-json.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { SignedToken, Step } from '../../shared/contract/jose.ts';
import { checkCertificateParameters } from '../../shared/jwt/check-certificate-parameters.ts';
import { checkHeader } from '../../shared/jwt/check-header.ts';
import { type Finding, finding } from '../../shared/jwt/finding.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';
import { encodeForm, formMembers } from '../../shared/oauth/token-request.ts';
import { hasRoom, requireKeyFits, weakness } from '../key/check-key.ts';
import { joseKeyOf } from './jose-key.ts';
import { compareIdentity } from './key-identity.ts';
import { signWithNode } from './node-signature.ts';
import { signingBytes } from './verify-signature.ts';

export interface SigningKey {
  readonly key: KeyObject;
  readonly description: KeyDescription;
  /** X.509 DER of the certificate that stands beside the key. */
  readonly certificate?: Uint8Array;
}

export interface SignOptions {
  /** The user's explicit yes to a key below the size that RFC 7518 asks for. */
  readonly allowWeakKey?: boolean;
  /** Leave the payload out of the token (RFC 7515 appendix F). */
  readonly detached?: boolean;
  /** Names in `crit` that the user declares understood (RFC 7515 section 4.1.11). */
  readonly critical?: readonly string[];
}

/**
 * Signs a header, given as JSON text, and any payload, byte for byte. `b64: false` in the header leaves the payload
 * unencoded (RFC 7797).
 * @throws SignetError `header-not-json`, `algorithm-unsupported`, `key-type-mismatch`, `key-too-small`; `invalid-input` for
 * an unencoded payload that a compact token cannot hold
 */
export async function signTexts(
  signer: SigningKey,
  texts: { readonly header: string; readonly payload: Uint8Array },
  { allowWeakKey = false, detached = false, critical = [] }: SignOptions = {},
): Promise<SignedToken> {
  const header = readJsonObject(texts.header, 'header-not-json', 'the header');
  const algorithm = typeof header.alg === 'string' ? header.alg : '';
  requireKeyFits(algorithm, signer.description);
  const refused = checkHeader('jws', header, {}, critical).find((each) => each.severity === 'error');
  if (refused) throw new SignetError('algorithm-unsupported', refused.message, { hint: refused.reference });
  const weak = weakness(algorithm, signer.description);
  if (weak !== undefined && !allowWeakKey) {
    throw new SignetError('key-too-small', weak, {
      hint: 'use a longer key, or say explicitly that a weak one will do (--allow-weak-key)',
      details: { bits: signer.description.bits ?? 0 },
    });
  }
  if (!hasRoom(algorithm, signer.description)) {
    throw new SignetError('key-too-small', `the key is too small for ${algorithm} at all`, {
      hint: 'use a longer key, or an algorithm with a shorter hash',
    });
  }

  const encoded = header.b64 !== false;
  const protectedHeader = encodeBase64url(new TextEncoder().encode(texts.header));
  const payload = encoded ? encodeBase64url(texts.payload) : new TextDecoder().decode(texts.payload);
  if (!encoded && !detached) requireFitsCompact(payload);
  const input = { protected: protectedHeader, payload: encoded ? payload : texts.payload };
  const signature = await sign(algorithm, signer, header, texts, signingBytes(input));
  const token = `${protectedHeader}.${detached ? '' : payload}.${signature}`;

  const parsed = parseJson(new TextDecoder().decode(texts.payload));
  const claims = parsed.ok ? parsed.value : null;
  const findings: Finding[] = [...checkCertificateParameters(header)];
  if (weak !== undefined) findings.push(finding('key-too-small', 'key', weak));
  findings.push(...(await checkIdentity(header, signer)));
  const signingInput = `${protectedHeader}.${payload}`;
  return { token, header, claims, signingInput, findings, steps: steps(texts, signingInput, token) };
}

/** RFC 7797 section 5.2: the characters of a compact token, and no dot. */
function requireFitsCompact(payload: string): void {
  if (/^[\x20-\x2d\x2f-\x7e]*$/.test(payload)) return;
  throw new SignetError('invalid-input', 'this payload cannot stand in a compact token as it is', {
    hint: 'leave it out of the token (detached): RFC 7797 section 5.2',
  });
}

/** A header that names another key than the one that signs: a server would look for the wrong one. */
async function checkIdentity(header: JsonObject, signer: SigningKey): Promise<readonly Finding[]> {
  const { differing } = await compareIdentity(header, signer);
  return differing.map((name) =>
    finding('key-id-mismatch', `header.${name}`, `${name} names another key than the one that signs`, {
      severity: 'warning',
    }),
  );
}

/**
 * jose signs what it would write itself. Through node:crypto goes what it refuses (RSA below 2048 bits, ES256K, Ed448), and
 * a header that is to be signed with its own white space.
 */
async function sign(
  algorithm: string,
  { key, description }: SigningKey,
  header: JsonObject,
  texts: { readonly header: string; readonly payload: Uint8Array },
  input: Uint8Array,
): Promise<string> {
  const weakRsa = description.type === 'RSA' && weakness(algorithm, description) !== undefined;
  // jose knows no extension but b64.
  const extended = Array.isArray(header.crit) && header.crit.some((name) => name !== 'b64');
  if (
    !weakRsa &&
    !extended &&
    !beyondJose.has(description.curve ?? '') &&
    JSON.stringify(header) === texts.header
  ) {
    const signed = new FlattenedSign(texts.payload).setProtectedHeader({ ...header, alg: algorithm });
    return (await signed.sign(await joseKeyOf(key, algorithm, 'sign'))).signature;
  }
  return encodeBase64url(await signWithNode(algorithm, key, input));
}

const beyondJose: ReadonlySet<string> = new Set(['secp256k1', 'Ed448']);

/** The eight steps of the gateway's manual, with this token's values. */
function steps(
  texts: { readonly header: string; readonly payload: Uint8Array },
  signingInput: string,
  token: string,
): readonly Step[] {
  const headerEnd = signingInput.indexOf('.');
  return [
    { name: 'header-json', value: texts.header },
    { name: 'header-base64url', value: signingInput.slice(0, headerEnd) },
    { name: 'claims-json', value: new TextDecoder().decode(texts.payload) },
    { name: 'claims-base64url', value: signingInput.slice(headerEnd + 1) },
    { name: 'signing-input', value: signingInput },
    { name: 'signature', value: token.slice(token.lastIndexOf('.') + 1) },
    { name: 'token', value: token },
    {
      name: 'form-body',
      value: encodeForm(
        formMembers({ grant: { type: 'jwt-bearer', assertion: token }, auth: { method: 'none' } }),
      ),
    },
  ];
}
