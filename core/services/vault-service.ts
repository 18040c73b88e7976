import { dirname } from 'node:path';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { Services } from '../../shared/contract/contract.ts';
import type { VaultEntry, VaultStatus, WrittenFile } from '../../shared/contract/vault.ts';
import { eraseHome } from '../home/erase-home.ts';
import { writeOutputFile } from '../home/output-file.ts';
import { type ChooseSavePath, findOutputPlace } from '../home/output-place.ts';
import { takingTurns } from '../key/taking-turns.ts';
import type { OpenStores } from '../keystore/open-stores.ts';
import type { RecordFacts } from '../vault/describe-record.ts';
import { generateEntry } from '../vault/generate-entry.ts';
import { entryToRecord, forgetSecrets, revealEntry } from '../vault/record-entry.ts';
import type { Vault } from '../vault/vault.ts';
import type { ListedRecord } from '../vault/vault-entries.ts';

export interface VaultServicePorts {
  readonly chooseSavePath?: ChooseSavePath;
  readonly eraseWindowData?: () => Promise<void>;
}

/** The vault, as the contract describes it. */
export function createVaultService(
  vault: Vault,
  stores: OpenStores,
  { chooseSavePath, eraseWindowData }: VaultServicePorts = {},
): Services['vault'] {
  const describe = createDescriber();
  const statusAfter = async (work: Promise<unknown>): Promise<VaultStatus> => {
    await work;
    return vault.status();
  };

  const writeFile = async (
    bytes: Uint8Array,
    file: string | undefined,
    name: string,
  ): Promise<WrittenFile> => {
    const place = await findOutputPlace(chooseSavePath, file, name);
    if (place) await writeOutputFile(place.path, bytes, { force: place.replace, mode: 0o600 });
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { written: place?.path ?? null, bytes: bytes.length, sha256 };
  };

  return {
    status: () => vault.status(),
    create: (ways) => statusAfter(vault.create(ways)),
    unlock: ({ passphrase }) => statusAfter(vault.unlock(passphrase)),
    lock: () => statusAfter(vault.lock()),
    async list() {
      const records = await vault.list();
      const others = takingTurns('reading entries', records.length);
      const entries: VaultEntry[] = [];
      for (const record of records) {
        entries.push(await describe(record));
        await others(entries.length);
      }
      return entries;
    },
    async generate(options) {
      const made = await generateEntry(options);
      try {
        return await describe(await vault.add(made));
      } finally {
        forgetSecrets(made);
      }
    },
    async import({ store, alias, keyPassword, name }) {
      const entry = await stores.entry(store, alias, keyPassword);
      return describe(await vault.add(await entryToRecord(entry, name)));
    },
    async addSecret({ name, kind, secret, encoding }) {
      const bytes = decodeSecret(secret, encoding);
      return describe(await vault.add({ name, kind, chain: [], bits: bytes.length * 8, secret: bytes }));
    },
    async rename({ entry, name }) {
      return describe(await vault.rename(entry, name));
    },
    async annotate({ entry, ...about }) {
      return describe(await vault.annotate(entry, about));
    },
    async remove({ entry, forever = false }) {
      await vault.remove(entry, { forever });
      return null;
    },
    async removed() {
      return Promise.all((await vault.removed()).map(describe));
    },
    async undoRemove({ entry, name }) {
      return describe(await vault.undoRemove(entry, name));
    },
    addPassphrase: ({ passphrase, label }) => statusAfter(vault.addPassphrase(passphrase, label)),
    addKeychain: () => statusAfter(vault.addKeychain()),
    changePassphrase: ({ current, passphrase }) => statusAfter(vault.changePassphrase(current, passphrase)),
    removeSlot: ({ slot }) => statusAfter(vault.removeSlot(slot)),
    rotate: ({ passphrases, dropOthers = false }) => statusAfter(vault.rotate(passphrases, { dropOthers })),
    async export({ entry: id, format, file, password, unencrypted }) {
      const [{ encodePrivateKey, keyFileEndings }, { safeFileName }] = await Promise.all([
        import('../vault/encode-private-key.ts'),
        import('../certificate/export-certificate.ts'),
      ]);
      const entry = await revealEntry(vault, id);
      try {
        const bytes = await encodePrivateKey(entry, format, {
          ...(password === undefined ? {} : { password }),
          ...(unencrypted === undefined ? {} : { unencrypted }),
        });
        return await writeFile(bytes, file, `${safeFileName(entry.alias)}.${keyFileEndings[format]}`);
      } finally {
        forgetSecrets(entry);
      }
    },
    async backup({ passphrase, file }) {
      return writeFile(await vault.backup(passphrase), file, 'signet-vault.backup');
    },
    async restore({ base64, passphrase }) {
      const { restored, ...rest } = await vault.restore(Buffer.from(base64, 'base64'), passphrase);
      return { restored: await Promise.all(restored.map(describe)), ...rest };
    },
    rescue: ({ passphrase }) => vault.rescue(passphrase),
    async erase() {
      vault.forget();
      await eraseHome(dirname(vault.file));
      await eraseWindowData?.();
      return null;
    },
  };
}

/** Describes records; what takes parsing is kept, for a listing of a thousand certificates is asked for often. */
function createDescriber(): (record: ListedRecord) => Promise<VaultEntry> {
  const known = new Map<string, { readonly chain: string; readonly facts: RecordFacts }>();
  return async (record) => {
    const { describeRecord, findFacts } = await import('../vault/describe-record.ts');
    const chain = record.chain.join();
    const before = known.get(record.id);
    const facts = before?.chain === chain ? before.facts : await findFacts(record);
    known.set(record.id, { chain, facts });
    return describeRecord(record, facts);
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
