import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { commonName } from '../../parts/certificate/chain.ts';
import { keyInWords } from '../../parts/key/key-words.ts';

export const kindWords: Readonly<Record<VaultEntry['kind'], string>> = {
  key: 'Key',
  certificate: 'Certificate',
  secret: 'Shared secret',
  'client-secret': 'Client secret',
};

/** The columns of a list of entries, of the vault or of a file. */
export const entryColumns = [
  { title: 'Name' },
  { title: 'Kind' },
  { title: 'Key' },
  { title: 'Subject' },
  { title: 'Expires' },
] as const;

/** What stands in the columns behind an entry's name: kind, key, subject. */
export function entryCells({ kind, key: own, chain: [leaf] }: VaultEntry): readonly string[] {
  const key = own ?? leaf?.key;
  return [kindWords[kind], key ? keyInWords(key) : '', leaf ? commonName(leaf.subject) : ''];
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
