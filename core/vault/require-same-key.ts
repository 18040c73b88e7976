import { SignetError } from '../../shared/base/signet-error.ts';
import { parseCertificate } from '../certificate/certificate-fields.ts';
import type { StoreEntry } from '../key/key-store.ts';
import { publicKeyBits } from '../key/public-half.ts';
import type { VaultRecord } from './vault-document.ts';

/**
 * Holds that an entry's certificate belongs to a key of the vault: that their public keys are the same.
 * Errors: `not-a-certificate`, `certificate-mismatch`, `key-type-mismatch` (the record is no key).
 */
export function requireSameKey(given: StoreEntry, record: VaultRecord): void {
  const [leaf] = given.chain;
  if (leaf === undefined) {
    throw new SignetError('not-a-certificate', `${given.alias} holds no certificate`, {
      hint: 'choose the file that the authority sent',
    });
  }
  if (record.kind !== 'key' || record.publicKey === undefined) {
    throw new SignetError('key-type-mismatch', `${record.name} is no key that a certificate could belong to`);
  }
  const own = publicKeyBits(new Uint8Array(Buffer.from(record.publicKey, 'base64')));
  if (Buffer.compare(publicKeyBits(parseCertificate(leaf).publicKey.bytes), own) === 0) return;
  throw new SignetError('certificate-mismatch', `the certificate does not belong to the key ${record.name}`, {
    hint: 'it was issued for another key: compare their thumbprints',
  });
}
