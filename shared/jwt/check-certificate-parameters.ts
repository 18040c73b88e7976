import { decodeBase64url, encodeBase64url } from '../base/base64url.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import { type Finding, finding } from './finding.ts';
import { deriveFix, type Fix, setFix } from './fix.ts';

/** Findings about header parameters that name a certificate: `x5t`, `x5t#S256`, `x5c` (RFC 7515 sections 4.1.6 to 4.1.8). */
export function checkCertificateParameters(header: JsonObject): Finding[] {
  return [
    ...checkThumbprint('x5t', header.x5t),
    ...checkThumbprint('x5t#S256', header['x5t#S256']),
    ...checkChain(header.x5c),
  ];
}

type ThumbprintName = 'x5t' | 'x5t#S256';

const hashes = {
  x5t: { bytes: 20, name: 'SHA-1', reference: 'RFC 7515 section 4.1.7' },
  'x5t#S256': { bytes: 32, name: 'SHA-256', reference: 'RFC 7515 section 4.1.8' },
} as const;

/** The usual mistakes with certificate thumbprints: another hash, hexadecimal instead of bytes, padding, plain Base64. */
function checkThumbprint(name: ThumbprintName, value: JsonValue | undefined): Finding[] {
  if (typeof value !== 'string') return [];
  const path = `header.${name}`;
  const other = name === 'x5t' ? 'x5t#S256' : 'x5t';
  const { bytes: length, name: hash, reference } = hashes[name];
  const say = (code: Finding['code'], message: string, fix: Fix = deriveFix(name)) =>
    finding(code, path, message, { reference, fix });

  const digits = hexDigits(value);
  if (digits !== undefined) {
    const found = digits.length / 2;
    const right = found === hashes[other].bytes ? other : name;
    const text = encodeBase64url(bytesOf(digits));
    const fix: Fix = {
      title: right === name ? `Encode the bytes of ${name}` : `Move it to ${other}`,
      changes: [
        ...(right === name ? [] : [{ remove: { path } }]),
        { set: { path: `header.${right}`, value: text } },
      ],
    };
    return [
      say('thumbprint-of-hex', `${name} is hexadecimal text; it must be base64url of the hash’s bytes`, fix),
    ];
  }
  const { bytes, padded, stray } = decodeBase64url(value);
  const clean = encodeBase64url(bytes);
  if (bytes.length === hashes[other].bytes) {
    const fix: Fix = {
      title: `Move it to ${other}`,
      changes: [{ remove: { path } }, { set: { path: `header.${other}`, value: clean } }],
    };
    const message = `${name} holds ${bytes.length} bytes, a ${hashes[other].name} hash; ${name} is for ${hash}`;
    return [say('thumbprint-wrong-hash', message, fix)];
  }
  if (bytes.length !== length) {
    const message = `${name} holds ${bytes.length} bytes; a ${hash} hash has ${length}`;
    return [say('thumbprint-wrong-length', message)];
  }
  if (padded || stray.length > 0) {
    const message = `${name} must be base64url without padding; this is plain Base64`;
    return [say('thumbprint-encoding', message, setFix(path, clean))];
  }
  return [];
}

/** The hexadecimal digits of a hash, written as they are (colons allowed) or encoded with base64url; undefined for others. */
function hexDigits(value: string): string | undefined {
  const encoded = new TextDecoder().decode(decodeBase64url(value).bytes);
  return [value, encoded]
    .map((text) => text.replaceAll(':', ''))
    .find((text) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text));
}

function bytesOf(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** "Each string in the array is a base64-encoded (not base64url-encoded) DER PKIX certificate value." */
function checkChain(chain: JsonValue | undefined): Finding[] {
  if (chain === undefined) return [];
  const items = Array.isArray(chain) ? (chain as readonly JsonValue[]) : [];
  const wellFormed =
    items.length > 0 &&
    items.every(
      (each) => typeof each === 'string' && each.length % 4 === 0 && /^MI[A-Za-z0-9+/]+={0,2}$/.test(each),
    );
  return wellFormed
    ? []
    : [
        finding(
          'certificate-chain-malformed',
          'header.x5c',
          'x5c must be an array of certificates, each plain Base64 of its DER',
          { fix: deriveFix('x5c') },
        ),
      ];
}
