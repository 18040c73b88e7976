import type {
  CertificateDescription,
  ListedCertificate,
} from '../../shared/contract/certificate-description.ts';
import type { WindowListing } from '../../shared/contract/keystore.ts';
import type { OnProgress } from '../../shared/contract/progress.ts';
import type { KeyStore } from '../key/key-store.ts';
import { describeKeyStore } from './describe-key-store.ts';

/**
 * A key store as a window lists it: short enough for ten thousand entries.
 * Errors: `damaged-file`, `not-a-certificate`.
 */
export async function listStore(contents: KeyStore, onProgress?: OnProgress): Promise<WindowListing> {
  const { entries, ...listing } = await describeKeyStore(contents, onProgress);
  const locked = contents.entries.some((entry) => entry.unreadable?.code === 'password-needed');
  return {
    ...listing,
    entries: entries.map(({ chain, ...entry }) => ({ ...entry, chain: chain.map(listed) })),
    passwordNeeded: locked || entries.length === 0,
  };
}

function listed(certificate: CertificateDescription): ListedCertificate {
  const { pem: _, sha1: __, x5t: ___, 'x5t#S256': ____, ...rest } = certificate;
  return rest;
}
