import { randomUUID } from 'node:crypto';
import { encodeBase64url } from '../../shared/base/base64url.ts';
import { setMember } from '../../shared/base/edit-json.ts';
import { compactJson } from '../../shared/base/json.ts';
import { readJson, readJsonObject } from '../../shared/base/read-json.ts';
import type { ComposedToken } from '../../shared/contract/jose.ts';
import { finding } from '../../shared/jwt/finding.ts';
import { resolveClaims } from '../../shared/jwt/resolve-claims.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';

/**
 * A JWT that nobody signed, `alg: none` (RFC 7519 section 6): to see whether a server refuses it.
 * @throws SignetError `header-not-json`, `claims-not-json`
 */
export function composeUnsigned(
  {
    header: headerText = '{}',
    claims: claimsText = '{}',
  }: { readonly header?: string; readonly claims?: string },
  now: number = currentSeconds(),
): ComposedToken {
  const texts = resolveClaims(claimsText, now, randomUUID);
  const payload = compactJson(texts.text);
  const header = compactJson(setMember(headerText, 'alg', 'none'));
  const claims = readJson(payload, 'claims-not-json', 'the claims');
  const signingInput = `${encode(header)}.${encode(payload)}`;
  const token = `${signingInput}.`;
  return {
    token,
    header: readJsonObject(header, 'header-not-json', 'the header'),
    claims,
    signingInput,
    findings: [
      finding('algorithm-none', 'header.alg', 'the token is not signed: anybody could have written it'),
    ],
    steps: [
      { name: 'header-json', value: header },
      { name: 'claims-json', value: payload },
      { name: 'token', value: token },
    ],
    at: now,
    values: texts.values,
  };
}

function encode(text: string): string {
  return encodeBase64url(new TextEncoder().encode(text));
}
