/** The forms that servers ask of a text, and how to say them. */
export const memberFormats = {
  uuid: {
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    words: 'a UUID',
  },
  'upper-case': { pattern: /^[^\p{Ll}]+$/u, words: 'written in upper case' },
  'ten-characters': { pattern: /^[A-Z0-9]{10}$/, words: 'ten upper-case letters and digits' },
  'no-scheme': {
    pattern: /^(?![a-z][a-z0-9+.-]*:\/\/)[^/]+$/i,
    words: 'a bare host name, without https:// and path',
  },
  'trailing-slash': { pattern: /\/$/, words: 'an address that ends with a slash' },
  email: { pattern: /^[^@\s]+@[^@\s]+$/, words: 'an e-mail address' },
} as const satisfies Record<string, { readonly pattern: RegExp; readonly words: string }>;

export type MemberFormat = keyof typeof memberFormats;
