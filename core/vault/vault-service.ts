import type { Services } from '../../shared/contract/contract.ts';
import { SignetError } from '../../shared/contract/signet-error.ts';
import type { VaultEntry } from '../../shared/contract/vault.ts';
import type { OpenStores } from '../keystore/open-stores.ts';
import { generateEntry } from './generate-entry.ts';
import { entryToRecord } from './record-entry.ts';
import type { Vault } from './vault.ts';
import type { VaultRecord } from './vault-document.ts';

/** The vault, as the contract describes it. */
export function createVaultService(vault: Vault, stores: OpenStores): Services['vault'] {
  const described = new Map<string, { readonly chain: string; readonly entry: VaultEntry }>();

  /** Parsing certificates is the dear part of a listing, and of a record's public part only name and chain ever change. */
  const describe = async (record: VaultRecord): Promise<VaultEntry> => {
    const before = described.get(record.id);
    const chain = record.chain.join();
    if (before?.chain === chain) return { ...before.entry, name: record.name };
    const { describeRecord } = await import('./describe-record.ts');
    const entry = await describeRecord(record);
    described.set(record.id, { chain, entry });
    return entry;
  };

  return {
    status: () => vault.status(),
    async create({ passphrase }) {
      await vault.create(passphrase);
      return vault.status();
    },
    async unlock({ passphrase }) {
      await vault.unlock(passphrase);
      return vault.status();
    },
    async lock() {
      await vault.lock();
      return vault.status();
    },
    async list() {
      return Promise.all((await vault.list()).map(describe));
    },
    async generate(options) {
      return describe(await vault.add(await generateEntry(options)));
    },
    async import({ store, alias, keyPassword, name }) {
      const [{ publicKeyOf }, entry] = await Promise.all([
        import('../certificate/describe-key.ts'),
        stores.entry(store, alias, keyPassword),
      ]);
      if (entry.unreadable) throw entry.unreadable;
      return describe(await vault.add(entryToRecord(entry, name, await publicKeyOf(entry))));
    },
    async addSecret({ name, kind, secret, encoding }) {
      const bytes = decodeSecret(secret, encoding);
      return describe(await vault.add({ name, kind, chain: [], bits: bytes.length * 8, secret: bytes }));
    },
    async rename({ entry, name }) {
      return describe(await vault.rename(entry, name));
    },
    async remove({ entry }) {
      await vault.remove(entry);
      described.delete(entry);
      return null;
    },
  };
}

function decodeSecret(secret: string, encoding: 'text' | 'base64url' | 'hex'): Buffer {
  const bytes = Buffer.from(secret, encoding === 'text' ? 'utf8' : encoding);
  const back = bytes.toString(encoding === 'text' ? 'utf8' : encoding);
  const same = encoding === 'hex' ? back === secret.toLowerCase() : back === secret;
  if (bytes.length > 0 && same) return bytes;
  throw new SignetError('invalid-input', secret === '' ? 'the secret is empty' : `this is not ${encoding}`, {
    hint: 'check how the secret is written',
  });
}
