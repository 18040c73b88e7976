import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keychain } from '../../core/vault/keychain.ts';

/** The keychain of an operating system, in memory. What it protects, no other gives back. */
export class FakeKeychain implements Keychain {
  /** What `status` answers. */
  state: Awaited<ReturnType<Keychain['status']>> = { state: 'available' };
  /** Thrown by the next calls, as a keychain throws that is locked or whose user pressed Cancel. */
  failure: Error | undefined;
  #key = randomBytes(32);

  /** The user resets the keychain: what it protected is lost. */
  reset(): void {
    this.#key = randomBytes(32);
  }

  async status() {
    return this.state;
  }

  async protect(bytes: Uint8Array): Promise<Uint8Array> {
    if (this.failure) throw this.failure;
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }

  async unprotect(bytes: Uint8Array): Promise<Uint8Array> {
    if (this.failure) throw this.failure;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  }
}
