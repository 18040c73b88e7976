import { homedir } from 'node:os';
import { resolveHome, vaultFile } from '../../core/home/home.ts';
import { mendHome } from '../../core/home/private-home.ts';
import type { StoreEntry } from '../../core/key/key-store.ts';
import { revealEntry } from '../../core/vault/record-entry.ts';
import { createVault, type Vault } from '../../core/vault/vault.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import { layout, writeError } from './output.ts';
import { newVaultPassphrase, vaultPassphrase } from './passwords.ts';

/** The folder that holds everything Signet keeps. It is mended where others than its owner may look into it. */
export function signetHome(): string {
  const home = resolveHome(process.env, process.platform, homedir());
  mendHome(home);
  return home;
}

/** The vault of this home, locked. */
export function findVault(): Vault {
  return createVault(vaultFile(signetHome()));
}

/** Opens the vault for reading and writing, making it where there is none: the command has no memory to keep keys in. */
export async function openVault({ create = false }: { create?: boolean } = {}): Promise<Vault> {
  const vault = findVault();
  const { state, file } = await vault.status();
  if (state !== 'memory') await vault.unlock(await vaultPassphrase());
  else if (create) await vault.create({ passphrase: await newVaultPassphrase() });
  else {
    throw new SignetError('entry-not-found', `there is no vault at ${file}`, {
      hint: 'make one with signet vault generate or signet vault import',
    });
  }
  const { damage } = await vault.status();
  if (damage !== undefined) writeError(layout`signet: ${damage}\nhint: see signet vault rescue\n`);
  return vault;
}

/** @throws SignetError `entry-not-found`, `vault-locked`, `wrong-password` */
export async function revealVaultEntry(name: string): Promise<StoreEntry> {
  const vault = await openVault();
  return revealEntry(vault, (await findByName(vault, name)).id);
}

export async function findByName(vault: Vault, name: string) {
  return findNamed(await vault.list(), name);
}

/** The one of that name or id. @throws SignetError `entry-not-found` */
export function findNamed<T extends { readonly id: string; readonly name: string }>(
  all: readonly T[],
  name: string,
): T {
  const found = all.find((each) => each.name === name || each.id === name);
  if (found) return found;
  const names = all.map((each) => each.name);
  throw new SignetError('entry-not-found', `the vault has no entry called ${JSON.stringify(name)}`, {
    hint: names.length > 0 ? `it has ${names.join(', ')}` : 'it is empty',
    details: { entries: names },
  });
}
