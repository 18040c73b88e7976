import type { JsonObject } from '../../shared/base/json.ts';

/** An assertion taken apart and not yet believed. */
export interface UnverifiedAssertion {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

export type AssertionReading =
  | { readonly ok: true; readonly assertion: UnverifiedAssertion }
  | { readonly ok: false; readonly problem: string };

const compactJws = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/;

/**
 * Takes a compact JWS apart (RFC 7515 section 7.1), strictly: no white space, no padding, JSON objects only.
 * Verifies nothing.
 */
export function readAssertion(text: string): AssertionReading {
  const parts = compactJws.exec(text);
  if (parts === null) return { ok: false, problem: problemOf(text) };
  const header = readObject(parts[1] ?? '');
  if (header === undefined)
    return { ok: false, problem: 'the header of the JWT is not a JSON object in base64url' };
  const claims = readObject(parts[2] ?? '');
  if (claims === undefined)
    return { ok: false, problem: 'the payload of the JWT is not a JSON object in base64url' };
  return { ok: true, assertion: { header, claims } };
}

function problemOf(text: string): string {
  if (/\s/.test(text)) {
    return 'the assertion holds white space: send it on one line, and form-encode it (a plus sign becomes a space)';
  }
  const dots = text.split('.').length - 1;
  if (dots === 4) return 'the assertion is encrypted (five parts): this server has no key to decrypt it with';
  if (dots !== 2) return `the assertion is not a JWT: a signed JWT has two dots, this has ${dots}`;
  if (text.includes('=')) return 'the assertion is padded: base64url in a JWT has no = (RFC 7515 section 2)';
  return 'the assertion is not a JWT: its parts are not base64url (RFC 7515 section 2)';
}

function readObject(part: string): JsonObject | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url'));
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
