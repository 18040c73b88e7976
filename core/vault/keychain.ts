/**
 * The keychain of the operating system, as a face hands it in. It protects a few bytes so that only this user on this
 * machine gets them back.
 */
export interface Keychain {
  /** `basic-text`: there is one in name only, as on a Linux without a secret service: its password is known to everybody. */
  status(): Promise<
    | { readonly state: 'available' }
    | { readonly state: 'unavailable'; readonly reason: string }
    | { readonly state: 'basic-text' }
  >;
  protect(bytes: Uint8Array): Promise<Uint8Array>;
  /** Rejects with the SignetError `keychain-unavailable` when trying again later may help, with anything else when not. */
  unprotect(bytes: Uint8Array): Promise<Uint8Array>;
}
