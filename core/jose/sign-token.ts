import type { KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import type { SignedToken, Step } from '../../shared/contract/jose.ts';
import type { KeyDescription } from '../../shared/contract/key.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import { encodeBase64url } from '../../shared/jwt/base64url.ts';
import { checkClaimTypes } from '../../shared/jwt/claim-types.ts';
import { type Finding, finding } from '../../shared/jwt/finding.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/jwt/json.ts';
import { encodeForm, formMembers } from '../../shared/oauth/token-request.ts';
import { requireKeyFits, weakness } from './check-key.ts';
import { signWithNode } from './node-signature.ts';

export interface SigningKey {
  readonly key: KeyObject;
  readonly description: KeyDescription;
}

/**
 * Signs header and claims as a JWS in compact serialisation (RFC 7515 section 7.1). Members keep their order.
 * @param allowWeakKey the user's explicit yes to a key below the size that RFC 7518 asks for
 * @throws SignetError `algorithm-unsupported`, `key-type-mismatch`, `key-too-small`
 */
export async function signToken(
  { key, description }: SigningKey,
  header: JsonObject,
  claims: JsonValue,
  { allowWeakKey = false }: { allowWeakKey?: boolean } = {},
): Promise<SignedToken> {
  const algorithm = typeof header.alg === 'string' ? header.alg : '';
  requireKeyFits(algorithm, description);
  const weak = weakness(algorithm, description);
  if (weak !== undefined && !allowWeakKey) {
    throw new SignetError('key-too-small', weak, {
      hint: 'use a longer key, or say explicitly that a weak one will do (--allow-weak-key)',
      details: { bits: description.bits ?? 0 },
    });
  }

  const encoder = new TextEncoder();
  const payload = encoder.encode(JSON.stringify(claims));
  const signingInput = `${encodeBase64url(encoder.encode(JSON.stringify(header)))}.${encodeBase64url(payload)}`;
  const token =
    description.type === 'RSA' && weak !== undefined
      ? `${signingInput}.${encodeBase64url(await signWeakly(algorithm, key, encoder.encode(signingInput)))}`
      : await signWithJose(payload, header, key);

  const findings: Finding[] = isJsonObject(claims) ? checkClaimTypes(claims) : [];
  if (weak !== undefined) findings.push(finding('key-too-small', 'key', weak));
  return { token, header, claims, signingInput, findings, steps: steps(token, header, claims) };
}

/** Some keys are too small for the algorithm itself: PS512 does not fit into 1024 bits (RFC 8017 section 9.1.1). */
async function signWeakly(algorithm: string, key: KeyObject, input: Uint8Array): Promise<Uint8Array> {
  try {
    return await signWithNode(algorithm, key, input);
  } catch (cause) {
    throw new SignetError('key-too-small', `the key is too small for ${algorithm} at all`, {
      hint: 'use a longer key, or an algorithm with a shorter hash',
      cause,
    });
  }
}

async function signWithJose(payload: Uint8Array, header: JsonObject, key: KeyObject): Promise<string> {
  try {
    return await new CompactSign(payload)
      .setProtectedHeader({ ...header, alg: String(header.alg) })
      .sign(key);
  } catch (cause) {
    // jose refuses header parameters it cannot honour, such as an unknown `crit`.
    throw new SignetError(
      'algorithm-unsupported',
      cause instanceof Error ? cause.message : 'this cannot be signed',
      { cause },
    );
  }
}

/** The eight steps of the gateway's manual, with this token's values. */
function steps(token: string, header: JsonObject, claims: JsonValue): readonly Step[] {
  const [encodedHeader = '', encodedClaims = '', signature = ''] = token.split('.');
  return [
    { name: 'header-json', value: JSON.stringify(header) },
    { name: 'header-base64url', value: encodedHeader },
    { name: 'claims-json', value: JSON.stringify(claims) },
    { name: 'claims-base64url', value: encodedClaims },
    { name: 'signing-input', value: `${encodedHeader}.${encodedClaims}` },
    { name: 'signature', value: signature },
    { name: 'token', value: token },
    {
      name: 'form-body',
      value: encodeForm(
        formMembers({ grant: { type: 'jwt-bearer', assertion: token }, auth: { method: 'none' } }),
      ),
    },
  ];
}
