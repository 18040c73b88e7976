import { SignetError } from '../../../shared/base/signet-error.ts';
import type { StoreEntry } from '../../key/key-store.ts';

/** The private key of a `key` entry. Errors: why it could not be read, or `password-needed`. */
export function privateHalf({ alias, privateKey, unreadable }: StoreEntry): Uint8Array {
  if (privateKey !== undefined) return privateKey;
  throw (
    unreadable ??
    new SignetError('password-needed', `the private key of ${alias} is closed`, {
      hint: "give the key's own password",
    })
  );
}

/** An entry that a format has no form for. */
export function notForFormat({ alias, kind }: StoreEntry, format: string): SignetError {
  return new SignetError('algorithm-unsupported', `${format} has no form for ${alias}: ${kinds[kind]}`, {
    hint: 'leave it out: name the other entries with --alias',
    details: { alias, kind },
  });
}

const kinds: Readonly<Record<StoreEntry['kind'], string>> = {
  key: 'a private key',
  certificate: 'a certificate',
  secret: 'a shared secret',
  'public-key': 'a public key without a certificate',
  request: 'a certificate request',
};
