import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Vault } from '../../../core/vault/vault.ts';
import type { VaultRecord } from '../../../core/vault/vault-document.ts';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { FakeKeychain } from '../../fakes/fake-keychain.ts';
import { cheapVault, code, newFile, newVault, passphrase, record } from './cheap-vault.ts';

const names = ['one', 'two', 'three'] as const;
const secretOf = (name: string) => Buffer.from(`${name}: a secret`);

/** Three entries, of which nothing but a flipped byte is wrong. */
async function filledVault(): Promise<{ file: string; vault: Vault }> {
  const { file, vault } = await newVault();
  await vault.addPassphrase('second', 'another way in');
  for (const name of names)
    await vault.add({ ...record, name, note: `about ${name}`, secret: secretOf(name) });
  return { file, vault };
}

/** The sealed part is held by what it opens to: base64 has more than one way to write the same. */
const publicPart = ({ sealed: _, ...rest }: VaultRecord) => rest;

describe('every byte of the file, flipped in turn', () => {
  it('is noticed, and never yields a wrong key, name, certificate or note', async () => {
    const { file, vault } = await filledVault();
    const whole = await readFile(file);
    const truth = new Map((await vault.list()).map((each) => [each.id, publicPart(each)]));
    await writeFile(file, whole);
    const reported = new Map<string, number>();

    for (let at = 0; at < whole.length; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      await writeFile(file, bytes);
      const found = await look(cheapVault(file), truth);
      reported.set(found, (reported.get(found) ?? 0) + 1);
      // A process that has the vault open already sees no more than the others.
      if (at % 8 === 0) await look(vault, truth, false);
      expect(await readFile(file)).toEqual(bytes);
    }
    // The one digit of the version may say that a newer Signet wrote the file.
    expect(['damage', 'vault-damaged', 'vault-newer']).toEqual(expect.arrayContaining([...reported.keys()]));
    expect([...reported.values()].reduce((sum, count) => sum + count)).toBe(whole.length);
  }, 120_000);

  /** How the damage shows; fails when it does not, or when something untrue is believed. */
  async function look(vault: Vault, truth: ReadonlyMap<string, object>, unlocks = true): Promise<string> {
    try {
      const locked = await vault.status();
      if (unlocks) {
        expect(locked.damage).toBeDefined();
        await vault.unlock(passphrase);
      }
      const status = await vault.status();
      if (status.state === 'unlocked') expect(status.damage).toBeDefined();
      for (const each of await vault.list()) {
        if (status.state !== 'unlocked' || each.damaged) continue;
        expect(publicPart(each)).toEqual(truth.get(each.id));
        expect(await vault.reveal(each.id)).toEqual(secretOf(each.name));
      }
      await expect(vault.add({ ...record, name: 'more' })).rejects.toBeInstanceOf(SignetError);
      return 'damage';
    } catch (thrown) {
      if (thrown instanceof SignetError) return thrown.code;
      throw thrown;
    }
  }
});

describe('a file changed by somebody without the key', () => {
  it.each([
    ['an entry taken out', (lines: string[]) => lines.filter((line) => !line.includes('"two"'))],
    ['entries in another order', (lines: string[]) => [...lines.slice(0, -5), ...lines.slice(-5)].reverse()],
    ['a slot taken out', (lines: string[]) => lines.filter((line) => !line.includes('another way in'))],
    [
      'another revision',
      (lines: string[]) => lines.map((line) => line.replace(/"revision": \d+/, '"revision": 1')),
    ],
    ['another name', (lines: string[]) => lines.map((line) => line.replace('"two"', '"owt"'))],
    ['no sums', (lines: string[]) => lines.map((line) => line.replace(/"(sha256|mac)"/, '"x"'))],
  ])('%s is noticed, and cannot be written over', async (_, change) => {
    const { file, vault } = await filledVault();
    const lines = (await readFile(file, 'utf8')).split('\n');
    const changed = change(lines).join('\n');
    expect(changed).not.toBe(lines.join('\n'));
    await writeFile(file, changed);
    await expect(vault.add(record)).rejects.toEqual(code('vault-damaged'));
    expect(await readFile(file, 'utf8')).toBe(changed);
  });

  it('sums by hand are noticed at the unlocking', async () => {
    const { file, vault } = await filledVault();
    const text = (await readFile(file, 'utf8')).replace('"about two"', '"about xxx"');
    const end = text.lastIndexOf('"sha256"');
    const sum = createHash('sha256').update(text.slice(0, end)).digest('base64');
    await writeFile(file, `${text.slice(0, end)}"sha256": "${sum}"\n}\n`);
    const other = cheapVault(file);
    expect(await other.status()).not.toHaveProperty('damage');
    await other.unlock(passphrase);
    expect(await other.status()).toHaveProperty('damage');
    const marked = (await other.list()).filter((each) => each.damaged).map((each) => each.name);
    expect(marked).toEqual(['two']);
    await expect(vault.add(record)).rejects.toEqual(code('vault-damaged'));
  });
});

describe('rescue', () => {
  it('does nothing to a vault that is whole, or to none', async () => {
    const { file, vault } = await filledVault();
    const before = await readFile(file);
    expect(await vault.rescue(passphrase)).toEqual({ rescued: 0, lost: [], keptAside: null });
    expect(await readFile(file)).toEqual(before);
    const none = cheapVault(await newFile());
    expect(await none.rescue(passphrase)).toEqual({ rescued: 0, lost: [], keptAside: null });
  });

  it.each([
    ['a bit in an entry', (text: string) => text.replace('about two', 'about tvo'), 2, ['two']],
    ['a brace of the first slot', (text: string) => text.replace(/^\{(?=.*scrypt)/m, 'x'), 3, ['?']],
    ['a brace of an entry', (text: string) => text.replace('"name":"two"', '"name":{two"'), 2, ['?']],
    ['the head', (text: string) => text.replace('"format"', '"farmot"'), 3, []],
    ['the end cut off', (text: string) => text.slice(0, -200), 2, ['?']],
    ['the first slot', (text: string) => text.replace('"scrypt"', '"crypts"'), 3, ['?']],
    ['nothing but the sums', (text: string) => text.replace('"mac"', '"cam"'), 3, []],
  ])(
    'after damage to %s keeps every whole entry, and the damaged file aside',
    async (_, damage, kept, lost) => {
      const { file } = await filledVault();
      const damaged = damage(await readFile(file, 'utf8'));
      await writeFile(file, damaged);
      const vault = cheapVault(file, { clock: () => new Date('2026-11-01T12:00:00Z') });
      await expect(vault.rescue('wrong')).rejects.toEqual(code('wrong-password'));
      expect(await readFile(file, 'utf8')).toBe(damaged);

      const rescued = await vault.rescue('second');
      expect(rescued).toMatchObject({ rescued: kept, lost });
      expect(rescued.keptAside).toBe(`${file}.damaged-2026-11-01T120000.000Z`);
      expect(await readFile(rescued.keptAside ?? '', 'utf8')).toBe(damaged);
      const status = await vault.status();
      expect(status).toMatchObject({ state: 'unlocked' });
      expect(status).not.toHaveProperty('damage');

      const again = cheapVault(file);
      await again.unlock('second');
      const left = await again.list();
      expect(left).toHaveLength(rescued.rescued);
      for (const { id, name, note } of left) {
        expect(await again.reveal(id)).toEqual(secretOf(name));
        expect(note).toBe(`about ${name}`);
      }
      await again.add({ ...record, name: 'afterwards' });
      expect(await readdir(dirname(file))).toHaveLength(2);
    },
  );

  it('makes a new slot when none is left but the vault is open', async () => {
    const { file, vault } = await filledVault();
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll('"scrypt"', '"crypts"'));
    expect(await vault.rescue('a new passphrase')).toMatchObject({ rescued: 3, lost: ['?', '?'] });
    await cheapVault(file).unlock('a new passphrase');
  });

  it('opens with the keychain, too', async () => {
    const keychain = new FakeKeychain();
    const { file, vault } = await newVault({ keychain });
    await vault.add(record);
    await vault.addKeychain();
    await writeFile(file, (await readFile(file, 'utf8')).replace('"format"', '"farmot"'));
    expect(await cheapVault(file, { keychain }).rescue()).toMatchObject({ rescued: 1, lost: [] });
  });

  it('leaves the file of a newer Signet alone', async () => {
    const { file, vault } = await filledVault();
    const text = (await readFile(file, 'utf8')).replace('"version": 2', '"version": 3');
    await writeFile(file, text);
    await expect(vault.rescue(passphrase)).rejects.toEqual(code('vault-newer'));
    expect(await readFile(file, 'utf8')).toBe(text);
  });
});
