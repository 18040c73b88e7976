import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { keyInWords } from '../../parts/key/key-words.ts';

export const kindWords: Readonly<Record<VaultEntry['kind'], string>> = {
  key: 'Key',
  certificate: 'Certificate',
  secret: 'Shared secret',
  'client-secret': 'Client secret',
};

/** One line on what an entry is, with its tags: `RSA 2048 · #test #gateway`. */
export function entryNote({ kind, key, tags = [] }: VaultEntry): string {
  const what = kind === 'client-secret' ? kindWords[kind] : keyInWords(key);
  const kindName = kind === 'certificate' ? ` · ${kindWords[kind].toLowerCase()} alone` : '';
  return [`${what}${kindName}`, ...(tags.length === 0 ? [] : [tags.map((tag) => `#${tag}`).join(' ')])].join(
    ' · ',
  );
}

/** An RFC 4514 name of one common name, with its special characters escaped. */
export function subjectFor(name: string): string {
  return `CN=${name
    .replace(/[\\,+"<>;=]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ')}`;
}

/** `test, gateway` as tags, each once. */
export function tagsOf(text: string): string[] {
  return [...new Set(text.split(/[,;\n]+/).map((tag) => tag.trim().replace(/^#/, '')))].filter(
    (tag) => tag !== '',
  );
}
