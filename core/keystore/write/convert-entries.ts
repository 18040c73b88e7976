import { SignetError } from '../../../shared/base/signet-error.ts';
import type { TargetFormat } from '../../../shared/contract/keystore.ts';
import { publicKeyOf } from '../../certificate/public-key.ts';
import type { StoreEntry } from '../../key/key-store.ts';

export interface TargetOptions {
  /** Of the new file; see {@link needsPassword}. */
  readonly password?: string;
  /** PKCS#12 for Windows and Java that know no AES: 3DES and SHA-1. */
  readonly legacy?: boolean;
  /** Private keys in a PEM file or a JWK set as they are: whoever reads the file has them. */
  readonly unencrypted?: boolean;
}

export interface ConvertedEntries {
  readonly bytes: Uint8Array;
  /** The entries as they are in the new file: a JWK set holds public halves unless `unencrypted`. */
  readonly written: readonly StoreEntry[];
  /** What other programs will not find in the new file as it is here, in sentences. */
  readonly warnings: readonly string[];
}

/** Whether a file of this format cannot be written without a password. */
export function needsPassword(
  format: TargetFormat,
  entries: readonly Pick<StoreEntry, 'kind'>[],
  unencrypted = false,
): boolean {
  if (format === 'pkcs12' || format === 'jks') return true;
  return format === 'pem' && !unencrypted && entries.some(({ kind }) => kind === 'key');
}

/**
 * Writes entries as a key store file, as keytool's importkeystore does.
 * @throws SignetError `alias-not-found` without entries, `password-needed`, and the errors of the writers
 */
export async function convertEntries(
  entries: readonly StoreEntry[],
  format: TargetFormat,
  options: TargetOptions,
): Promise<ConvertedEntries> {
  if (entries.length === 0) {
    throw new SignetError('alias-not-found', 'there are no entries to write', {
      hint: 'choose at least one',
    });
  }
  const { password = '', unencrypted = false } = options;
  if (needsPassword(format, entries, unencrypted) && password === '') {
    throw new SignetError('password-needed', 'the new file needs a password', {
      hint: 'a PEM file or a JWK set can be written without one, if you say so',
    });
  }
  const converted = await writers[format](entries, { ...options, password, unencrypted });
  const warnings = format === 'pkcs12' ? [...foldedAliases(entries), ...javaPassword(password)] : [];
  return { ...converted, warnings };
}

/** Java folds aliases: of two that differ in case alone it shows one. A JKS file with such is not written at all. */
function foldedAliases(entries: readonly StoreEntry[]): string[] {
  const byFolded = new Map<string, string>();
  return entries.flatMap(({ alias }) => {
    const folded = alias.toLowerCase();
    const other = byFolded.get(folded);
    byFolded.set(folded, alias);
    return other === undefined || other === alias
      ? []
      : [`${other} and ${alias} differ in case alone: Java and keytool show only one of them`];
  });
}

/** javax.crypto.spec.PBEKey refuses anything else with "Password is not ASCII". */
function javaPassword(password: string): string[] {
  return /^[ -~]*$/.test(password)
    ? []
    : ['the password has characters outside ASCII: Java and keytool cannot open the file'];
}

type Write = (
  entries: readonly StoreEntry[],
  options: TargetOptions & { readonly password: string; readonly unencrypted: boolean },
) => Promise<Omit<ConvertedEntries, 'warnings'>>;

// Each writer is loaded when it is called for.
const writers: Readonly<Record<TargetFormat, Write>> = {
  async pkcs12(entries, { password, legacy = false }) {
    const { writePkcs12 } = await import('./write-pkcs12.ts');
    return { bytes: await writePkcs12(entries, { password, legacy }), written: entries };
  },
  async jks(entries, { password }) {
    const { writeJks } = await import('./write-jks.ts');
    const written = entries.map((entry) => ({ ...entry, alias: entry.alias.toLowerCase() }));
    return { bytes: await writeJks(entries, { password }), written };
  },
  async pem(entries, { password, unencrypted }) {
    const { writePem } = await import('./write-pem.ts');
    return {
      bytes: await writePem(entries, unencrypted || password === '' ? undefined : password),
      written: entries,
    };
  },
  async jwks(entries, { unencrypted }) {
    const { writeJwks } = await import('./write-jwk.ts');
    return {
      bytes: await writeJwks(entries, { privateKeys: unencrypted }),
      written: unencrypted ? entries : await Promise.all(entries.map(publicHalf)),
    };
  },
};

async function publicHalf(entry: StoreEntry): Promise<StoreEntry> {
  if (entry.kind !== 'key') return entry;
  const publicKey = await publicKeyOf(entry);
  return {
    alias: entry.alias,
    kind: 'public-key',
    chain: entry.chain,
    ...(publicKey === undefined ? {} : { publicKey }),
  };
}
