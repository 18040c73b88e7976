import { SignetError } from '../../shared/base/signet-error.ts';
import type { KeyExportFormat } from '../../shared/contract/vault.ts';
import type { StoreEntry } from '../key/key-store.ts';

export interface KeyEncoding {
  readonly password?: string;
  /** The key as it is, for everybody who has the file; PKCS#12 does not know that. */
  readonly unencrypted?: boolean;
}

/** The ending of a file in each format. */
export const keyFileEndings: Readonly<Record<KeyExportFormat, string>> = {
  pkcs8: 'key.pem',
  pkcs12: 'p12',
  jwk: 'jwk',
};

/**
 * A private key with its chain, or a shared secret, as a file: PKCS#8 PEM (PBES2), PKCS#12, or JWK (as JWE).
 * Errors: `password-needed`, `invalid-input` (unencrypted PKCS#12), `key-missing`, `algorithm-unsupported`.
 */
export async function encodePrivateKey(
  entry: StoreEntry,
  format: KeyExportFormat,
  { password = '', unencrypted = false }: KeyEncoding,
): Promise<Uint8Array> {
  if (entry.privateKey === undefined && entry.secret === undefined) {
    throw new SignetError('key-missing', `${entry.alias} holds no private key`, {
      hint: 'export its certificate instead',
    });
  }
  if (unencrypted && format === 'pkcs12') {
    throw new SignetError('invalid-input', 'a PKCS#12 file is always encrypted', {
      hint: 'choose another format, or a password',
    });
  }
  if (password === '' && !unencrypted) {
    throw new SignetError('password-needed', 'an exported key needs a password', {
      hint: 'choose one, or say that the file is to be unencrypted',
    });
  }
  switch (format) {
    case 'pkcs8': {
      const { writePem } = await import('../keystore/write/write-pem.ts');
      return writePem([entry], unencrypted ? undefined : password);
    }
    case 'pkcs12': {
      const { writePkcs12 } = await import('../keystore/write/write-pkcs12.ts');
      return writePkcs12([entry], { password, legacy: false });
    }
    case 'jwk': {
      const { toJwk, writeJwk } = await import('../keystore/write/write-jwk.ts');
      if (unencrypted) return writeJwk(entry, { privateKeys: true });
      const { encryptJwk } = await import('../keystore/write/write-encrypted-jwk.ts');
      return encryptJwk(await toJwk(entry, { privateKeys: true }), password);
    }
  }
}
