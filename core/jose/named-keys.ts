import { SignetError } from '../../shared/base/signet-error.ts';
import type { EncryptionKey, VerificationKey as NamedKey, TrustAnchor } from '../../shared/contract/jose.ts';
import { decodeToken } from '../../shared/jwt/decode-token.ts';
import type { StoreEntry } from '../key/key-store.ts';
import type { WorkBudget } from '../key/work-budget.ts';
import type { OpenStores } from '../keystore/open-stores.ts';
import { withRevealed } from '../vault/record-entry.ts';
import type { Sources } from '../vault/sources.ts';
import type { Vault } from '../vault/vault.ts';
import { verificationKeysOf } from './entry-keys.ts';
import type { Suspect } from './explain-signature.ts';
import { headerCertificateKeys } from './header-certificate.ts';
import { type JweKey, jweKeysOf } from './jwe-key.ts';
import { secretSuspects, vaultSuspects } from './suspects.ts';
import { systemRoots } from './system-roots.ts';
import type { VerificationKey } from './verification-key.ts';

/** Turns the keys that a window names into keys to work with. Errors: those of finding, reading and fetching them. */
export interface NamedKeys {
  forVerifying(
    key: NamedKey,
    token: string,
    at: number,
    signal: AbortSignal,
    work: WorkBudget,
  ): Promise<readonly VerificationKey[]>;
  /** Keys that might explain why the one that was named does not verify. */
  suspects(key: NamedKey, work: WorkBudget): Promise<readonly Suspect[]>;
  forEncrypting(key: EncryptionKey): Promise<readonly JweKey[]>;
  forDecrypting(key: EncryptionKey, work: WorkBudget): Promise<readonly JweKey[]>;
}

export function createNamedKeys(vault: Vault, sources: Sources, stores: OpenStores): NamedKeys {
  /** A shared secret is needed for verifying and encrypting; of a key pair, the public half is enough. */
  const withPublic = async <T>(id: string, use: (entry: StoreEntry) => Promise<T>): Promise<T> => {
    const record = await vault.find(id);
    return record.kind === 'secret'
      ? withRevealed(vault, id, use)
      : use((await sources.find({ entry: id })).entry);
  };

  const trusted = async (anchor: TrustAnchor, work: WorkBudget): Promise<readonly Uint8Array[]> => {
    if ('system' in anchor) return systemRoots();
    const entries =
      'text' in anchor ? await entriesOfGivenKey(anchor, work) : [(await sources.find(anchor)).entry];
    return entries.flatMap((entry) => entry.chain);
  };

  return {
    async forVerifying(key, token, at, signal, work) {
      if ('x5c' in key) {
        const anchors = await Promise.all(key.x5c.map((anchor) => trusted(anchor, work)));
        return headerCertificateKeys(decodeToken(token, at).header, anchors.flat(), at, work);
      }
      if ('jwks' in key || 'issuer' in key) {
        const { fetchKeys } = await import('./fetch-keys.ts');
        return verificationKeysOf(await fetchKeys(key, signal), work);
      }
      if ('entry' in key) return withPublic(key.entry, (entry) => verificationKeysOf([entry], work));
      if ('store' in key) return verificationKeysOf([(await sources.find(key)).entry], work);
      return verificationKeysOf(await entriesOfGivenKey(key, work), work);
    },
    async suspects(key, work) {
      const readings = 'secret' in key ? await secretSuspects(key.secret, key.encoding) : [];
      return [...readings, ...(await vaultSuspects(vault, work, 'entry' in key ? key.entry : undefined))];
    },
    async forEncrypting(key) {
      if ('entry' in key) return withPublic(key.entry, (entry) => jweKeysOf([entry], 'encrypt'));
      return jweKeysOf(await givenEntries(key), 'encrypt');
    },
    async forDecrypting(key, work) {
      if ('entry' in key) {
        return withRevealed(vault, key.entry, (entry) => jweKeysOf([entry], 'decrypt', work));
      }
      return jweKeysOf(await givenEntries(key, work), 'decrypt', work);
    },
  };

  async function givenEntries(
    key: Exclude<EncryptionKey, { entry: string }>,
    work?: WorkBudget,
  ): Promise<readonly StoreEntry[]> {
    if ('store' in key) return [await stores.entry(key.store, key.alias, key.keyPassword)];
    return entriesOfGivenKey(key, work);
  }
}

/** A key that the user pasted, opened or typed, as against one that is kept or fetched. */
type GivenKey = Extract<NamedKey, { text: string } | { file: string } | { secret: string }>;

/** @throws SignetError `empty-input`, `unknown-format`, `wrong-password`, and the other errors of reading a file */
export async function entriesOfGivenKey(key: GivenKey, work?: WorkBudget): Promise<readonly StoreEntry[]> {
  if ('secret' in key) {
    const secret = new Uint8Array(Buffer.from(key.secret, key.encoding === 'text' ? 'utf8' : key.encoding));
    if (secret.length === 0)
      throw new SignetError('key-missing', 'the secret is empty', { hint: 'type the shared secret' });
    return [{ alias: 'secret', kind: 'secret', chain: [], secret }];
  }
  const { readKeyStore } = await import('../keystore/read/read-key-store.ts');
  const bytes =
    'text' in key ? new TextEncoder().encode(key.text) : new Uint8Array(Buffer.from(key.file, 'base64'));
  const { password } = key;
  const passwords = { ...(password === undefined ? {} : { store: password }), ...(work ? { work } : {}) };
  return (await readKeyStore(bytes, passwords)).entries;
}
