export type PartName = 'header' | 'claims' | 'signature' | 'other';

interface TokenPart {
  /** Undefined for a dot. */
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
