import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeChain } from '../../../core/certificate/describe-chain.ts';
import type { Passwords, StoreEntry } from '../../../core/key/key-store.ts';
import { publicHalfOf } from '../../../core/key/public-half.ts';
import { toPublicJwk } from '../../../core/key/public-jwk.ts';
import { describeKeyStore } from '../../../core/keystore/describe-key-store.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import type { KeyStoreListing } from '../../../shared/contract/keystore.ts';

/** An entry as keytool, openssl and ssh-keygen see it; the hashes are SHA-256 in hex. */
export interface MatrixEntry {
  readonly alias?: string;
  readonly kind: string;
  readonly chain: readonly string[];
  /** Of the SubjectPublicKeyInfo, where the private key was opened. */
  readonly publicKey?: string;
  /** Of the public key as OpenSSH writes it (RFC 4253 section 6.6). */
  readonly sshPublicKey?: string;
}

export interface MatrixFile {
  readonly passwords?: Passwords;
  readonly entries: readonly MatrixEntry[];
}

export interface ReadFile {
  readonly format?: string;
  readonly integrity?: string;
  readonly entries?: readonly (MatrixEntry & {
    readonly unreadable?: string;
    readonly secretBytes?: number;
    /** Codes of what is wrong with the chain. */
    readonly problems?: readonly string[];
  })[];
  /** As the window and the command show it. */
  readonly listing?: KeyStoreListing;
  /** The code of the error, where it could not be read. */
  readonly error?: string;
}

export function expectedMatrix(folder: string): Record<string, MatrixFile> {
  return JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
}

/** Reads each file of the matrix and says what is in it, without any secret: the same in Node and in Electron. */
export async function readMatrix(folder: string): Promise<Record<string, ReadFile>> {
  const read: Record<string, ReadFile> = {};
  for (const [name, { passwords = {} }] of Object.entries(expectedMatrix(folder)))
    read[name] = await readOne(join(folder, name), passwords);
  return read;
}

/** As {@link readMatrix}, for each file of a folder under the same passwords. */
export async function readFolder(folder: string, passwords: Passwords): Promise<Record<string, ReadFile>> {
  const read: Record<string, ReadFile> = {};
  for (const name of readdirSync(folder).toSorted())
    read[name] = await readOne(join(folder, name), passwords);
  return read;
}

async function readOne(path: string, passwords: Passwords): Promise<ReadFile> {
  try {
    const store = await readKeyStore(new Uint8Array(readFileSync(path)), passwords);
    const { format, integrity } = store;
    const entries = [];
    for (const entry of store.entries) entries.push(await describe(entry));
    return { format, integrity, entries, listing: await describeKeyStore(store) };
  } catch (error) {
    return { error: (error as { code?: string }).code ?? String(error) };
  }
}

/** A day on which all the fixtures are valid, so that what is found does not change with the calendar. */
const now = new Date('2027-01-01T00:00:00Z');

async function describe({ alias, kind, chain, privateKey, secret, unreadable }: StoreEntry) {
  const spki = privateKey === undefined ? undefined : await publicHalfOf(privateKey);
  const problems = chain.length === 0 ? [] : (await describeChain(chain, { now })).problems;
  return {
    alias,
    kind,
    chain: chain.map(sha256),
    ...(spki === undefined ? {} : { publicKey: sha256(spki), ...describeForSsh(spki) }),
    ...(secret === undefined ? {} : { secretBytes: secret.length }),
    ...(unreadable === undefined ? {} : { unreadable: unreadable.code }),
    ...(problems.length === 0 ? {} : { problems: problems.map(({ code }) => code) }),
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4. */
function describeForSsh(spki: Uint8Array): { sshPublicKey?: string } {
  const jwk = toPublicJwk(spki);
  const bytes = (member: unknown) => Buffer.from(String(member), 'base64url');
  const field = (value: Uint8Array | string) => {
    const content = Buffer.from(value);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, content]);
  };
  const number = (member: unknown) => {
    const magnitude = bytes(member);
    return field(magnitude.readUInt8(0) > 0x7f ? Buffer.concat([Buffer.alloc(1), magnitude]) : magnitude);
  };
  if (jwk === undefined || jwk.kty === 'AKP') return {};
  if (jwk.kty === 'RSA')
    return { sshPublicKey: sha256(Buffer.concat([field('ssh-rsa'), number(jwk.e), number(jwk.n)])) };
  if (jwk.kty === 'OKP')
    return { sshPublicKey: sha256(Buffer.concat([field('ssh-ed25519'), field(bytes(jwk.x))])) };
  const curve = `nistp${String(jwk.crv).slice(2)}`;
  const point = Buffer.concat([Buffer.of(4), bytes(jwk.x), bytes(jwk.y)]);
  return {
    sshPublicKey: sha256(Buffer.concat([field(`ecdsa-sha2-${curve}`), field(curve), field(point)])),
  };
}
