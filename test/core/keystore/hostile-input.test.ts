import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Passwords } from '../../../core/key/key-store.ts';
import { describeKeyStore } from '../../../core/keystore/describe-key-store.ts';
import { readKeyStore } from '../../../core/keystore/read/read-key-store.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { fixture } from '../fixture.ts';

const stores: readonly (readonly [string, Passwords])[] = [
  ['keystores/wso2carbon.jks', {}],
  ['keystores/several.jks', { store: 'changeit', key: 'keypass-2' }],
  ['keystores/openssl.p12', { store: 'changeit' }],
  ['keystores/openssl-unencrypted.p12', {}],
  ['keystores/openssl-3des.p12', { store: 'changeit' }],
  ['pem/several.pem', {}],
  ['pem/rsa-2048.pbes2-sha256.pem', { store: 'changeit' }],
  ['pem/rsa-2048.traditional-aes256.pem', { store: 'changeit' }],
  ['der/leaf.cer', {}],
  ['der/rsa-2048.pkcs8.der', {}],
  ['der/rsa-2048.encrypted.der', { store: 'changeit' }],
  ['der/rsa-2048.request.der', {}],
  ['pkcs7/chain.p7b', {}],
  ['jwk/set.json', {}],
  ['jwk/rsa-2048.json', {}],
];

/** Reads and lists; whatever goes wrong must be an expected failure. */
async function isHandled(bytes: Uint8Array, passwords: Passwords): Promise<void> {
  try {
    await describeKeyStore(await readKeyStore(bytes, passwords));
  } catch (error) {
    if (!(error instanceof SignetError)) throw error;
    expect(error.code).not.toBe('internal-error');
    expect(error.message).not.toBe('');
  }
}

const edit = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('set', 'insert', 'delete', 'truncate', 'repeat'),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
});

function mutate(
  original: Uint8Array,
  edits: readonly { at: number; kind: string; bytes: Uint8Array }[],
): Uint8Array {
  let bytes = Buffer.from(original);
  for (const { at, kind, bytes: patch } of edits) {
    const start = bytes.length === 0 ? 0 : at % bytes.length;
    const [before, after] = [bytes.subarray(0, start), bytes.subarray(start)];
    if (kind === 'set') bytes = Buffer.concat([before, patch, after.subarray(patch.length)]);
    if (kind === 'insert') bytes = Buffer.concat([before, patch, after]);
    if (kind === 'delete') bytes = Buffer.concat([before, after.subarray(patch.length)]);
    if (kind === 'truncate') bytes = Buffer.from(before);
    if (kind === 'repeat') bytes = Buffer.concat([before, after.subarray(0, 64), after]);
  }
  return new Uint8Array(bytes);
}

describe('input of bad will', () => {
  it.each(stores)(
    '%s can be changed anywhere without anything but coded errors',
    { timeout: 120_000 },
    async (path, passwords) => {
      const original = fixture(path);
      await describeKeyStore(await readKeyStore(original, passwords));
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) =>
          isHandled(mutate(original, edits), passwords),
        ),
        { numRuns: 30 },
      );
    },
  );

  it('can be any bytes at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => isHandled(bytes, { store: 'x' })),
      { numRuns: 500 },
    );
    for (const start of [
      [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2],
      [0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2],
      [0x30, 0x80, 2, 1, 3],
      [0x30, 0x80, 0x30, 0x80],
    ]) {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) =>
          isHandled(Uint8Array.from([...start, ...bytes]), { store: 'x' }),
        ),
        { numRuns: 300 },
      );
    }
  });

  it('can promise more than there is', async () => {
    for (const hex of [
      '3084ffffffff020103',
      '30847fffffff0201003005',
      '308400000005020100',
      '3085010000000002',
      '30800000',
      '3000',
      '300102',
    ]) {
      await isHandled(new Uint8Array(Buffer.from(hex, 'hex')), {});
    }
  });
});
