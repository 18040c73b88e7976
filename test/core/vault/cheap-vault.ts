import { join } from 'node:path';
import { expect } from 'vitest';
import { createVault, type Vault, type VaultPorts } from '../../../core/vault/vault.ts';
import type { NewRecord } from '../../../core/vault/vault-entries.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const passphrase = 'correct horse';
export const secret = Buffer.from('-----the private key, which nobody must see-----');
export const record: NewRecord = {
  name: 'first',
  kind: 'key',
  chain: ['Y2VydA=='],
  publicKey: 'cHVi',
  secret,
};
export const code = (error: string) => expect.objectContaining({ code: error });

/** A vault whose passphrase costs nothing to try: what scrypt costs is tested with the slot, and stands in the file. */
export function cheapVault(file: string, ports: VaultPorts = {}): Vault {
  return createVault(file, { passphraseCost: { N: 2, r: 1, p: 1 }, machine: 'me@here', ...ports });
}

export async function newFile(): Promise<string> {
  return join(await temporaryFolder(), 'home', 'vault.json');
}

/** An empty vault in a file, open. */
export async function newVault(ports: VaultPorts = {}): Promise<{ file: string; vault: Vault }> {
  const file = await newFile();
  const vault = cheapVault(file, ports);
  await vault.create({ passphrase });
  return { file, vault };
}
