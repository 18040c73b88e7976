import { expect, it } from 'vitest';
import { SignetError } from '../../../shared/base/signet-error.ts';
import { cheapVault, code, newFile, newVault, passphrase, record, secret } from './cheap-vault.ts';

const password = 'the backup’s own';

it('brings every entry back, in memory and in a file, and leaves removed ones out', async () => {
  const { vault } = await newVault();
  await vault.add({ ...record, tags: ['a'], note: 'b' });
  await vault.add({ name: 'certificate', kind: 'certificate', chain: ['Y2VydA=='] });
  const gone = await vault.add({ ...record, name: 'gone' });
  await vault.remove(gone.id);
  const backup = await vault.backup(password);

  for (const target of [cheapVault(await newFile()), (await newVault()).vault]) {
    const { restored, renamed, skipped } = await target.restore(backup, password);
    expect([restored.length, renamed, skipped]).toEqual([2, [], []]);
    const [first, certificate] = await target.list();
    expect(first).toMatchObject({ name: 'first', tags: ['a'], note: 'b', chain: record.chain });
    expect(certificate).toMatchObject({ name: 'certificate', kind: 'certificate' });
    expect(await target.reveal(first?.id ?? '')).toEqual(secret);
    expect(await target.removed()).toEqual([]);
  }
});

it('is of the memory, too', async () => {
  const vault = cheapVault(await newFile());
  await vault.add(record);
  const backup = await vault.backup(password);
  expect((await cheapVault(await newFile()).restore(backup, password)).restored).toHaveLength(1);
});

it('into a vault that has some of it skips what is the same, and numbers names that are taken', async () => {
  const { vault } = await newVault();
  const kept = await vault.add(record);
  const changed = await vault.add({ ...record, name: 'second' });
  const backup = await vault.backup(password);
  await vault.rename(changed.id, 'second, renamed');
  await vault.add({ ...record, name: 'second', secret: Buffer.from('another') });

  const result = await vault.restore(backup, password);
  expect(result.skipped).toEqual(['first']);
  expect(result.renamed).toEqual([{ from: 'second', to: 'second (2)' }]);
  const names = (await vault.list()).map((each) => each.name);
  expect(names).toEqual(['first', 'second, renamed', 'second', 'second (2)']);
  expect(new Set((await vault.list()).map((each) => each.id)).size).toBe(4);
  expect(await vault.reveal(result.restored[0]?.id ?? '')).toEqual(secret);
  expect(await vault.reveal(kept.id)).toEqual(secret);
  expect((await vault.restore(backup, password)).skipped).toEqual(['first']);
});

it('needs an open vault, and a passphrase', async () => {
  const { vault } = await newVault();
  await vault.add(record);
  await expect(vault.backup('')).rejects.toEqual(code('password-needed'));
  await vault.lock();
  await expect(vault.backup(password)).rejects.toEqual(code('vault-locked'));
  await vault.unlock(passphrase);
  await vault.backup(password);
});

it('shows nothing of what is in it', async () => {
  const { vault } = await newVault();
  await vault.add(record);
  const text = (await vault.backup(password)).toString();
  expect(text).toContain('signet-backup');
  for (const hidden of ['first', 'Y2VydA', 'entries', secret.toString('base64').slice(0, 12)]) {
    expect(text).not.toContain(hidden);
  }
});

it('with any byte flipped is refused whole', async () => {
  const { vault } = await newVault();
  await vault.add(record);
  const backup = await vault.backup(password);
  const target = cheapVault(await newFile());
  const codes = new Set<string>();
  const harmless: string[] = [];
  for (let at = 0; at < backup.length; at += 1) {
    const bytes = Buffer.from(backup);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 7));
    try {
      await target.restore(bytes, password);
      harmless.push(bytes.toString('latin1', Math.max(0, at - 12), at + 2));
      target.forget();
    } catch (thrown) {
      if (!(thrown instanceof SignetError)) throw thrown;
      codes.add(thrown.code);
    }
  }
  const expected = [
    'damaged-file',
    'unknown-format',
    'vault-newer',
    'work-factor-too-high',
    'wrong-password',
  ];
  expect(expected).toEqual(expect.arrayContaining([...codes]));
  // The ends of white space, and of base64, can be written in more than one way: what they stand for is the same.
  expect(harmless.length).toBeLessThan(10);
});

it('that asks for more work than any, or is no backup at all, is refused at once', async () => {
  const { vault } = await newVault();
  await vault.add(record);
  const backup = JSON.parse((await vault.backup(password)).toString());
  const target = cheapVault(await newFile());
  const restore = (slot: object) =>
    target.restore(Buffer.from(JSON.stringify({ ...backup, slot: { ...backup.slot, ...slot } })), password);
  await restore({});
  const cost = (kdf: object) => restore({ kdf: { ...backup.slot.kdf, ...kdf } });
  await expect(cost({ N: 2 ** 18, r: 16, p: 1 })).rejects.toEqual(code('work-factor-too-high'));
  await expect(cost({ N: 2 ** 17, r: 8, p: 16 })).rejects.toEqual(code('work-factor-too-high'));
  await expect(cost({ N: 3 })).rejects.toEqual(code('damaged-file'));
  await expect(restore({ kind: 'keychain', machine: 'm', protected: '' })).rejects.toEqual(
    code('damaged-file'),
  );
  for (const text of [
    '['.repeat(20_000_000),
    `{"format":"signet-backup","slot":${'[],'.repeat(5_000_000)}`,
  ]) {
    await expect(target.restore(Buffer.from(text), password)).rejects.toEqual(code('unknown-format'));
  }
});
