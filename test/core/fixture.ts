import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readKeyStore } from '../../core/keystore/read/read-key-store.ts';
import type { ErrorCode } from '../../shared/base/error-code.ts';
import { SignetError } from '../../shared/base/signet-error.ts';

export const fixtures = join(import.meta.dirname, '..', 'fixtures');

/** A file of test/fixtures, as plain bytes. */
export function fixture(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(fixtures, path)));
}

export function textFixture(path: string): string {
  return readFileSync(join(fixtures, path), 'utf8');
}

/** The first certificate of a PEM file as DER. */
export async function certificateFixture(name: string): Promise<Uint8Array> {
  const { entries } = await readKeyStore(fixture(`certificates/${name}.pem`), {});
  return entries[0]?.chain[0] ?? new Uint8Array();
}

/** The private key of a PEM file as PKCS#8. */
export async function privateKeyFixture(name: string): Promise<Uint8Array> {
  const { entries } = await readKeyStore(fixture(`pem/${name}.pkcs8.pem`), {});
  return entries[0]?.privateKey ?? new Uint8Array();
}

/** Holds that a call fails as expected, with a code; gives the error for a closer look. */
export async function expectCode(call: () => unknown, code: ErrorCode): Promise<SignetError> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof SignetError)) throw error;
    expect(error.code).toBe(code);
    return error;
  }
  throw new Error(`expected ${code}, and it was accepted`);
}
