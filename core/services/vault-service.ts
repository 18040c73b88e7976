import { dirname } from 'node:path';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { Services } from '../../shared/contract/contract.ts';
import type { VaultEntry, VaultStatus, WrittenFile } from '../../shared/contract/vault.ts';
import { originOf, requireUrl } from '../../shared/oauth/token-request.ts';
import { eraseHome } from '../home/erase-home.ts';
import { type FileOutlet, noOutlet, requireEncrypted } from '../home/file-outlet.ts';
import { takingTurns } from '../key/taking-turns.ts';
import type { OpenStores } from '../keystore/open-stores.ts';
import type { RecordFacts } from '../vault/describe-record.ts';
import { generateEntry } from '../vault/generate-entry.ts';
import { entryToRecord, forgetSecrets, revealEntry } from '../vault/record-entry.ts';
import { type AskUser, createUserProof, type Question } from '../vault/user-proof.ts';
import type { Vault } from '../vault/vault.ts';
import type { ListedRecord } from '../vault/vault-entries.ts';

export interface VaultServicePorts {
  readonly outlet?: FileOutlet;
  readonly askUser?: AskUser;
  readonly eraseWindowData?: () => Promise<void>;
}

/** The vault, as the contract describes it. */
export function createVaultService(
  vault: Vault,
  stores: OpenStores,
  { outlet = noOutlet, askUser, eraseWindowData }: VaultServicePorts = {},
): Services['vault'] {
  const describe = createDescriber();
  const statusAfter = async (work: Promise<unknown>): Promise<VaultStatus> => {
    await work;
    return vault.status();
  };

  const requireUser = createUserProof(vault, askUser);

  const deliver = async (bytes: Uint8Array, name: string): Promise<WrittenFile> => {
    const delivered = await outlet.deliver(name, bytes);
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { ...delivered, bytes: bytes.length, sha256 };
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
    async addSecret({ name, kind, secret, encoding, endpoints }) {
      const bytes = decodeSecret(secret, encoding);
      const record = { name, kind, chain: [], bits: bytes.length * 8, secret: bytes };
      return describe(await vault.add({ ...record, ...addressesOf(endpoints) }));
    },
    async replaceSecret({ entry, secret, encoding, endpoints }) {
      const bytes = decodeSecret(secret, encoding);
      const next = { bits: bytes.length * 8, secret: bytes, ...addressesOf(endpoints) };
      return describe(await vault.replaceSecret(entry, next));
    },
    async rename({ entry, name }) {
      return describe(await vault.rename(entry, name));
    },
    async annotate({ entry, ...about }) {
      return describe(await vault.annotate(entry, about));
    },
    async remove({ entry, forever = false, vaultPassphrase }) {
      if (forever) await requireUser(vaultPassphrase, questions.remove);
      await vault.remove(entry, { forever });
      return null;
    },
    async removed() {
      return Promise.all((await vault.removed()).map(describe));
    },
    async undoRemove({ entry, name }) {
      return describe(await vault.undoRemove(entry, name));
    },
    async addPassphrase({ passphrase, label, vaultPassphrase }) {
      await requireUser(vaultPassphrase, questions.addPassphrase);
      return statusAfter(vault.addPassphrase(passphrase, label));
    },
    addKeychain: () => statusAfter(vault.addKeychain()),
    changePassphrase: ({ current, passphrase }) => statusAfter(vault.changePassphrase(current, passphrase)),
    async removeSlot({ slot, vaultPassphrase }) {
      await requireUser(vaultPassphrase, questions.removeSlot);
      return statusAfter(vault.removeSlot(slot));
    },
    async rotate({ passphrases, dropOthers = false }) {
      await requireUser(passphrases[0], questions.rotate);
      return statusAfter(vault.rotate(passphrases, { dropOthers }));
    },
    async export({ entry: id, format, password, unencrypted, vaultPassphrase }) {
      requireEncrypted(outlet, unencrypted === true);
      await requireUser(vaultPassphrase, questions.export((await vault.find(id)).name));
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
        return await deliver(bytes, `${safeFileName(entry.alias)}.${keyFileEndings[format]}`);
      } finally {
        forgetSecrets(entry);
      }
    },
    async backup({ passphrase, vaultPassphrase }) {
      await requireUser(vaultPassphrase, questions.backup);
      return deliver(await vault.backup(passphrase), 'signet-vault.backup');
    },
    async restore({ base64, passphrase, vaultPassphrase }) {
      await requireUser(vaultPassphrase, questions.restore);
      const { restored, ...rest } = await vault.restore(Buffer.from(base64, 'base64'), passphrase);
      return { restored: await Promise.all(restored.map(describe)), ...rest };
    },
    rescue: ({ passphrase }) => vault.rescue(passphrase),
    async erase({ vaultPassphrase }) {
      await requireUser(vaultPassphrase, questions.erase);
      vault.forget();
      await eraseHome(dirname(vault.file));
      await eraseWindowData?.();
      return null;
    },
  };
}

const canSign = 'Whoever has the file and its password can sign as you.';
const questions = {
  export: (name: string): Question => ({
    question: `Export ${name} from the vault?`,
    detail: canSign,
    action: 'Export',
    inMemory: 'refuse',
  }),
  backup: { question: 'Back up the vault?', detail: canSign, action: 'Back up', inMemory: 'refuse' },
  restore: {
    question: 'Restore a backup into the vault?',
    detail: 'The keys in it are added to yours.',
    action: 'Restore',
    inMemory: 'allow',
  },
  remove: {
    question: 'Delete an entry of the vault for good?',
    detail: 'It cannot be brought back.',
    action: 'Delete',
    inMemory: 'allow',
  },
  addPassphrase: {
    question: 'Add a passphrase to the vault?',
    detail: 'Whoever knows it and has the vault file can use your keys.',
    action: 'Add passphrase',
    inMemory: 'allow',
  },
  removeSlot: {
    question: 'Remove a way to open the vault?',
    detail: 'It no longer opens this vault.',
    action: 'Remove',
    inMemory: 'allow',
  },
  rotate: {
    question: 'Encrypt the vault under a new data key?',
    detail: 'Only what you have chosen opens it from then on.',
    action: 'Encrypt',
    inMemory: 'allow',
  },
  erase: {
    question: 'Erase everything that Signet keeps on this machine?',
    detail: 'The vault, saved work, history and settings are erased. This cannot be undone.',
    action: 'Erase everything',
    inMemory: 'ask',
    dialogIsEnough: true,
  },
} as const satisfies Record<string, Question | ((name: string) => Question)>;

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

function addressesOf(endpoints: readonly string[] | undefined) {
  return endpoints === undefined
    ? {}
    : { addresses: endpoints.map((each) => originOf(each) ?? requireUrl(each)) };
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
