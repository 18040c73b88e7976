import type {
  EncryptionKey,
  RemoteKey,
  TrustAnchor,
  VerificationKey,
} from '../../../shared/contract/jose.ts';

/** Where a key comes from. `x5c`: the token's own certificate, if something trusted vouches for it. */
export type KeyOrigin = 'none' | 'vault' | 'text' | 'file' | 'secret' | 'jwks' | 'issuer' | 'x5c';

/** The key fields as they are filled in; those of the other origins are kept for coming back, secrets excepted. */
export interface KeyChoice {
  readonly from: KeyOrigin;
  readonly entry: string;
  readonly text: string;
  readonly file: { readonly name: string; readonly base64: string } | null;
  readonly password: string;
  readonly secret: string;
  readonly encoding: 'text' | 'base64url' | 'hex';
  /** Of a JWK set. */
  readonly url: string;
  readonly issuer: string;
  readonly insecure: boolean;
  readonly trust: {
    readonly system: boolean;
    /** Vault entries. */
    readonly entries: readonly string[];
    /** Certificates, pasted. */
    readonly text: string;
  };
}

export const noKey: KeyChoice = {
  from: 'none',
  entry: '',
  text: '',
  file: null,
  password: '',
  secret: '',
  encoding: 'text',
  url: '',
  issuer: '',
  insecure: false,
  trust: { system: false, entries: [], text: '' },
};

/** The choice without what was typed in secret. */
export function withoutSecrets(choice: KeyChoice): KeyChoice {
  return { ...choice, password: '', secret: '' };
}

/** The key to verify with; undefined until enough is filled in. */
export function verificationKeyOf(choice: KeyChoice): VerificationKey | undefined {
  switch (choice.from) {
    case 'x5c':
      return { x5c: trustAnchors(choice.trust) };
    case 'jwks':
    case 'issuer':
      return remoteKeyOf(choice);
    default:
      return encryptionKeyOf(choice);
  }
}

/** The key to encrypt for or to decrypt with; undefined until enough is filled in. */
export function encryptionKeyOf(choice: KeyChoice): EncryptionKey | undefined {
  const password = choice.password === '' ? {} : { password: choice.password };
  switch (choice.from) {
    case 'vault':
      return choice.entry === '' ? undefined : { entry: choice.entry };
    case 'text':
      return choice.text.trim() === '' ? undefined : { text: choice.text, ...password };
    case 'file':
      return choice.file ? { file: choice.file.base64, ...password } : undefined;
    case 'secret':
      return choice.secret === '' ? undefined : { secret: choice.secret, encoding: choice.encoding };
    case 'none':
    case 'jwks':
    case 'issuer':
    case 'x5c':
      return undefined;
  }
}

/** Keys that have to be fetched; undefined for all others, and until an address is filled in. */
export function remoteKeyOf({ from, url, issuer, insecure }: KeyChoice): RemoteKey | undefined {
  const any = insecure ? { insecure } : {};
  if (from === 'jwks' && url.trim() !== '') return { jwks: url.trim(), ...any };
  if (from === 'issuer' && issuer.trim() !== '') return { issuer: issuer.trim(), ...any };
  return undefined;
}

function trustAnchors({ system, entries, text }: KeyChoice['trust']): TrustAnchor[] {
  return [
    ...(system ? [{ system: true } as const] : []),
    ...entries.map((entry) => ({ entry })),
    ...(text.trim() === '' ? [] : [{ text }]),
  ];
}
