import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/base/json.ts';
import type { DecodedToken } from '../../shared/jwt/decode-token.ts';
import { looksLikeToken } from '../../shared/jwt/looks-like-token.ts';

export interface NestedToken {
  /** Where it stands: `claims.act.id_token`, `payload`. */
  readonly path: string;
  readonly token: string;
}

const most = { tokens: 20, depth: 6 };

/** The tokens inside a token: its payload, or values of its header and claims. */
export function nestedTokens({ header, claims, payload }: DecodedToken): readonly NestedToken[] {
  const found: NestedToken[] = [];
  const look = (value: JsonValue | undefined, path: string, depth: number): void => {
    if (found.length >= most.tokens || depth > most.depth) return;
    if (typeof value === 'string') {
      if (looksLikeToken(value)) found.push({ path, token: value });
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        look(item as JsonValue, `${path}[${index}]`, depth + 1);
      });
    } else if (isJsonObject(value)) {
      lookInto(value, path, depth);
    }
  };
  const lookInto = (object: JsonObject, path: string, depth: number) => {
    for (const [name, value] of Object.entries(object)) look(value, `${path}.${name}`, depth + 1);
  };
  look(payload, 'payload', 0);
  lookInto(header ?? {}, 'header', 0);
  lookInto(claims ?? {}, 'claims', 0);
  return found;
}
