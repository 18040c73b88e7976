export type PartName = 'header' | 'claims' | 'signature' | 'other';

interface TokenPart {
  /** Undefined for a dot, and for what is of no token. */
  readonly name: PartName | undefined;
  readonly text: string;
  readonly at: number;
}

const signed: readonly PartName[] = ['header', 'claims', 'signature'];
// RFC 7516 section 3.1: header, encrypted key, initialisation vector, ciphertext, tag.
const encrypted: readonly PartName[] = ['header', 'other', 'other', 'claims', 'signature'];

/** Splits a token into its parts and dots, losing no character: joined, the texts give the token back. */
export function tokenParts(token: string): TokenPart[] {
  const texts = token.split('.');
  const names = texts.length > 3 ? encrypted : signed;
  const parts: TokenPart[] = [];
  let at = 0;
  for (const [index, text] of texts.entries()) {
    if (index > 0) parts.push({ name: undefined, text: '.', at: at++ });
    if (text !== '') parts.push({ name: names[index] ?? 'other', text, at });
    at += text.length;
  }
  return parts;
}

/** The same for a text with tokens in it, given in their order; what stands around them is of no part. */
export function textParts(text: string, tokens: readonly string[]): TokenPart[] {
  const parts: TokenPart[] = [];
  let at = 0;
  const plain = (to: number) => {
    if (to > at) parts.push({ name: undefined, text: text.slice(at, to), at });
  };
  for (const token of tokens) {
    const from = text.indexOf(token, at);
    if (from < 0) continue;
    plain(from);
    parts.push(...tokenParts(token).map((part) => ({ ...part, at: part.at + from })));
    at = from + token.length;
  }
  plain(text.length);
  return parts;
}
