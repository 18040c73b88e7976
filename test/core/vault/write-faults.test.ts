import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fault, FaultyFileSystem } from '../../fakes/faulty-file-system.ts';
import { cheapVault, code, newFile, newVault, passphrase, record } from './cheap-vault.ts';

const codes: Readonly<Record<Fault, string>> = {
  ENOSPC: 'disk-full',
  EROFS: 'file-read-only',
  EACCES: 'file-read-only',
  EIO: 'file-not-writable',
  short: 'file-not-writable',
};
const faults = Object.keys(codes) as Fault[];

describe('at each step of a write', () => {
  it.each([
    ...faults.map((fault) => [fault, 'once', false] as const),
    ['ENOSPC', 'from then on', true] as const,
  ])('%s %s: what was acknowledged is there, and what failed says why', async (fault, _, forGood) => {
    const { file, vault } = await newVault();
    const fileSystem = new FaultyFileSystem();
    const writer = cheapVault(file, { fileSystem });
    await writer.unlock(passphrase);
    const acknowledged: string[] = [];
    const outcomes = new Set<string>();

    fileSystem.fault = fault;
    fileSystem.forGood = forGood;
    for (let step = 1; ; step += 1) {
      fileSystem.steps = 0;
      fileSystem.failAt = step;
      const name = `step-${step}`;
      const outcome = await writer.add({ ...record, name }).then(
        () => 'added',
        (error: { code?: string }) => error.code ?? String(error),
      );
      const reached = fileSystem.steps >= step;
      fileSystem.failAt = 0;
      outcomes.add(outcome);
      if (outcome === 'added') acknowledged.push(name);

      const reader = cheapVault(file);
      await reader.unlock(passphrase);
      expect(await reader.status()).not.toHaveProperty('damage');
      const names = (await reader.list()).map((each) => each.name);
      expect(names).toEqual(expect.arrayContaining(acknowledged));
      if (!reached) break;
    }
    expect([...outcomes].filter((each) => each !== codes[fault])).toEqual(['added']);
    expect(outcomes).toContain(codes[fault]);

    await vault.add({ ...record, name: 'afterwards' });
    expect(await readdir(dirname(file))).toEqual(['vault.json']);
  });
});

it('a full disk when the vault is made leaves memory as it was, and no half of a file', async () => {
  const file = await newFile();
  const fileSystem = new FaultyFileSystem();
  const vault = cheapVault(file, { fileSystem });
  const { id } = await vault.add(record);
  fileSystem.failAt = 4;
  fileSystem.forGood = true;
  await expect(vault.create({ passphrase })).rejects.toEqual(code('disk-full'));
  expect(await vault.status()).toMatchObject({ state: 'memory', entries: 1 });
  fileSystem.failAt = 0;
  await vault.create({ passphrase });
  expect(await vault.find(id)).toMatchObject({ name: 'first' });
  expect(await readdir(dirname(file))).toEqual(['vault.json']);
});
