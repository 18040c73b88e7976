import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { VaultDocument } from '../../../core/vault/vault-document.ts';
import {
  code,
  cheapVault as createVault,
  newFile,
  newVault,
  passphrase,
  record,
  secret,
} from './cheap-vault.ts';

describe('the life of a vault', () => {
  it('begins in memory, moves into a file, locks and opens again', async () => {
    const file = await newFile();
    const vault = createVault(file, { clock: () => new Date('2026-11-01T12:00:00Z') });
    expect(await vault.status()).toEqual({
      state: 'memory',
      file,
      entries: 0,
      slots: [],
      keychain: { state: 'none' },
      unsaved: 0,
    });

    const { id } = await vault.add(record);
    expect(await vault.list()).toMatchObject([{ id, name: 'first', created: '2026-11-01T12:00:00.000Z' }]);
    expect(await vault.reveal(id)).toEqual(secret);
    await vault.lock();
    expect(await vault.reveal(id)).toEqual(secret);
    expect(await readdir(dirname(dirname(file)))).toEqual([]);

    await vault.create({ passphrase });
    expect(await vault.status()).toMatchObject({ state: 'unlocked', entries: 1 });
    expect(await vault.reveal(id)).toEqual(secret);

    await vault.lock();
    expect(await vault.status()).toMatchObject({ state: 'locked', entries: 1 });
    expect(await vault.list()).toMatchObject([{ id, publicKey: 'cHVi' }]);
    await expect(vault.reveal(id)).rejects.toEqual(code('vault-locked'));
    await expect(vault.add({ ...record, name: 'second' })).rejects.toEqual(code('vault-locked'));

    await expect(vault.unlock('wrong horse')).rejects.toEqual(code('wrong-password'));
    expect(await vault.status()).toMatchObject({ state: 'locked' });
    await vault.unlock(passphrase);
    expect(await vault.reveal(id)).toEqual(secret);

    const other = createVault(file);
    expect(await other.status()).toMatchObject({ state: 'locked', entries: 1 });
    await other.unlock(passphrase);
    expect(await other.reveal(id)).toEqual(secret);
  });

  it('is made once, and with a passphrase', async () => {
    const vault = createVault(await newFile());
    await expect(vault.create({ passphrase: '' })).rejects.toEqual(code('password-needed'));
    await vault.create({ passphrase });
    await expect(vault.create({ passphrase: 'another' })).rejects.toEqual(code('vault-exists'));
  });

  it('renames and removes, while it is unlocked', async () => {
    const { vault } = await newVault();
    const { id } = await vault.add(record);
    expect(await vault.rename(id, 'renamed')).toMatchObject({ id, name: 'renamed' });
    await vault.lock();
    await expect(vault.rename(id, 'again')).rejects.toEqual(code('vault-locked'));
    await expect(vault.remove(id)).rejects.toEqual(code('vault-locked'));
    await vault.unlock(passphrase);
    expect(await vault.reveal(id)).toEqual(secret);
    await vault.remove(id);
    expect(await vault.list()).toEqual([]);
    for (const look of [vault.find, vault.reveal, vault.remove, (gone: string) => vault.rename(gone, 'x')]) {
      await expect(look(id)).rejects.toEqual(code('entry-not-found'));
    }
  });

  it('has no name twice', async () => {
    const { vault } = await newVault();
    const { id } = await vault.add(record);
    const second = await vault.add({ ...record, name: 'second' });
    await expect(vault.add(record)).rejects.toEqual(code('name-taken'));
    await expect(vault.rename(second.id, 'first')).rejects.toEqual(code('name-taken'));
    expect(await vault.rename(id, 'first')).toMatchObject({ name: 'first' });
    expect((await vault.list()).map((each) => each.name)).toEqual(['first', 'second']);
  });

  it('reveals nothing of an entry that holds no secret', async () => {
    const { vault } = await newVault();
    const { id } = await vault.add({ name: 'certificate', kind: 'certificate', chain: ['Y2VydA=='] });
    await expect(vault.reveal(id)).rejects.toEqual(code('key-missing'));
  });

  it('keeps what is added while the file is being made', async () => {
    const vault = createVault(await newFile());
    const adds = [vault.add(record)];
    const creation = vault.create({ passphrase });
    for (let index = 0; index < 10; index += 1) adds.push(vault.add({ ...record, name: `during-${index}` }));
    await creation;
    const added = await Promise.all(adds);
    expect(await vault.list()).toHaveLength(11);
    for (const { id } of added) expect(await vault.reveal(id)).toEqual(secret);
  });
});

describe('the file', () => {
  it('is for its owner alone, and leaves nothing beside it', async () => {
    const { file, vault } = await newVault();
    await vault.add(record);
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
    expect(((await stat(dirname(file))).mode & 0o777).toString(8)).toBe('700');
    expect(await readdir(dirname(file))).toEqual(['vault.json']);
  });

  it('holds no secret and no passphrase in any common encoding', async () => {
    const { file, vault } = await newVault();
    await vault.add(record);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('first');
    for (const hidden of [secret, Buffer.from(passphrase)]) {
      // From each of three offsets, for base64 depends on it.
      for (const offset of [0, 1, 2]) {
        const piece = hidden.subarray(offset, offset + 9);
        for (const encoding of ['utf8', 'base64', 'base64url', 'hex'] as const) {
          expect(text).not.toContain(piece.toString(encoding));
        }
      }
    }
  });

  it('counts its revisions', async () => {
    const { file, vault } = await newVault();
    const revision = async () => (JSON.parse(await readFile(file, 'utf8')) as VaultDocument).revision;
    const before = await revision();
    const { id } = await vault.add(record);
    await vault.remove(id);
    expect(await revision()).toBe(before + 2);
  });

  it.each([
    ['empty', '', 'vault-damaged'],
    ['cut short', '{"format":"signet-vault","version":1,"revision":1,"slo', 'vault-damaged'],
    ['something else', '{"hello":"world"}', 'vault-damaged'],
    ['null', 'null', 'vault-damaged'],
    ['binary', '\0\u0001\u0002', 'vault-damaged'],
    [
      'entries of another shape',
      '{"format":"signet-vault","version":1,"revision":1,"slots":[],"entries":[{"id":1}]}',
      'vault-damaged',
    ],
    ['a newer version', '{"format":"signet-vault","version":3,"vaults":{}}', 'vault-newer'],
  ])('is left untouched when it is %s', async (_, text, error) => {
    const file = await newFile();
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    const vault = createVault(file);
    const attempts = [
      () => vault.status(),
      () => vault.list(),
      () => vault.unlock(passphrase),
      () => vault.create({ passphrase }),
      () => vault.add(record),
      () => vault.rename('x', 'y'),
      () => vault.remove('x'),
      () => vault.reveal('x'),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toEqual(code(error));
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(await readdir(dirname(file))).toEqual(['vault.json']);
  });

  it('says that it has no way in, when it has no slot', async () => {
    const file = await newFile();
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '{"format":"signet-vault","version":1,"revision":1,"slots":[],"entries":[]}');
    await expect(createVault(file).unlock(passphrase)).rejects.toEqual(code('vault-damaged'));
  });
});

it('a box that was moved to another entry closes that entry, and no other', async () => {
  const { file, vault } = await newVault();
  await vault.add(record);
  await vault.add({ ...record, name: 'second', secret: Buffer.from('another secret') });
  const document = JSON.parse(await readFile(file, 'utf8')) as VaultDocument;
  const [first, second] = document.entries;
  if (!first?.sealed || !second?.sealed) throw new Error('nothing is sealed');
  expect(await vault.reveal(first.id)).toEqual(secret);

  const swapped = [
    { ...first, sealed: second.sealed },
    { ...first, sealed: { ...first.sealed, nonce: second.sealed.nonce } },
    { ...first, sealed: { ...first.sealed, data: second.sealed.data } },
    { ...second, id: first.id },
  ];
  for (const entry of swapped) {
    await writeFile(file, JSON.stringify({ ...document, entries: [entry, second] }));
    await expect(vault.reveal(first.id)).rejects.toEqual(code('entry-damaged'));
    expect(await vault.reveal(second.id)).toEqual(Buffer.from('another secret'));
  }
});

describe('two at once', () => {
  it('keep all that both add', async () => {
    const { file, vault } = await newVault();
    const other = createVault(file);
    await other.unlock(passphrase);
    const added = await Promise.all(
      Array.from({ length: 20 }, (_, index) => [
        vault.add({ ...record, name: `mine-${index}` }),
        other.add({ ...record, name: `yours-${index}` }),
      ]).flat(),
    );
    expect(new Set((await vault.list()).map((each) => each.name)).size).toBe(40);
    for (const { id } of added) expect(await vault.reveal(id)).toEqual(secret);
    expect(await readdir(dirname(file))).toEqual(['vault.json']);
  });

  it('never give one name twice', async () => {
    const { file, vault } = await newVault();
    const other = createVault(file);
    await other.unlock(passphrase);
    const answers = await Promise.allSettled([vault.add(record), other.add(record), vault.add(record)]);
    expect(answers.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await vault.list()).toHaveLength(1);
  });

  it('make one vault', async () => {
    const file = await newFile();
    const vaults = [createVault(file), createVault(file)];
    const answers = await Promise.allSettled(
      vaults.map((each, index) => each.create({ passphrase: `passphrase ${index}` })),
    );
    expect(answers.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find((each) => each.status === 'rejected')).toMatchObject({
      reason: code('vault-exists'),
    });
  });

  // Regression: the entry was sealed under a key that no passphrase opens.
  it('do not mix up keys: memory’s never seals for a file that another made meanwhile', async () => {
    const file = await newFile();
    const mine = createVault(file);
    await mine.add(record);
    const other = createVault(file);
    await other.create({ passphrase: 'another passphrase' });

    expect(await mine.status()).toMatchObject({ state: 'locked' });
    await expect(mine.add({ ...record, name: 'second' })).rejects.toEqual(code('vault-locked'));
    await mine.unlock('another passphrase');
    const { id } = await mine.add({ ...record, name: 'second' });
    expect(await other.reveal(id)).toEqual(secret);
  });

  it('do not mix up keys when the file was replaced by another', async () => {
    const { file, vault } = await newVault();
    const second = await newVault();
    await writeFile(file, await readFile(second.file));
    expect(await vault.status()).toMatchObject({ state: 'locked' });
    await expect(vault.add(record)).rejects.toEqual(code('vault-locked'));
  });
});

describe('a lock that a crash left behind', () => {
  // Larger than any process number that Linux, macOS or Windows gives.
  const deadProcess = 2 ** 30 - 1;
  it.each([
    ['of a process that is gone', String(deadProcess)],
    ['of a process that is gone, with its mark', `${deadProcess} 0b8e2a52-6e0f-4c1a-9d0e-5d3f1f1f1f1f`],
    ['of a process whose number is ours now', `${process.pid} 0b8e2a52-6e0f-4c1a-9d0e-5d3f1f1f1f1f`],
  ])('%s is taken over', async (_, holder) => {
    const { file, vault } = await newVault();
    await writeFile(`${file}.lock`, holder);
    await vault.add(record);
    expect(await readdir(dirname(file))).toEqual(['vault.json']);
  });

  // Regression: the slower of two removed the lock that the faster had just made, and an entry was lost.
  it('is taken over by one of many at a time', async () => {
    const { file, vault } = await newVault();
    const others = await Promise.all(
      [1, 2, 3].map(async () => {
        const each = createVault(file);
        await each.unlock(passphrase);
        return each;
      }),
    );
    for (let round = 0; round < 10; round += 1) {
      await writeFile(`${file}.lock`, String(deadProcess));
      await Promise.all(
        [vault, ...others].map((each, index) => each.add({ ...record, name: `${round}-${index}` })),
      );
    }
    expect(await vault.list()).toHaveLength(40);
    expect(await readdir(dirname(file))).toEqual(['vault.json']);
  });

  it('that names nobody goes once it is old', async () => {
    const { file, vault } = await newVault();
    await writeFile(`${file}.lock`, '');
    await utimes(`${file}.lock`, new Date(), new Date(Date.now() - 60_000));
    await vault.add(record);
    expect(await vault.list()).toHaveLength(1);
  });

  it('of a process that lives is waited for', async () => {
    const { file, vault } = await newVault();
    await writeFile(`${file}.lock`, String(process.ppid));
    let done = false;
    const adding = vault.add(record).then(() => {
      done = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(done).toBe(false);
    await rm(`${file}.lock`);
    await adding;
    expect(done).toBe(true);
  });
});
