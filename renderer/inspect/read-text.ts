import { rememberSource, writeJson } from '../../shared/base/json.ts';
import { type ErrorData, SignetError } from '../../shared/base/signet-error.ts';
import { type DecodedToken, decodeToken } from '../../shared/jwt/decode-token.ts';
import { findTokens } from '../../shared/jwt/find-tokens.ts';
import { type NestedToken, nestedTokens } from './nested-tokens.ts';

/** A token that was found in a text, decoded; or why it could not be. */
export interface ReadToken {
  readonly token: string;
  /** What stood before it: `Authorization`, `access_token`. */
  readonly name?: string;
  readonly decoded: DecodedToken | null;
  /** The tokens that stand inside it. */
  readonly nested: readonly NestedToken[];
  readonly error: ErrorData | null;
}

/** Finds and decodes what was pasted; none for an empty text. */
export function readText(text: string): readonly ReadToken[] {
  return findTokens(text).map((found) => {
    try {
      const decoded = decodeToken(found.token);
      return { ...found, decoded, nested: nestedTokens(decoded), error: null };
    } catch (thrown) {
      if (thrown instanceof SignetError)
        return { ...found, decoded: null, nested: [], error: thrown.toData() };
      throw thrown;
    }
  });
}

export const kindWords: Readonly<Record<DecodedToken['kind'], string>> = {
  jws: 'Signed token (JWS)',
  jwe: 'Encrypted token (JWE)',
  unsecured: 'Unsecured token: not signed',
  malformed: 'Malformed',
};

/** A token in one line, to be told from the others of a text: `access_token · RS256 · from accounts.example`. */
export function tokenInShort({ name, decoded }: ReadToken, index: number): string {
  const { alg, enc } = decoded?.header ?? {};
  const issuer = decoded?.claims?.iss;
  return [
    name ?? `Token ${index + 1}`,
    ...[alg, enc].filter((each) => typeof each === 'string'),
    ...(typeof issuer === 'string' ? [`from ${issuer}`] : []),
  ].join(' · ');
}

/** What the worker answers: what it read, and the JSON texts of its headers and claims, which a copied object has lost. */
export interface WorkerAnswer {
  readonly tokens: readonly ReadToken[];
  readonly texts: readonly JsonTexts[];
}

interface JsonTexts {
  readonly header: string;
  readonly claims: string;
}

export function textsOf(tokens: readonly ReadToken[]): readonly JsonTexts[] {
  return tokens.map(({ decoded }) => ({
    header: writeJson(decoded?.header ?? null),
    claims: writeJson(decoded?.claims ?? null),
  }));
}

export function rememberTexts(tokens: readonly ReadToken[], texts: readonly JsonTexts[]): void {
  for (const [index, { decoded }] of tokens.entries()) {
    rememberSource(decoded?.header, texts[index]?.header ?? '');
    rememberSource(decoded?.claims, texts[index]?.claims ?? '');
  }
}
