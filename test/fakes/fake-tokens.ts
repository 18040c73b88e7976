import { encodeBase64url } from '../../shared/base/base64url.ts';
import type { JsonObject } from '../../shared/base/json.ts';
import type { AlgorithmSupport, SignedToken, Verdict } from '../../shared/contract/jose.ts';
import { encodeForm, jwtBearerGrant } from '../../shared/oauth/token-request.ts';
import { rsaKey } from './fake-certificates.ts';

export const fakeEncrypted = ['{"alg":"dir","enc":"A128GCM"}', '', 'iv', 'ciphertext', 'tag']
  .map((part) => encodeBase64url(new TextEncoder().encode(part)))
  .join('.');

export function fakeSigned(header: JsonObject, claims: JsonObject): SignedToken {
  const encode = (value: JsonObject) => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)));
  const signingInput = `${encode(header)}.${encode(claims)}`;
  const signature = encodeBase64url(
    Uint8Array.from({ length: 256 }, (_, index) => (index * 37 + signingInput.length) % 256),
  );
  const token = `${signingInput}.${signature}`;
  return {
    token,
    header,
    claims,
    signingInput,
    findings: [],
    steps: [
      { name: 'header-json', value: JSON.stringify(header) },
      { name: 'header-base64url', value: encode(header) },
      { name: 'claims-json', value: JSON.stringify(claims) },
      { name: 'claims-base64url', value: encode(claims) },
      { name: 'signing-input', value: signingInput },
      { name: 'signature', value: signature },
      { name: 'token', value: token },
      {
        name: 'form-body',
        value: encodeForm([
          ['grant_type', jwtBearerGrant],
          ['assertion', token],
        ]),
      },
    ],
  };
}

export const fakeAlgorithms: readonly AlgorithmSupport[] = [
  { name: 'RS256', use: 'signature', supported: true, key: 'RSA', reference: 'RFC 7518 section 3.3' },
  {
    name: 'RSA1_5',
    use: 'key-management',
    supported: false,
    reason: 'refused',
    key: 'RSA',
    reference: 'RFC 8725 section 3.2',
  },
  {
    name: 'RSA-OAEP-256',
    use: 'key-management',
    supported: true,
    key: 'RSA',
    reference: 'RFC 7518 section 4.3',
  },
  {
    name: 'A256GCM',
    use: 'content-encryption',
    supported: true,
    key: 'secret of 256 bits',
    reference: 'RFC 7518 section 5.3',
  },
];

export const validVerdict: Verdict = {
  valid: true,
  signature: 'valid',
  reason: null,
  key: { ...rsaKey, source: 'gateway-key' },
  claims: [
    { name: 'exp', ok: true },
    { name: 'iat', ok: true },
  ],
  header: null,
  payload: null,
  findings: [],
};
