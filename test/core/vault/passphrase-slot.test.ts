import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWithPassphrase } from '../../../core/vault/open-slots.ts';
import { makePassphraseSlot, openPassphraseSlot } from '../../../core/vault/passphrase-slot.ts';
import type { PassphraseSlot } from '../../../core/vault/vault-document.ts';

const dataKey = randomBytes(32);
const passphrase = 'Zoë’s pass phrase';
let slot: PassphraseSlot;
beforeAll(async () => {
  slot = await makePassphraseSlot(passphrase.normalize('NFD'), dataKey, { id: 'slot-1' });
});

const code = (error: string) => expect.objectContaining({ code: error });

it('gives the data key back, however the passphrase was typed', async () => {
  expect(await openPassphraseSlot(slot, passphrase.normalize('NFC'))).toEqual(dataKey);
});

it('makes a guesser pay: scrypt with 128 MiB, and salt of its own', async () => {
  const other = await makePassphraseSlot(passphrase, dataKey, { id: 'slot-2' });
  expect(slot.kdf).toMatchObject({ name: 'scrypt', N: 2 ** 17, r: 8, p: 1 });
  expect(Buffer.from(slot.kdf.salt, 'base64')).toHaveLength(16);
  expect(other.kdf.salt).not.toBe(slot.kdf.salt);
  expect(JSON.stringify(slot)).not.toContain(dataKey.toString('base64'));
});

it.each(['', 'zoë’s pass phrase', `${'Zoë’s pass phrase'} `])('refuses the passphrase %j', async (wrong) => {
  expect(await openPassphraseSlot(slot, wrong)).toBeUndefined();
});

it('is bound to its id', async () => {
  expect(await openPassphraseSlot({ ...slot, id: 'slot-2' }, passphrase)).toBeUndefined();
});

describe('refuses a work factor nobody should wait for', () => {
  it.each([
    { N: 2 ** 31 },
    { N: 2 ** 20 },
    { N: 2 ** 18, r: 9 },
    { p: 5 },
    { p: 2 ** 30 },
    { N: 2 ** 18, p: 3 },
  ])('%j', async (kdf) => {
    const costly = { ...slot, kdf: { ...slot.kdf, ...kdf } };
    await expect(openPassphraseSlot(costly, passphrase)).rejects.toEqual(code('work-factor-too-high'));
  });

  it('in all slots together', async () => {
    const costly = { ...slot, kdf: { ...slot.kdf, p: 4 } };
    expect(await openPassphraseSlot(costly, passphrase)).toBeUndefined();
    const slots = Array.from({ length: 5 }, () => costly);
    await expect(openWithPassphrase(slots.slice(1), passphrase)).rejects.toEqual(code('wrong-password'));
    await expect(openWithPassphrase(slots, passphrase)).rejects.toEqual(code('work-factor-too-high'));
  }, 60_000);
});

describe('refuses what scrypt cannot do', () => {
  it.each([
    { N: 2 ** 17 + 1 },
    { N: 1 },
    { N: 0 },
    { N: -2 },
    { N: 2.5 },
    { N: Number.NaN },
    { N: Number.POSITIVE_INFINITY },
    { r: 0 },
    { r: -1 },
    { r: 0.5 },
    { p: 0 },
    { p: 1.5 },
  ])('%j', async (kdf) => {
    const absurd = { ...slot, kdf: { ...slot.kdf, ...kdf } };
    await expect(openPassphraseSlot(absurd, passphrase)).rejects.toEqual(code('vault-damaged'));
  });
});
