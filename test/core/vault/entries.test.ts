import { describe, expect, it } from 'vitest';
import type { NewRecord } from '../../../core/vault/vault-entries.ts';
import { removedKept } from '../../../shared/contract/vault.ts';
import { cheapVault, code, newFile, newVault, passphrase, record, secret } from './cheap-vault.ts';

describe('tags and notes', () => {
  it('are kept with the entry, and bound to it', async () => {
    const { file, vault } = await newVault();
    const { id } = await vault.add({ ...record, tags: ['test'] });
    await vault.annotate(id, { note: 'for the gateway' });
    expect(await vault.find(id)).toMatchObject({ tags: ['test'], note: 'for the gateway' });
    const other = cheapVault(file);
    await other.unlock(passphrase);
    expect(await other.reveal(id)).toEqual(secret);
    await other.annotate(id, { tags: [], note: '' });
    const bare = await vault.find(id);
    expect([bare.tags, bare.note]).toEqual([undefined, undefined]);
    expect(await vault.reveal(id)).toEqual(secret);
  });
});

describe('another secret in an entry’s place', () => {
  const clientSecret: NewRecord = {
    ...record,
    kind: 'client-secret',
    chain: [],
    bits: 24,
    secret: Buffer.from('one'),
  };
  const next = (text: string) => ({ bits: text.length * 8, secret: Buffer.from(text) });

  it.each(['in the file', 'in memory'])('is under the same id and name, %s', async (where) => {
    const vault = where === 'in memory' ? cheapVault(await newFile()) : (await newVault()).vault;
    const made = await vault.add({ ...clientSecret, tags: ['test'] });
    const changed = await vault.replaceSecret(made.id, next('two'));
    expect(changed).toMatchObject({ id: made.id, name: made.name, created: made.created, tags: ['test'] });
    expect(await vault.list()).toHaveLength(1);
    expect((await vault.reveal(made.id)).toString()).toBe('two');
  });

  it('leaves the one before to be brought back, however often it is done', async () => {
    const { vault } = await newVault();
    const { id } = await vault.add(clientSecret);
    const gone = await vault.add({ ...record, name: 'gone' });
    await vault.remove(gone.id);
    for (const text of ['two', 'three', 'four', 'five']) await vault.replaceSecret(id, next(text));
    expect((await vault.reveal(id)).toString()).toBe('five');
    const removed = await vault.removed();
    expect(removed.map(({ name }) => name).sort()).toEqual(['first', 'gone']);
    const before = removed.find(({ name }) => name === 'first')?.id ?? '';
    await vault.undoRemove(before, 'as it was');
    expect((await vault.reveal(before)).toString()).toBe('four');
    expect((await vault.reveal(id)).toString()).toBe('five');
  });

  it('is refused for a key, for what is not there, and while the vault is locked', async () => {
    const { vault } = await newVault();
    const key = await vault.add({ ...record, name: 'key' });
    const made = await vault.add(clientSecret);
    await expect(vault.replaceSecret(key.id, next('two'))).rejects.toEqual(code('key-type-mismatch'));
    await expect(vault.replaceSecret('nothing', next('two'))).rejects.toEqual(code('entry-not-found'));
    await vault.lock();
    await expect(vault.replaceSecret(made.id, next('two'))).rejects.toEqual(code('vault-locked'));
    await vault.unlock(passphrase);
    expect((await vault.reveal(made.id)).toString()).toBe('one');
    expect(await vault.reveal(key.id)).toEqual(secret);
  });
});

describe('a removed entry', () => {
  it('is out of sight, and can be brought back with its secret, after a restart too', async () => {
    const { file, vault } = await newVault();
    const { id } = await vault.add(record);
    await vault.remove(id);
    expect(await vault.list()).toEqual([]);
    expect(await vault.status()).toMatchObject({ entries: 0 });
    await expect(vault.reveal(id)).rejects.toEqual(code('entry-not-found'));
    const other = cheapVault(file);
    await other.unlock(passphrase);
    expect(await other.removed()).toMatchObject([{ id, name: 'first' }]);
    const back = await other.undoRemove(id);
    expect(back.removed).toBeUndefined();
    expect(await vault.reveal(id)).toEqual(secret);
    expect(await vault.removed()).toEqual([]);
  });

  it('gives its name away, and then needs another', async () => {
    const { vault } = await newVault();
    const { id } = await vault.add(record);
    await vault.remove(id);
    await vault.add(record);
    await expect(vault.undoRemove(id)).rejects.toEqual(code('name-taken'));
    expect(await vault.undoRemove(id, 'first again')).toMatchObject({ id, name: 'first again' });
  });

  it('goes for good when that is asked, removed before or not', async () => {
    const { vault } = await newVault();
    const one = await vault.add(record);
    const two = await vault.add({ ...record, name: 'second' });
    await vault.remove(one.id);
    await vault.remove(one.id, { forever: true });
    await vault.remove(two.id, { forever: true });
    expect(await vault.removed()).toEqual([]);
    await expect(vault.undoRemove(one.id)).rejects.toEqual(code('entry-not-found'));
    await expect(vault.remove(one.id, { forever: true })).rejects.toEqual(code('entry-not-found'));
  });

  it(`is kept for ${removedKept.days} days, and ${removedKept.entries} of them`, async () => {
    let now = new Date('2026-11-01T12:00:00Z');
    const { vault } = await newVault({ clock: () => now });
    for (let index = 0; index <= removedKept.entries; index += 1) {
      const { id } = await vault.add({ ...record, name: `old ${index}` });
      now = new Date(now.getTime() + 1000);
      await vault.remove(id);
    }
    const names = (await vault.removed()).map((each) => each.name);
    expect(names).toHaveLength(removedKept.entries);
    expect(names[0]).toBe(`old ${removedKept.entries}`);
    expect(names).not.toContain('old 0');

    now = new Date(now.getTime() + (removedKept.days + 1) * 86_400_000);
    const { id } = await vault.add(record);
    await vault.remove(id);
    expect((await vault.removed()).map((each) => each.name)).toEqual(['first']);
  });
});

describe('what is in memory when another process makes the vault file', () => {
  it('stays in sight and in use, is said to be unsaved, and moves in at the next unlocking', async () => {
    const file = await newFile();
    const mine = cheapVault(file);
    const kept = await mine.add(record);
    const gone = await mine.add({ ...record, name: 'gone' });
    await mine.remove(gone.id);
    const other = cheapVault(file);
    await other.create({ passphrase });
    await other.add({ ...record, name: 'first', secret: Buffer.from('another') });

    expect(await mine.status()).toMatchObject({ state: 'locked', entries: 2, unsaved: 1 });
    expect(await mine.list()).toMatchObject([{ name: 'first' }, { id: kept.id, unsaved: true }]);
    expect(await mine.reveal(kept.id)).toEqual(secret);
    await expect(mine.create({ passphrase })).rejects.toEqual(code('vault-exists'));

    await mine.unlock(passphrase);
    expect(await mine.status()).toMatchObject({ state: 'unlocked', entries: 2, unsaved: 0 });
    expect((await other.list()).map((each) => each.name)).toEqual(['first', 'first (2)']);
    expect(await other.reveal(kept.id)).toEqual(secret);
    expect(await other.removed()).toMatchObject([{ id: gone.id }]);
  });
});
