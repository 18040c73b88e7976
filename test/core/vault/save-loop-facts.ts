import { createHash } from 'node:crypto';
import type { VaultPorts } from '../../../core/vault/vault.ts';

/** What the process that saves and the one that checks both know. */
export const passphrase = 'correct horse';
/** The slot's own parameters, stored in the file: the checker derives the key as always, only faster. */
export const cheapVaultPorts: VaultPorts = { passphraseCost: { N: 2, r: 1, p: 1 } };

/** The secret that belongs to a name, so that a mixed-up one is noticed. */
export function secretOf(name: string): Buffer {
  return createHash('sha256').update(name).digest();
}
