// Public keys as OpenSSH and RFC 4716 write them:
//
//   authorized_keys, .pub   [options] TYPE BASE64 [comment]        one a line, # begins a comment
//   RFC 4716                ---- BEGIN SSH2 PUBLIC KEY ----
//                           Comment: "…"                           header fields, continued with a backslash
//                           BASE64 in lines
//                           ---- END SSH2 PUBLIC KEY ----
//
// Inside the base64 (RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4): string TYPE, then
//
//   ssh-rsa              mpint e, mpint n
//   ssh-dss              mpint p, q, g, y
//   ecdsa-sha2-CURVE     string CURVE, string point
//   ssh-ed25519          string key

import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { ByteReader } from '../../asn1/byte-reader.ts';
import { damaged } from '../../asn1/damaged.ts';
import { derBits, derInteger, derNull, derOid, derSequence } from '../../asn1/der.ts';
import { keyOids } from '../../key/key-oids.ts';
import type { KeyStore, StoreEntry } from '../../key/key-store.ts';
import { linesOf, ssh2Begin, sshKeyLine, textOf } from './detect-format.ts';
import { requireFewEntries } from './entry-limit.ts';

/**
 * Reads them, each with its comment as its alias, or its number. What is wrong with one does not close the others.
 * Errors: `damaged-file`, `algorithm-unsupported` where that is all there is to say.
 */
export async function readSshPublicKeys(bytes: Uint8Array): Promise<KeyStore> {
  const text = textOf(bytes);
  const found: Found[] = [];
  for (const key of keysIn(text)) {
    found.push(key);
    requireFewEntries(found.length);
  }
  const taken = new Set<string>();
  const entries = found.map(({ blob, comment }, index): StoreEntry => {
    const alias = comment === '' || taken.has(comment) ? String(index + 1) : comment;
    taken.add(alias);
    const entry = { alias, kind: 'public-key', chain: [] } as const;
    try {
      return { ...entry, publicKey: spkiOf(blob) };
    } catch (error) {
      if (error instanceof SignetError) return { ...entry, unreadable: error };
      throw error;
    }
  });
  const [first] = entries;
  if (first?.unreadable !== undefined && entries.every(({ unreadable }) => unreadable))
    throw first.unreadable;
  return { format: 'ssh', integrity: 'unchecked', entries };
}

interface Found {
  readonly blob: Uint8Array;
  readonly comment: string;
}

function* keysIn(text: string): Generator<Found> {
  for (let at = text.indexOf(ssh2Begin); at >= 0; at = text.indexOf(ssh2Begin, at + 1)) {
    const end = text.indexOf('----', at + ssh2Begin.length);
    yield ssh2Key(text.slice(at + ssh2Begin.length, end < 0 ? undefined : end));
  }
  for (const line of linesOf(text)) {
    const { base64, comment = '' } = sshKeyLine(line) ?? {};
    if (base64 !== undefined) yield { blob: fromBase64(base64), comment: comment.trim() };
  }
}

function ssh2Key(body: string): Found {
  const lines = body.replace(/\\\r?\n/g, '').split(/\r?\n/);
  const comment = lines.map((line) => /^comment:\s*"?([^"]*)/i.exec(line)?.[1]).find((each) => each);
  const base64 = lines.filter((line) => !line.includes(':')).join('');
  return { blob: fromBase64(base64), comment: comment?.trim() ?? '' };
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}

const curves: Readonly<Record<string, { readonly crv: string; readonly length: number }>> = {
  nistp256: { crv: 'P-256', length: 32 },
  nistp384: { crv: 'P-384', length: 48 },
  nistp521: { crv: 'P-521', length: 66 },
};

/** SubjectPublicKeyInfo. Errors: `damaged-file`, `algorithm-unsupported`. */
function spkiOf(blob: Uint8Array): Uint8Array {
  const reader = new ByteReader(blob);
  const string = () => reader.bytes(reader.uint32());
  const type = Buffer.from(string()).toString('latin1');
  if (type === 'ssh-rsa') {
    const [e, n] = [string(), string()];
    return derSequence(
      derSequence(derOid(keyOids.rsa), derNull()),
      derBits(derSequence(derInteger(n), derInteger(e))),
    );
  }
  if (type === 'ssh-dss') {
    const [p, q, g, y] = [string(), string(), string(), string()].map((number) => derInteger(number));
    if (p === undefined || q === undefined || g === undefined || y === undefined) throw noKey();
    return derSequence(derSequence(derOid(keyOids.dsa), derSequence(p, q, g)), derBits(y));
  }
  if (type === 'ssh-ed25519') return fromJwk({ kty: 'OKP', crv: 'Ed25519', x: base64url(string()) });
  const curve = type.startsWith('ecdsa-sha2-') ? curves[type.slice('ecdsa-sha2-'.length)] : undefined;
  if (curve === undefined) {
    throw new SignetError('algorithm-unsupported', `a key of the type ${type.slice(0, 60)} signs no tokens`, {
      hint: 'Signet reads ssh-rsa, ssh-dss, ssh-ed25519 and ecdsa-sha2-nistp256, -nistp384 and -nistp521',
    });
  }
  string();
  const point = string();
  if (point[0] !== 4 || point.length !== 1 + 2 * curve.length) throw noKey();
  const x = base64url(point.subarray(1, 1 + curve.length));
  return fromJwk({ kty: 'EC', crv: curve.crv, x, y: base64url(point.subarray(1 + curve.length)) });
}

function fromJwk(key: JsonWebKey): Uint8Array {
  const read = unlessThrown(() => createPublicKey({ key, format: 'jwk' }));
  if (read === undefined) throw noKey();
  return new Uint8Array(read.export({ format: 'der', type: 'spki' }));
}

function unlessThrown<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function noKey(): SignetError {
  return damaged('it holds a public key of SSH whose numbers are none');
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
