import { SignetError } from '../../../shared/base/signet-error.ts';

/** Twice the largest store that Signet is made for. */
const maxEntries = 20_000;

/** Errors: `input-too-large` for more entries, certificates or blocks than a file may hold. */
export function requireFewEntries(count: number): void {
  if (count <= maxEntries) return;
  throw new SignetError('input-too-large', `the file holds more than ${maxEntries} entries`, {
    hint: 'split it into smaller ones with keytool or openssl',
    details: { maximum: maxEntries },
  });
}
