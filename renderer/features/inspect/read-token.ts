import { type ErrorData, SignetError } from '../../../shared/contract/signet-error.ts';
import { type DecodedToken, decodeToken } from '../../../shared/jwt/decode-token.ts';

export type ReadToken =
  | { readonly kind: 'empty' }
  | { readonly kind: 'decoded'; readonly token: DecodedToken }
  | { readonly kind: 'failed'; readonly error: ErrorData };

export const kindWords: Readonly<Record<DecodedToken['kind'], string>> = {
  jws: 'Signed token (JWS)',
  jwe: 'Encrypted token (JWE)',
  unsecured: 'Unsecured token: not signed',
  malformed: 'Malformed',
};

/** Decodes what was pasted; quotes and `Bearer ` around it are what copying brings along. */
export function readToken(text: string): ReadToken {
  const bare = bareToken(text);
  if (bare === '') return { kind: 'empty' };
  try {
    return { kind: 'decoded', token: decodeToken(bare) };
  } catch (thrown) {
    if (thrown instanceof SignetError) return { kind: 'failed', error: thrown.toData() };
    throw thrown;
  }
}

/** The token without what stands around it in headers and JSON. */
export function bareToken(text: string): string {
  return text
    .trim()
    .replace(/^(?:authorization:\s*)?bearer\s+/i, '')
    .replace(/^["'](.*)["'],?$/s, '$1')
    .trim();
}
