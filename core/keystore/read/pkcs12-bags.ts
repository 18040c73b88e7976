import { SignetError } from '../../../shared/base/signet-error.ts';
import type { OnProgress } from '../../../shared/contract/progress.ts';
import { type Asn1, explicitValue, membersOf, octetsOf, oidOf, tags } from '../../asn1/asn1.ts';
import { damaged, unlessDamaged } from '../../asn1/damaged.ts';
import { buildChains } from '../../certificate/build-chain.ts';
import { parseCertificate } from '../../certificate/certificate-fields.ts';
import type { Passwords, StoreEntry } from '../../key/key-store.ts';
import { isPrivateKeyInfo, parsePrivateKeyInfo, toVersion1 } from '../../key/private-key-info.ts';
import { publicHalfOf, publicKeyBits } from '../../key/public-half.ts';
import { takingTurns } from '../../key/taking-turns.ts';
import { decryptPkcs8 } from './key-material.ts';
import { type OpenedKey, openKey } from './protected-key.ts';

interface Attributes {
  readonly friendlyName?: string;
  /** In hex. */
  readonly localKeyId?: string;
  /** keytool marks a trusted certificate with the uses it is trusted for. */
  readonly trusted: boolean;
}

interface KeyBag extends Attributes {
  readonly info: Uint8Array;
  readonly shrouded: boolean;
}

interface CertificateBag extends Attributes {
  readonly der: Uint8Array;
}

/** What the safes of a file hold, by kind, in the order of the file. */
export interface Bags {
  /** How many there were, those of no use included. */
  count: number;
  readonly keys: KeyBag[];
  readonly certificates: CertificateBag[];
  readonly secrets: KeyBag[];
  /** Those that could not be read, and why. */
  readonly broken: BrokenBag[];
}

interface BrokenBag {
  readonly kind: StoreEntry['kind'];
  readonly friendlyName?: string;
  readonly problem: SignetError;
}

const bagTypes = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  secret: '1.2.840.113549.1.12.10.1.5',
};
const bagKinds: Readonly<Record<string, StoreEntry['kind']>> = {
  [bagTypes.key]: 'key',
  [bagTypes.shroudedKey]: 'key',
  [bagTypes.certificate]: 'certificate',
  [bagTypes.secret]: 'secret',
};
const x509Certificate = '1.2.840.113549.1.9.22.1';

const attributeTypes = {
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  /** Oracle's trusted key usage. */
  trusted: '2.16.840.1.113894.746875.1.1',
};

/** The protected keys and secrets, each an EncryptedPrivateKeyInfo. */
export function shroudedKeys({ keys, secrets }: Bags): Uint8Array[] {
  return [...keys, ...secrets].filter(({ shrouded }) => shrouded).map(({ info }) => info);
}

/**
 * Puts a bag where it belongs; kinds that hold neither key nor certificate are passed over. One that is damaged does not
 * close the others.
 * @param number counts the bags of the file
 * Errors: `damaged-file` for what is no bag.
 */
export function readBag(bag: Asn1, bags: Bags, number: number): void {
  const oid = oidOf(membersOf(bag)[0]);
  try {
    readWholeBag(bag, bags);
  } catch (error) {
    const kind = bagKinds[oid];
    if (!(error instanceof SignetError) || kind === undefined) throw error;
    const name = unlessDamaged(() => readAttributes(membersOf(bag)[2]).friendlyName);
    bags.broken.push({
      kind,
      ...(name === undefined ? {} : { friendlyName: name }),
      problem: new SignetError(error.code, `bag ${number}: ${error.message}`, {
        details: { bag: number },
        cause: error,
      }),
    });
  }
}

function readWholeBag(bag: Asn1, bags: Bags): void {
  const [type, valueNode, attributeSet] = membersOf(bag);
  const oid = oidOf(type);
  const value = explicitValue(valueNode, 0);
  const attributes = readAttributes(attributeSet);
  if (oid === bagTypes.key || oid === bagTypes.shroudedKey) {
    bags.keys.push({ ...attributes, info: value.bytes, shrouded: oid === bagTypes.shroudedKey });
  } else if (oid === bagTypes.certificate) {
    const [certificateType, certificate] = membersOf(value);
    if (oidOf(certificateType) !== x509Certificate) return;
    bags.certificates.push({ ...attributes, der: octetsOf(explicitValue(certificate, 0)) });
  } else if (oid === bagTypes.secret) {
    const [secretType, secret] = membersOf(value);
    const shrouded = oidOf(secretType) === bagTypes.shroudedKey;
    bags.secrets.push({ ...attributes, info: octetsOf(explicitValue(secret, 0)), shrouded });
  }
}

function readAttributes(set: Asn1 | undefined): Attributes {
  let attributes: Attributes = { trusted: false };
  if (set === undefined) return attributes;
  for (const attribute of membersOf(set, tags.set)) {
    const [type, values] = membersOf(attribute);
    const [value] = unlessDamaged(() => membersOf(values, tags.set)) ?? [];
    const oid = oidOf(type);
    if (oid === attributeTypes.trusted) attributes = { ...attributes, trusted: true };
    if (value === undefined) continue;
    if (oid === attributeTypes.localKeyId) attributes = { ...attributes, localKeyId: hex(octetsOf(value)) };
    if (oid === attributeTypes.friendlyName) attributes = { ...attributes, friendlyName: nameOf(value) };
  }
  return attributes;
}

/** RFC 2985 section 5.5.1 makes it a BMPString; some writers use UTF8String. */
function nameOf({ tag, content }: Asn1): string {
  return new TextDecoder(tag === tags.bmpString ? 'utf-16be' : 'utf-8').decode(content);
}

/** An entry before it has an alias of its own. */
type Draft = Omit<StoreEntry, 'alias'> & { readonly name: string | undefined };

/**
 * Entries out of bags: a key with the certificate of its localKeyID (or of its public key) and those that issued it;
 * then the certificates that are in no such chain, or that keytool marks as trusted; then secrets.
 */
export async function bagsToEntries(
  bags: Bags,
  passwords: Passwords,
  onProgress?: OnProgress,
): Promise<StoreEntry[]> {
  const drafts: Draft[] = [];
  const opened: OpenedKey[] = [];
  const nextTurn = takingTurns('opening keys', bags.keys.length, onProgress);
  for (const key of bags.keys) {
    opened.push(await openBag(key, passwords));
    await nextTurn(opened.length);
  }
  const findLeaf = leafFinder(bags.certificates);
  const leaves: (CertificateBag | undefined)[] = [];
  for (const [i, key] of bags.keys.entries()) leaves.push(await findLeaf(key, opened[i]));
  const chains = buildChains(
    leaves.flatMap((leaf) => leaf?.der ?? []),
    bags.certificates.map(({ der }) => der),
  );
  bags.keys.forEach((key, i) => {
    const leaf = leaves[i];
    const chain = leaf === undefined ? [] : (chains.get(leaf.der) ?? []);
    drafts.push({ name: key.friendlyName ?? leaf?.friendlyName, kind: 'key', chain, ...opened[i] });
  });
  const inChain = new Set([...chains.values()].flat().map(hex));
  for (const { der, friendlyName, trusted } of bags.certificates) {
    if (trusted || !inChain.has(hex(der)))
      drafts.push({ name: friendlyName, kind: 'certificate', chain: [der] });
  }
  for (const bag of bags.secrets) {
    if (!bag.shrouded && !isPrivateKeyInfo(bag.info)) {
      // A secret of somebody's own type: its octets are all that is known of it.
      drafts.push({ name: bag.friendlyName, kind: 'secret', chain: [], secret: bag.info });
      continue;
    }
    const { privateKey, ...rest } = { privateKey: undefined, ...(await openBag(bag, passwords)) };
    const secret = privateKey === undefined ? {} : { secret: parsePrivateKeyInfo(privateKey).key };
    drafts.push({ name: bag.friendlyName, kind: 'secret', chain: [], ...rest, ...secret });
  }
  for (const { kind, friendlyName, problem } of bags.broken)
    drafts.push({ name: friendlyName, kind, chain: [], unreadable: problem });
  return withAliases(drafts);
}

async function openBag({ info, shrouded }: KeyBag, passwords: Passwords): Promise<OpenedKey> {
  if (!shrouded) {
    const privateKey = unlessDamaged(() => toVersion1(info));
    return privateKey === undefined ? { unreadable: damaged('the private key is not one') } : { privateKey };
  }
  return await openKey(passwords, (password, work) => decryptPkcs8(info, password, work));
}

/** Finds the certificate of a key: by localKeyID, else by public key. The certificates are indexed once, and only if asked for. */
function leafFinder(certificates: readonly CertificateBag[]) {
  const byId = new Map(certificates.toReversed().map((one) => [one.localKeyId, one]));
  let byPublicKey: ReadonlyMap<string | undefined, CertificateBag> | undefined;
  return async (key: KeyBag, opened: OpenedKey | undefined): Promise<CertificateBag | undefined> => {
    const named = key.localKeyId === undefined ? undefined : byId.get(key.localKeyId);
    if (named !== undefined || opened === undefined || !('privateKey' in opened)) return named;
    byPublicKey ??= new Map(certificates.toReversed().map((one) => [certifiedBits(one.der), one]));
    const spki = await publicHalfOf(opened.privateKey);
    const bits = spki === undefined ? undefined : unlessDamaged(() => hex(publicKeyBits(spki)));
    return bits === undefined ? undefined : byPublicKey.get(bits);
  };
}

function certifiedBits(der: Uint8Array): string | undefined {
  return unlessDamaged(() => hex(publicKeyBits(parseCertificate(der).publicKey.bytes)));
}

/** The friendly name, or the entry's number. A name that is taken gets its number in brackets, so that both can be named. */
function withAliases(drafts: readonly Draft[]): StoreEntry[] {
  const taken = new Set<string>();
  return drafts.map(({ name, ...entry }, i) => {
    const wanted = name === undefined || name === '' ? String(i + 1) : name;
    const alias = taken.has(wanted) ? `${wanted} (${i + 1})` : wanted;
    taken.add(alias);
    return { alias, ...entry };
  });
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}
