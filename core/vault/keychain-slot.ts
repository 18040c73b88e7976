import { randomBytes } from 'node:crypto';
import { SignetError } from '../../shared/base/signet-error.ts';
import type { KeychainStatus } from '../../shared/contract/vault.ts';
import type { Keychain } from './keychain.ts';
import { seal, unseal } from './sealed-box.ts';
import { type KeychainSlot, slotContext } from './vault-document.ts';
import { vaultFailure } from './vault-failure.ts';

/** The keychain's state as the contract tells it; a keychain that fails to answer is unavailable. */
export async function keychainStatus(keychain: Keychain | undefined): Promise<KeychainStatus> {
  try {
    return (await keychain?.status()) ?? { state: 'none' };
  } catch {
    return { state: 'unavailable', reason: 'it does not answer' };
  }
}

/** @throws SignetError `keychain-unavailable` */
async function requireKeychain(keychain: Keychain | undefined): Promise<Keychain> {
  const { state, reason } = await keychainStatus(keychain);
  if (keychain && state === 'available') return keychain;
  throw vaultFailure.keychainUnavailable(
    state === 'none'
      ? 'this face of Signet has none'
      : state === 'basic-text'
        ? 'it is one in name only, with a password that everybody knows'
        : (reason ?? 'it does not answer'),
  );
}

/**
 * Wraps the data key under a key of its own, which the keychain protects: so a keychain that gives something else back is
 * noticed. @throws SignetError `keychain-unavailable`
 */
export async function makeKeychainSlot(
  keychain: Keychain | undefined,
  dataKey: Uint8Array,
  about: Pick<KeychainSlot, 'id' | 'machine' | 'created'>,
): Promise<KeychainSlot> {
  const available = await requireKeychain(keychain);
  const key = randomBytes(32);
  try {
    const bytes = await available.protect(key);
    const wrapped = seal(key, dataKey, slotContext(about.id));
    return { kind: 'keychain', ...about, protected: Buffer.from(bytes).toString('base64'), wrapped };
  } catch (cause) {
    throw cause instanceof SignetError
      ? cause
      : vaultFailure.keychainUnavailable('it refuses to protect a key');
  } finally {
    key.fill(0);
  }
}

/** @throws SignetError `keychain-unavailable`, `keychain-changed` */
export async function openKeychainSlot(keychain: Keychain | undefined, slot: KeychainSlot): Promise<Buffer> {
  const available = await requireKeychain(keychain);
  const key = await available.unprotect(Buffer.from(slot.protected, 'base64')).catch((cause: unknown) => {
    throw cause instanceof SignetError ? cause : vaultFailure.keychainChanged(cause);
  });
  const dataKey = key.length === 32 ? unseal(key, slot.wrapped, slotContext(slot.id)) : undefined;
  key.fill(0);
  if (!dataKey) throw vaultFailure.keychainChanged();
  return dataKey;
}
