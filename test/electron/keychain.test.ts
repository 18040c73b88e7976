import { describe, expect, it } from 'vitest';
import { createKeychain, type Storage } from '../../electron/keychain.ts';

const bytes = Uint8Array.from({ length: 32 }, (_, index) => index * 7);

/** `safeStorage` as it is up to version 45: sealing is turning the letters round. */
class OldStorage {
  available = true;
  backend: 'basic_text' | 'gnome_libsecret' = 'gnome_libsecret';
  isEncryptionAvailable = () => this.available;
  getSelectedStorageBackend = () => this.backend;
  encryptString = (text: string) => Buffer.from([...text].reverse().join(''));
  decryptString = (sealed: Buffer) => {
    if (!this.available || sealed.length === 0) throw new Error('it does not decrypt');
    return [...sealed.toString()].reverse().join('');
  };
}

/** And from version 46 on: only what answers later. */
class NewStorage {
  readonly old = new OldStorage();
  isAsyncEncryptionAvailable = async () => this.old.available;
  getSelectedStorageBackend = () => this.old.backend;
  encryptStringAsync = async (text: string) => this.old.encryptString(text);
  decryptStringAsync = async (sealed: Buffer) => ({
    result: this.old.decryptString(sealed),
    shouldReEncrypt: false,
  });
}

describe.each([
  ['the calls up to version 45', () => new OldStorage(), (storage: OldStorage) => storage],
  ['the calls from version 46 on', () => new NewStorage(), (storage: NewStorage) => storage.old],
] as const)('a keychain over %s', (_name, make, inside) => {
  const storage = () => {
    const made = make();
    return { keychain: createKeychain(made as Storage), state: inside(made as never) };
  };

  it('gives back what it protected', async () => {
    const { keychain } = storage();
    expect(await keychain.status()).toEqual({ state: 'available' });
    const sealed = await keychain.protect(bytes);
    expect(Buffer.from(sealed).includes(Buffer.from(bytes))).toBe(false);
    expect(new Uint8Array(await keychain.unprotect(sealed))).toEqual(bytes);
  });

  it('is none when its password is known to everybody', async () => {
    const { keychain, state } = storage();
    expect((await keychain.status()).state).toBe('available');
    state.backend = 'basic_text';
    expect(await keychain.status()).toEqual({ state: 'basic-text' });
  });

  it('tells one that is away from one that has changed', async () => {
    const { keychain, state } = storage();
    const sealed = await keychain.protect(bytes);
    await expect(keychain.unprotect(sealed)).resolves.toBeDefined();
    await expect(keychain.unprotect(new Uint8Array())).rejects.toThrow('it does not decrypt');
    state.available = false;
    expect(await keychain.status()).toMatchObject({ state: 'unavailable', reason: expect.any(String) });
    await expect(keychain.unprotect(sealed)).rejects.toMatchObject({ code: 'keychain-unavailable' });
  });
});
