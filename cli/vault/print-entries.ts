import type { VaultEntry } from '../../shared/contract/vault.ts';
import { keyInWords, layout, paint, printFacts, printLine } from '../support/output.ts';

export function printEntries(entries: readonly VaultEntry[], none = 'the vault is empty'): void {
  if (entries.length === 0) printLine(none);
  for (const entry of entries) {
    const { name, kind, key, algorithms, chain, created, tags, note, removed, damaged } = entry;
    printLine(layout`${paint('bold', name)}  ${kind}${damaged ? layout`  ${paint('red', 'damaged')}` : ''}`);
    printFacts(
      [
        ['key', key && keyInWords(key)],
        ['algorithms', algorithms.join(', ') || undefined],
        ['certificate', chain[0]?.subject],
        ['not after', chain[0]?.notAfter],
        ['tags', tags?.join(', ')],
        ['note', note],
        ['created', created],
        ['removed', removed],
      ],
      '  ',
    );
  }
}
