import { isModestJson } from '../../../shared/base/json-bounds.ts';
import type { KeyStoreFormat } from '../../../shared/contract/keystore.ts';
import { oidOf, readAsn1, tags } from '../../asn1/asn1.ts';
import { unlessDamaged } from '../../asn1/damaged.ts';

/** What a file holds, finer than its format: documents with key files in them, and binary forms written as base64. */
export type Content = KeyStoreFormat | 'service-account' | 'encrypted-jwk' | 'document' | 'base64';

// Marks that stand at the start of a file.
const magics: readonly { readonly bytes: readonly number[]; readonly content: Content }[] = [
  { bytes: [0xfe, 0xed, 0xfe, 0xed], content: 'jks' },
  { bytes: [0xce, 0xce, 0xce, 0xce], content: 'jceks' },
];

/**
 * The format of a file from its bytes, never from its name. A damaged file keeps its format as long as its first
 * bytes are whole.
 * @returns undefined where nothing is recognised. Never fails.
 */
export function detectFormat(bytes: Uint8Array): KeyStoreFormat | undefined {
  const content = detectContent(bytes);
  if (content === 'service-account') return 'pem';
  if (content === 'encrypted-jwk') return 'jwk';
  if (content === 'base64') return detectFormat(decodeBase64(bytes));
  // What cannot be listed without a password is a PKCS#12 file in it.
  if (content === 'document') return 'pkcs12';
  return content;
}

/** As {@link detectFormat}, but says what has to be unwrapped first. */
export function detectContent(bytes: Uint8Array): Content | undefined {
  const magic = magics.find((one) => one.bytes.every((byte, i) => bytes[i] === byte));
  return magic?.content ?? (isBks(bytes) ? 'bks' : undefined) ?? detectDer(bytes) ?? detectText(bytes);
}

/**
 * Whether a file begins as BKS and UBER of Bouncy Castle do: version 1 or 2, a salt of 20 bytes, and some thousand rounds.
 * Nothing else that is read begins so.
 */
export function hasBksHead(bytes: Uint8Array): boolean {
  if (bytes.length < 36) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getUint32(0);
  return (version === 1 || version === 2) && view.getUint32(4) === 20 && view.getUint32(28) <= 0xffff;
}

/** Whether entries follow, which have a kind and an alias, and are not encrypted as in UBER. */
export function isBks(bytes: Uint8Array): boolean {
  if (!hasBksHead(bytes)) return false;
  const [kind = 0] = bytes.subarray(32);
  const alias = ((bytes[33] ?? 0) << 8) | (bytes[34] ?? 0);
  return kind === 0 || (kind <= 4 && alias < 1024 && 35 + alias < bytes.length);
}

/** The bytes of a file that holds base64 and nothing else. */
export function decodeBase64(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(Buffer.from(bareBase64(textOf(bytes)), 'base64'));
}

/** A file as text, without a byte order mark. */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

/** Tags that the first member of any DER file that we know has: it keeps text that begins with "0" apart. */
const firstMembers: readonly number[] = [tags.integer, tags.oid, tags.sequence];
const signedData = '1.2.840.113549.1.7.2';
const pfxVersion = 3;

function detectDer(bytes: Uint8Array): Content | undefined {
  if (bytes[0] !== 0x30) return undefined;
  const start = (bytes[1] ?? 0) > 0x80 ? 2 + ((bytes[1] ?? 0) & 0x7f) : 2;
  if (!firstMembers.includes((bytes[start] ?? 0) & ~0x20)) return undefined;
  const first = unlessDamaged(() => readAsn1(bytes.subarray(start)));
  if (first?.tag === tags.oid) return unlessDamaged(() => oidOf(first)) === signedData ? 'pkcs7' : 'der';
  // PFX (RFC 7292 section 4): its version is 3, which no private key has.
  if (first?.tag === tags.integer && first.content.length === 1 && first.content[0] === pfxVersion)
    return 'pkcs12';
  return 'der';
}

function detectText(bytes: Uint8Array): Content | undefined {
  const text = textOf(bytes).trim();
  if (text.startsWith('{') || text.startsWith('[')) {
    const content = detectJson(text);
    if (content !== undefined) return content;
  }
  if (/^apiVersion:[ \t]/m.test(text)) return 'document';
  const labels = new Set<string>();
  for (const [, label = ''] of text.matchAll(/-----(?:BEGIN|END) ([A-Z0-9 #]{1,40})-----/g))
    labels.add(label);
  if (labels.size > 0) return [...labels].every((label) => pkcs7Labels.has(label)) ? 'pkcs7' : 'pem';
  if (text.includes(ssh2Begin) || hasSshKeyLine(text)) return 'ssh';
  if (isEncryptedJwk(text)) return 'encrypted-jwk';
  const bare = bareBase64(text);
  return bare.length > 40 && /^[A-Za-z0-9+/_\s-]+={0,2}$/.test(bare) ? detectBase64(bare) : undefined;
}

/** What begins a key as RFC 4716 writes it. */
export const ssh2Begin = '---- BEGIN SSH2 PUBLIC KEY ----';
const maxSshLine = 32 * 1024;

/** A line of authorized_keys or a .pub file, options before it left out. */
export function sshKeyLine(line: string): Readonly<Record<string, string>> | undefined {
  if (line.length > maxSshLine || line.trimStart().startsWith('#')) return undefined;
  return /(?:^|\s)(?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+[ \t]+(?<base64>AAAA[A-Za-z0-9+/]+={0,2})(?:[ \t]+(?<comment>.*))?$/.exec(
    line.trimEnd(),
  )?.groups;
}

function hasSshKeyLine(text: string): boolean {
  for (const line of linesOf(text)) if (sshKeyLine(line) !== undefined) return true;
  return false;
}

/** Lines one after the other: a list of millions would take far more memory than the text. */
export function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    yield text.slice(from, end < 0 ? undefined : end).replace(/\r$/, '');
    from = end < 0 ? text.length : end + 1;
  }
}

/** Labels of RFC 7468 section 8, OpenSSL and old Netscape servers. */
const pkcs7Labels: ReadonlySet<string> = new Set(['PKCS7', 'CMS', 'PKCS #7 SIGNED DATA']);

/** Base64 as it is pasted: in quotes, with line breaks written as \\n, or in a data URI (RFC 2397). */
function bareBase64(text: string): string {
  return text
    .trim()
    .replace(/^["'`]|["'`],?$/g, '')
    .replace(/^data:[\w.+/;=-]{0,200};base64,/i, '')
    .replaceAll('\\r', '')
    .replaceAll('\\n', '\n')
    .trim();
}

function detectBase64(text: string): Content | undefined {
  const start = Buffer.from(text.slice(0, 200), 'base64');
  const isBinary = start[0] === 0x30 || magics.some((one) => one.bytes.every((byte, i) => start[i] === byte));
  if (isBinary || start.includes('-----BEGIN ')) return 'base64';
  // Encoded twice, as happens to values that a platform encodes by itself.
  const again = start.toString('latin1');
  return /^[A-Za-z0-9+/]{40,}/.test(again) ? detectBase64(again) : undefined;
}

/** A JWE in its compact form: five parts, the first of which names a password's algorithm or a JWK inside. */
function isEncryptedJwk(text: string): boolean {
  const header = /^(eyJ[A-Za-z0-9_-]+)\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*$/.exec(
    text,
  )?.[1];
  return header !== undefined && /PBES2-|jwk/.test(Buffer.from(header, 'base64url').toString());
}

function detectJson(text: string): Content | undefined {
  // Whether it is JSON nobody knows: the reader says that it is too large.
  if (!isModestJson(text)) return text.slice(0, 100).includes('"keys"') ? 'jwks' : undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value.some((one) => typeof one?.kty === 'string') ? 'jwks' : undefined;
  if ('keys' in value) return 'jwks';
  if ('kty' in value) return 'jwk';
  const isAccount =
    'private_key' in value || 'boxAppSettings' in value || ('keyId' in value && 'key' in value);
  if (isAccount) return 'service-account';
  return 'apiVersion' in value || hasBase64File(value, 0) ? 'document' : undefined;
}

/** Whether a member, at any depth that a platform uses, is the base64 of a file that is read. */
function hasBase64File(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.length > 40 && detectBase64(value) !== undefined;
  return (
    depth < 6 &&
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((each) => hasBase64File(each, depth + 1))
  );
}
