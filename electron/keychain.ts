import type { SafeStorage } from 'electron';
import type { Keychain } from '../core/vault/keychain.ts';
import { vaultFailure } from '../core/vault/vault-failure.ts';

/** What Electron's `safeStorage` may have: its asynchronous calls are there from about version 40, the others go with 46. */
export type Storage = Partial<SafeStorage>;

/**
 * The operating system's keychain, through Electron. Linux without a secret service has one in name only, whose password
 * is in Chromium's source: the asynchronous calls say that it is available, so its name is asked for first.
 * @param storage only once the app is ready
 */
export function createKeychain(storage: Storage): Keychain {
  const isAvailable = async () =>
    (await (storage.isAsyncEncryptionAvailable?.() ?? storage.isEncryptionAvailable?.())) ?? false;
  return {
    async status() {
      if (storage.getSelectedStorageBackend?.() === 'basic_text') return { state: 'basic-text' };
      return (await isAvailable())
        ? { state: 'available' }
        : { state: 'unavailable', reason: 'the operating system’s keychain does not answer, or is locked' };
    },
    async protect(bytes) {
      const text = Buffer.from(bytes).toString('base64');
      const sealed = storage.encryptStringAsync
        ? await storage.encryptStringAsync(text)
        : storage.encryptString?.(text);
      if (!sealed) throw vaultFailure.keychainUnavailable('it does not answer');
      return sealed;
    },
    async unprotect(bytes) {
      const sealed = Buffer.from(bytes);
      try {
        const text = storage.decryptStringAsync
          ? (await storage.decryptStringAsync(sealed)).result
          : storage.decryptString?.(sealed);
        if (text !== undefined) return Buffer.from(text, 'base64');
      } catch (cause) {
        // A keychain that is there and does not give it back has changed; one that is not may come again.
        if (await isAvailable()) throw cause;
      }
      throw vaultFailure.keychainUnavailable('it does not answer');
    },
  };
}
