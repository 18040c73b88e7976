import type { KeyStoreEntry, KeyStoreFormat, KeyStoreListing } from '../../../shared/contract/keystore.ts';
import type { Tone } from '../../ui/badge.tsx';

export const formatWords: Readonly<Record<KeyStoreFormat, string>> = {
  jks: 'JKS',
  jceks: 'JCEKS',
  bks: 'BKS',
  pkcs12: 'PKCS#12',
  pem: 'PEM',
  der: 'DER',
  jwk: 'JWK',
  jwks: 'JWKS',
  pkcs7: 'PKCS#7',
  ssh: 'OpenSSH public keys',
};

export const kindWords: Readonly<Record<KeyStoreEntry['kind'], string>> = {
  key: 'Private key',
  certificate: 'Certificate',
  secret: 'Secret key',
  'public-key': 'Public key',
  request: 'Certificate request',
};

export const integrityBadges: Readonly<
  Record<KeyStoreListing['integrity'], { tone: Tone; words: string } | undefined>
> = {
  ok: { tone: 'success', words: 'unchanged' },
  unchecked: undefined,
  bad: { tone: 'danger', words: 'integrity check failed' },
};
