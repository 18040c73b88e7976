import { SignetError } from '../../shared/base/signet-error.ts';
import type { Vault } from '../vault/vault.ts';

/** The id of a vault entry: unlike an id, its name means something on another machine. @throws SignetError `entry-not-found` */
export async function findEntryId(vault: Vault, name: string): Promise<string> {
  const record = (await vault.list()).find((each) => each.name === name);
  if (record) return record.id;
  throw new SignetError('entry-not-found', `the vault has no entry called ${JSON.stringify(name)}`, {
    hint: 'import the key under this name, or choose another for the flow',
  });
}
