import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../shared/base/json.ts';
import type { KeyDescription } from '../../shared/jwt/key-description.ts';
import { parseCertificate } from '../certificate/certificate-fields.ts';
import { describeKey } from '../key/describe-key.ts';

/** A key as far as a header can name it. */
export interface IdentifiedKey {
  readonly description: KeyDescription;
  /** X.509 DER. */
  readonly certificate?: Uint8Array;
}

/** Header parameters that name a key (RFC 7515 sections 4.1.3 to 4.1.8): those that name this one, and those that name another. */
export interface Identity {
  readonly agreeing: readonly string[];
  readonly differing: readonly string[];
}

/** Holds what a header says of its key against a key. What cannot be compared is in neither list. */
export async function compareIdentity(header: JsonObject, key: IdentifiedKey): Promise<Identity> {
  const agreeing: string[] = [];
  const differing: string[] = [];
  for (const [name, compare] of Object.entries(comparisons)) {
    if (header[name] === undefined) continue;
    const same = await compare(header[name], key);
    if (same !== undefined) (same ? agreeing : differing).push(name);
  }
  return { agreeing, differing };
}

type Compare = (value: JsonObject[string], key: IdentifiedKey) => Promise<boolean | undefined>;

const comparisons: Readonly<Record<string, Compare>> = {
  kid: async (value, { description: { kid, thumbprint } }) => {
    if (value === kid || value === thumbprint) return true;
    return kid === undefined ? undefined : false;
  },
  jwk: async (value, { description }) => {
    if (!isJsonObject(value)) return undefined;
    const { calculateJwkThumbprint } = await import('jose/jwk/thumbprint');
    const thumbprint = await calculateJwkThumbprint({ ...value }).catch(() => undefined);
    return sameThumbprint(thumbprint, description);
  },
  x5c: async (value, { description }) => {
    const [first] = Array.isArray(value) ? value : [];
    if (typeof first !== 'string') return undefined;
    return sameThumbprint(await certifiedThumbprint(Buffer.from(first, 'base64')), description);
  },
  x5t: async (value, { certificate }) => certificate && value === hash('sha1', certificate),
  'x5t#S256': async (value, { certificate }) => certificate && value === hash('sha256', certificate),
};

function hash(algorithm: 'sha1' | 'sha256', certificate: Uint8Array): string {
  return createHash(algorithm).update(certificate).digest('base64url');
}

function sameThumbprint(thumbprint: string | undefined, key: KeyDescription): boolean | undefined {
  return thumbprint === undefined || key.thumbprint === undefined ? undefined : thumbprint === key.thumbprint;
}

async function certifiedThumbprint(certificate: Uint8Array): Promise<string | undefined> {
  try {
    return (await describeKey(parseCertificate(Uint8Array.from(certificate)).publicKey.bytes)).thumbprint;
  } catch {
    return undefined;
  }
}
