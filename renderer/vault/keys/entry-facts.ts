import type { VaultEntry } from '../../../shared/contract/vault.ts';
import { keyStrength } from '../../parts/key/key-strength.ts';
import { keyInWords } from '../../parts/key/key-words.ts';
import type { Fact } from '../../ui/facts.tsx';
import { localTime, secondsOf } from '../../ui/local-time.ts';

/** What is known of an entry without its secret. */
export function entryFacts(
  { key, kind, algorithms, created, chain }: VaultEntry,
  uses: readonly string[],
): Fact[] {
  const strength = keyStrength(key);
  return [
    ...(key ? [{ name: 'Type', value: keyInWords(key) }] : []),
    ...(strength ? [{ name: 'Strength', value: strength.words }] : []),
    ...(algorithms.length > 0 ? [{ name: 'Signs with', value: algorithms.join(', ') }] : []),
    ...(key?.kid === undefined ? [] : [{ name: 'Key ID', value: key.kid, copy: key.kid, mono: true }]),
    ...(key?.thumbprint === undefined
      ? []
      : [{ name: 'Thumbprint', value: key.thumbprint, copy: key.thumbprint, mono: true }]),
    ...(kind === 'key' && chain.length === 0
      ? [{ name: 'Certificate', value: 'none: a server cannot register this key' }]
      : []),
    ...(uses.length > 0 ? [{ name: 'Used by', value: uses.join(', ') }] : []),
    { name: 'Added', value: localTime(secondsOf(created)) },
  ];
}
