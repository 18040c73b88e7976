import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { Vault } from '../../../core/vault/vault.ts';
import type { VaultDocument } from '../../../core/vault/vault-document.ts';
import { FaultyFileSystem } from '../../fakes/faulty-file-system.ts';
import { cheapVault, code, newFile, record } from './cheap-vault.ts';

interface Expected {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly created: string;
  readonly certificates: number;
  readonly sha256: string | null;
}

const fixtures = join(import.meta.dirname, '../../fixtures/vault');
const expected = JSON.parse(
  await readFile(join(fixtures, 'version-1.expected.json'), 'utf8'),
) as readonly Expected[];

let file: string;
let vault: Vault;
beforeEach(async () => {
  file = await newFile();
  await mkdir(dirname(file));
  await copyFile(join(fixtures, 'version-1.json'), file);
  vault = cheapVault(file);
});

const onDisk = async () => JSON.parse(await readFile(file, 'utf8')) as VaultDocument;

async function readBack(from: Vault): Promise<readonly Expected[]> {
  const found: Expected[] = [];
  for (const { id, name, kind, created, chain } of await from.list()) {
    const secret = kind === 'certificate' ? undefined : await from.reveal(id);
    const sha256 = secret ? createHash('sha256').update(secret).digest('hex') : null;
    found.push({ id, name, kind, created, certificates: chain.length, sha256 });
  }
  return found;
}

it('a vault of format 1 lists while it is locked, and nothing is written', async () => {
  expect((await vault.list()).map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  expect(await vault.status()).toMatchObject({ state: 'locked', entries: expected.length });
  expect((await onDisk()).version).toBe(1);
});

it('unlocking brings it up to format 2, with every entry as it was', async () => {
  const before = await onDisk();
  await vault.unlock('changeit');
  const after = await onDisk();
  expect(after).toMatchObject({ version: 2, slots: [{ kind: 'passphrase' }] });
  expect(after.revision).toBeGreaterThan(before.revision);
  expect(await readBack(vault)).toEqual(expected);
  expect(await vault.status()).toMatchObject({ state: 'unlocked', unsaved: 0 });
  expect(await vault.status()).not.toHaveProperty('damage');
  expect(await readdir(dirname(file))).toEqual(['vault.json']);

  const again = cheapVault(file);
  await again.unlock('changeit');
  expect(await readBack(again)).toEqual(expected);
  const { id } = await again.add({ ...record, name: 'new' });
  await again.rename(id, 'renamed');
});

it('a wrong passphrase leaves it as it is', async () => {
  await expect(vault.unlock('wrong')).rejects.toEqual(code('wrong-password'));
  expect((await onDisk()).version).toBe(1);
});

it('opens where nothing can be written, and is brought up to date later', async () => {
  const fileSystem = new FaultyFileSystem();
  fileSystem.fault = 'EROFS';
  fileSystem.failAt = 1;
  fileSystem.forGood = true;
  const reading = cheapVault(file, { fileSystem });
  await reading.unlock('changeit');
  expect(await readBack(reading)).toEqual(expected);
  expect((await onDisk()).version).toBe(1);
  fileSystem.failAt = 0;
  await reading.unlock('changeit');
  expect((await onDisk()).version).toBe(2);
});

it('nobody without the key can pass a file off as one of format 1, whose public parts nothing binds', async () => {
  await vault.unlock('changeit');
  const document = await onDisk();
  const [certificate] = document.entries.filter((each) => each.kind === 'certificate');
  const planted = { ...certificate, id: 'planted', name: 'planted', sealed: undefined };
  await writeFile(file, JSON.stringify({ ...document, version: 1, entries: [planted] }, null, 1));
  await expect(cheapVault(file).unlock('changeit')).rejects.toEqual(code('wrong-password'));
  await expect(cheapVault(file).rescue('changeit')).rejects.toEqual(code('wrong-password'));
});

it('a damaged entry is lost alone when the file is rescued', async () => {
  const document = await onDisk();
  const [first, ...rest] = document.entries;
  if (!first?.sealed) throw new Error('the fixture has changed');
  const sealed = { ...first.sealed, data: `AAAA${first.sealed.data.slice(4)}` };
  await writeFile(file, JSON.stringify({ ...document, entries: [{ ...first, sealed }, ...rest] }, null, 1));
  await vault.unlock('changeit');
  await expect(vault.reveal(first.id)).rejects.toEqual(code('entry-damaged'));
  expect(await vault.rescue('changeit')).toMatchObject({
    rescued: expected.length - 1,
    lost: [first.name],
  });
  expect(await readBack(vault)).toEqual(expected.slice(1));
});
