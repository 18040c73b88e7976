import { isModestJson } from '../../../shared/base/json-bounds.ts';
import type { KeyStoreFormat } from '../../../shared/contract/keystore.ts';
import { oidOf, readAsn1, tags } from '../../asn1/asn1.ts';
import { unlessDamaged } from '../../asn1/damaged.ts';

/** What a file holds, finer than its format: the JSON files of two services, and binary forms written as base64. */
export type Content = KeyStoreFormat | 'service-account' | 'encrypted-jwk' | 'base64';

// Marks that stand at the start of a file. BKS, UBER and whatever else is to be told apart has its place here.
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
  return content;
}

/** As {@link detectFormat}, but says what has to be unwrapped first. */
export function detectContent(bytes: Uint8Array): Content | undefined {
  const magic = magics.find((one) => one.bytes.every((byte, i) => bytes[i] === byte));
  return magic?.content ?? detectDer(bytes) ?? detectText(bytes);
}

/** The bytes of a file that holds base64 and nothing else. */
export function decodeBase64(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(Buffer.from(bareBase64(textOf(bytes)), 'base64'));
}

/** A file as text, without a byte order mark. */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
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
  const labels = new Set<string>();
  for (const [, label = ''] of text.matchAll(/-----(?:BEGIN|END) ([A-Z0-9 ]{1,40})-----/g)) labels.add(label);
  if (labels.size > 0)
    return [...labels].every((label) => label === 'PKCS7' || label === 'CMS') ? 'pkcs7' : 'pem';
  if (isEncryptedJwk(text)) return 'encrypted-jwk';
  const bare = bareBase64(text);
  return bare.length > 40 && /^[A-Za-z0-9+/\s]+={0,2}$/.test(bare) ? detectBase64(bare) : undefined;
}

/** Base64 as it is pasted: in quotes, with line breaks written as \\n. */
function bareBase64(text: string): string {
  return text
    .trim()
    .replace(/^["'`]|["'`],?$/g, '')
    .replaceAll('\\r', '')
    .replaceAll('\\n', '\n')
    .trim();
}

function detectBase64(text: string): Content | undefined {
  const start = Buffer.from(text.slice(0, 200), 'base64');
  const isBinary = start[0] === 0x30 || magics.some((one) => one.bytes.every((byte, i) => start[i] === byte));
  return isBinary || start.includes('-----BEGIN ') ? 'base64' : undefined;
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
  return isAccount ? 'service-account' : undefined;
}
